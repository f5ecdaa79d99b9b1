"""What a variant comes to: ties, what ties do to burdens and effort, NATO's rank correlations and burdens."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from entente.burden.sources import SOURCES
from entente.core.switches import BASELINE
from entente.games.nato import NATO as NATO_OF_ATOP
from entente.regressions.estimation import estimate
from entente.regressions.samples import assemble
from entente.regressions.source import Source
from entente.regressions.specification import Specification
from entente.studies.burden_sharing.sensitivity.changed_rows import (
    Spans,
    layers_that_differ,
    measured_otherwise,
    rows_with_layers,
    ties_of,
)
from entente.studies.burden_sharing.who_carries_what import NATO

#: What identifies a quantity, and all that is told of it.
IDENTIFIED = ["quantity", "layer", "year", "source"]
COLUMNS = ["variant", *IDENTIFIED, "estimate", "se", "p", "n"]

#: Years whose ties are told, and those in which NATO is: in 1998 its members by ATOP and by deposit of
#: accession are not the same.
TIE_YEARS, NATO_YEARS = (2000, 2010), (1998, 2010)

#: Layers that estimates are told of, the main one first.  A layer that is no regressor of the study takes the
#: main one's place in its regressions.
MAIN = "dca"
REGRESSORS = (MAIN, "defence", "arms")
ESTIMATED = (*REGRESSORS, "codeployment", "joint_intervention")

#: Regressions on a layer, and their terms that are told.
REGRESSIONS = {"two_way": "burden_ties_{layer}_{source}", "process": "effort_{layer}_{source}"}
TERMS = ("degree", "triangles")

#: Regression on the regimes of allies, its term and its layer.
ALLIES, SHARE, ALLIED = "democratic_allies_{source}", "democratic_partners", "defence"

#: Columns of relative burdens in table nato_burdens, by what benefits are shares of.
RELATIVE = {
    "gdp_population": "relative_burden",
    "gdp": "relative_burden_gdp",
    "border": "relative_burden_border",
}


def variant_outcomes(
    name: str,
    key: str,
    settings: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    specifications: Mapping[str, Specification],
    covered: Spans,
    years: tuple[int, int],
) -> pd.DataFrame:
    """Return what a variant comes to in what its switch can touch, of the baseline in all.

    Parameters
    ----------
    name, key : str
        The variant, and its switch.
    settings : mapping
        The values of all keys.
    tables : mapping
        agreements, memberships, arms_transfers, states, ties, cooperation_year, burden_year,
        alliance_member_year, exploitation, exploitation_variants and nato_burdens.
    specifications : mapping
        The study's declared regressions by name.
    covered : mapping
        First and last years of the sources.
    years : tuple of int
        Those of the study.

    Returns
    -------
    DataFrame
        ``COLUMNS``: quantity (ties, degree_two_way, triangles_two_way, degree_process, triangles_process,
        democratic_allies, rho, relative_burden); layer, NATO of its own; year, missing of estimates over
        years; source, missing of ties; estimate, se, p and n, missing where a quantity has none, or could not
        be estimated.
    """
    ties, spans = ties_of(tables, settings, covered, years)
    run = tables["ties"][tables["ties"]["in_system"]]
    base = name == BASELINE
    touched = sorted(spans) if base else layers_that_differ(ties, run)
    parts = [tie_rows(ties, spans, touched)] if base or touched else []
    part, _, measure = key.partition(".")
    estimated = [layer for layer in ESTIMATED if layer in touched]
    if part == "measures" and measure in ("gdp", "regime", "nato"):
        estimated = [MAIN]
    allies = base or ALLIED in touched or part == "democracy"
    states = tables["cooperation_year"]
    rows = measured_otherwise(tables["burden_year"], states, tables["alliance_member_year"], settings)

    def with_layers(put: Mapping[str, str]) -> pd.DataFrame:
        return rows_with_layers(
            rows, states, ties, spans, put, settings["democracy"], covered["capabilities"][1]
        )

    own = [layer for layer in REGRESSORS if layer in touched and not base]
    if part == "democracy":
        own = [ALLIED]
    changed = with_layers({layer: layer for layer in own}) if own else rows
    source = Source({}, {"burden_year": changed})
    sources = ("nmc",) if measure == "gdp" else SOURCES
    for layer in estimated:
        of_layer = source
        if layer not in REGRESSORS:
            of_layer = Source({}, {"burden_year": with_layers({layer: MAIN})})
        parts.append(estimate_rows(of_layer, layer, sources, specifications))
    if allies:
        parts.append(ally_rows(source, specifications))
    if base or part == "measures":
        parts.append(nato_rows(tables, settings, measure, sources))
    return pd.concat(parts).assign(variant=name).reindex(columns=COLUMNS) if parts else _nothing()


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS)


def tie_rows(ties: pd.DataFrame, spans: Spans, layers: Iterable[str]) -> pd.DataFrame:
    """Return the ties of layers in ``TIE_YEARS``; of a year that a layer does not have none are known."""
    counts = ties.groupby(["layer", "year"]).size()
    return pd.DataFrame(
        [
            {
                "quantity": "ties",
                "layer": layer,
                "year": year,
                "estimate": counts.get((layer, year), 0) if first <= year <= last else math.nan,
            }
            for layer in layers
            for first, last in [spans[layer]]
            for year in TIE_YEARS
        ]
    )


def estimate_rows(
    source: Source, layer: str, sources: Iterable[str], specifications: Mapping[str, Specification]
) -> pd.DataFrame:
    """Return what ties of a layer do to burdens, with effects of states and years, and to steps of effort."""
    named = layer if layer in REGRESSORS else MAIN
    found = []
    for regression, form in REGRESSIONS.items():
        for spending in sources:
            terms, n = _estimated(specifications[form.format(layer=named, source=spending)], source)
            found += [
                {"quantity": f"{term}_{regression}", "layer": layer, "source": spending, "n": n}
                | _told(terms, term)
                for term in TERMS
            ]
    return pd.DataFrame(found)


def ally_rows(source: Source, specifications: Mapping[str, Specification]) -> pd.DataFrame:
    """Return how burdens go with the share of democracies among defence allies."""
    found = []
    for spending in SOURCES:
        terms, n = _estimated(specifications[ALLIES.format(source=spending)], source)
        told = {"quantity": "democratic_allies", "layer": ALLIED, "source": spending, "n": n}
        found.append(told | _told(terms, SHARE))
    return pd.DataFrame(found)


def _estimated(specification: Specification, source: Source) -> tuple[pd.DataFrame, float]:
    """Coefficients by term, and the rows; no further variances, which are not told."""
    alone = replace(specification, extra_variances=(), diagnostics=False)
    found = estimate(alone, assemble(alone, source))
    if not found.terms:
        return pd.DataFrame(columns=["estimate", "std_error", "p_value"]), math.nan
    return next(iter(found.terms.values())).set_index("term"), found.statistics["n"]


def _told(terms: pd.DataFrame, term: str) -> dict[str, float]:
    if term not in terms.index:
        return dict.fromkeys(("estimate", "se", "p"), math.nan)
    row = terms.loc[term]
    return {"estimate": row["estimate"], "se": row["std_error"], "p": row["p_value"]}


def nato_rows(
    tables: Mapping[str, pd.DataFrame], settings: Mapping[str, Any], measure: str, sources: Iterable[str]
) -> pd.DataFrame:
    """Return rank correlations of NATO and the relative burden of its largest member, in ``NATO_YEARS``.

    All of the baseline, whose ``measure`` is empty; those that a measure can touch of others.
    """
    found = []
    group = str(NATO_OF_ATOP) if settings["measures.nato"] == "atop" else NATO
    if measure in ("", "gdp", "nato", "correlation"):
        tests = tables["exploitation_variants"].astype({"group": str})
        tests = tests[(tests["group"] == group) & (tests["variant"] == settings["measures.correlation"])]
        for spending in sources:
            real = spending == "nmc" and settings["measures.gdp"] == "gleditsch"
            of_source = tests[tests["source"] == ("nmc_real" if real else spending)].set_index("year")
            found += [
                {"quantity": "rho", "layer": NATO, "year": year, "source": spending}
                | {"estimate": row["statistic"], "p": row["p"], "n": row["n"]}
                for year in of_source.index.intersection(NATO_YEARS)
                for row in [of_source.loc[year]]
            ]
    if measure in ("", "benefits"):
        burdens = tables["nato_burdens"]
        for (year, spending), members in burdens[burdens["year"].isin(NATO_YEARS)].groupby(
            ["year", "source"]
        ):
            if spending in sources:
                largest = members.loc[members["gdp"].idxmax()]
                found.append(
                    {"quantity": "relative_burden", "layer": NATO, "year": year, "source": spending}
                    | {"estimate": largest[RELATIVE[settings["measures.benefits"]]], "n": largest["n"]}
                )
    return pd.DataFrame(found)
