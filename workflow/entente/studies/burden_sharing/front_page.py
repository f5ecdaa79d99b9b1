"""What the front page of burden sharing tells, each number of a table that it links to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from entente.burden.measures import ENOUGH
from entente.burden.sources import SOURCES
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED
from entente.reporting.grid import count_text
from entente.studies.burden_sharing.layer_names import TIED
from entente.studies.burden_sharing.source_agreement import ALL, LEVEL
from entente.studies.burden_sharing.who_carries_what import NATO, SOURCE_NAMES

#: Estimators of what a tie does to effort: the table, and the regression of a layer and source.
ESTIMATORS = {
    "effort process, by exact likelihood": ("effort", "effort_{layer}_{source}"),
    "effects of states and years": ("determinants", "burden_ties_{layer}_{source}"),
    "the same, with last year's burden": ("determinants", "burden_before_{layer}_{source}"),
    "spatial lag, by two-stage least squares": ("determinants", "burden_lag_{layer}_{source}"),
}

#: What is published, and the effort process by the measure that is nearest to it.
PUBLISHED = {
    "effort process, by the measure nearest to the published": "effort_real_dca_nmc_real",
    "published: RSiena, re-estimated from Kinne and Kang (2023)": "printed:model_3",
}

#: Effects of a tie, and the terms that have them.
TERMS = {"direct": "degree", "indirect": "triangles"}

#: Measures of inequality, and what they are called.
INEQUALITY = {
    "dissimilarity": "dissimilarity of effort and GDP",
    "gini": "Gini of burdens",
    "leaders_excess": "leader's excess",
}

#: How a claim that is put to several sources and estimators names those that it is put to.
BY_SOURCE = r" \(by [^()]+\)$"

#: Verdicts on claims, in the order of the table.
VERDICTS = [SUPPORTED, CONTRADICTED, UNDETERMINED, NOT_TESTABLE]


def history_values(tables: Mapping[str, pd.DataFrame], years: Iterable[int]) -> dict[str, Any]:
    """Return what the template ``burden_sharing/index`` tells of history, of tables by their names.

    ``years`` are those in which NATO's burdens are told, beside the last one of each source.
    """
    agreement = tables["source_agreement"].set_index(["first", "second", "years"])
    return {
        **nato_values(tables["nato_shares"], set(years)),
        **exploitation_values(tables["exploitation_periods"]),
        **tie_values(tables["determinants"], tables["effort"]),
        **ending_values(tables["consequences"]),
        "agreement": agreement.loc[("sipri", "nmc", ALL)],
        **claim_values(tables["claims"]),
        "gsa": bool((tables["ties_per_year"]["layer"] == "gsa").any()),
    }


def claim_values(claims: pd.DataFrame) -> dict[str, Any]:
    """Return how printed claims fare, by paper: how many there are, how many tests of them, verdicts."""
    verdicts = pd.crosstab(claims["page"], claims["verdict"]).reindex(columns=VERDICTS, fill_value=0)
    printed = claims["claim"].str.replace(BY_SOURCE, "", regex=True).groupby(claims["page"]).nunique()
    papers = verdicts.assign(printed=printed, tests=verdicts.sum(axis=1)).rename_axis("page").reset_index()
    return {"papers": papers, "verdicts": VERDICTS}


def nato_values(shares: pd.DataFrame, years: set[int]) -> dict[str, Any]:
    """Return who carries what in NATO, in some years and the last of each source."""
    last = shares.groupby("source")["year"].transform("max")
    told = shares[shares["year"].isin(years) | (shares["year"] == last)]
    told = told.assign(source=told["source"].map(SOURCE_NAMES)).sort_values(["year", "source"])
    by_sipri = shares[(shares["source"] == "sipri") & (shares["flag"] == ENOUGH)].sort_values("year")
    return {"nato": told, "nato_first": by_sipri.iloc[0], "nato_last": by_sipri.iloc[-1]}


def exploitation_values(periods: pd.DataFrame) -> dict[str, Any]:
    """Return whether the small exploit the large in NATO by period, and where the sources part."""
    told = periods.assign(
        period=periods["first"].astype(str) + "–" + periods["last"].astype(str),
        name=periods["source"].map(SOURCE_NAMES),
    )
    nato = told[told["group"] == NATO]
    beside = {source: nato[nato["source"] == source].set_index("period") for source in SOURCES}
    apart = (beside["sipri"]["significant"] - beside["nmc"]["significant"]).abs()
    return {
        "exploitation": nato,
        "first_period": {source: rows.iloc[0] for source, rows in beside.items()},
        "first_reading": who_carries_more(rows["rho"].iloc[0] for rows in beside.values()),
        "last_period": nato[nato["first"] == nato["first"].max()],
        "parting": {source: rows.loc[apart.idxmax()] for source, rows in beside.items()},
    }


def who_carries_more(rhos: Iterable[float]) -> str:
    """Return who carries more by correlations of GDP and burden, one a source."""
    rhos = list(rhos)
    if all(rho > 0 for rho in rhos):
        return "the large carry more"
    return (
        "the small carry more" if all(rho < 0 for rho in rhos) else "the sources disagree on who carries more"
    )


def tie_values(determinants: pd.DataFrame, effort: pd.DataFrame) -> dict[str, Any]:
    """Return what ties do to effort, by layer, estimator and source, and beside it what is published."""
    tables = {"determinants": determinants, "effort": effort}
    ties = pd.DataFrame(
        {"layer": name, "estimator": estimator, "source": SOURCE_NAMES[source]}
        | _effect(tables[table], regression.format(layer=layer, source=source))
        for layer, name in TIED.items()
        for estimator, (table, regression) in ESTIMATORS.items()
        for source in SOURCES
    )
    real = SOURCE_NAMES["nmc"] + " over real GDP"
    beside = pd.DataFrame(
        {"estimator": estimator, "source": "as published" if column.startswith("printed:") else real}
        | _effect(effort, column)
        for estimator, column in PUBLISHED.items()
    )
    layers = [
        {"layer": layer, "source": source, "fits": len(fits)}
        | {
            f"{name}_{way}": (fits[f"{name}_sign"] == way).sum()
            for name in TERMS
            for way in ("raises", "lowers")
        }
        | {f"{name}_up": fits[f"{name}_up"].sum() for name in TERMS}
        for (layer, source), fits in ties.groupby(["layer", "source"], sort=False)
    ]
    main = ties[ties["layer"] == next(iter(TIED.values()))]
    return {"ties": main, "ties_beside": beside, "layers": pd.DataFrame(layers)}


def _effect(table: pd.DataFrame, regression: str) -> dict[str, Any]:
    """Return the direct and the indirect effect of a tie in one regression, and how well they separate."""
    rows = table[table["column"] == regression].drop_duplicates("term").set_index("term")
    inflation = rows["estimate"].get("variance_inflation_triangles", math.nan)
    found = {"n": count_text(rows["n"].max()), "inflation": inflation}
    for name, term in TERMS.items():
        row = rows.loc[term]
        found[name] = f"{row['estimate']:.4f} ({row['se']:.4f})".replace("-", "−")
        found[f"{name}_up"] = row["estimate"] > 0
        found[f"{name}_sign"] = sign(row["estimate"], row["p"])
    return found


def sign(estimate: float, p: float) -> str:
    """Return which way an effect goes: raises, lowers, or open where it is not significant."""
    return "open" if not p < LEVEL else "raises" if estimate > 0 else "lowers"


def ending_values(consequences: pd.DataFrame) -> dict[str, Any]:
    """Return whether unequal alliances end sooner, by each measure and source."""
    rows = [
        {"measure": name, "source": SOURCE_NAMES[source], "alliances": alliances}
        | _hazard(consequences, f"{prefix}_{measure}_{source}")
        for alliances, prefix in (("all", "ending"), ("bilateral", "ending_bilateral"))
        for measure, name in INEQUALITY.items()
        for source in SOURCES
    ]
    return {"endings": pd.DataFrame(rows)}


def _hazard(table: pd.DataFrame, regression: str) -> dict[str, Any]:
    """Return what inequality does to the hazard of an ending in one regression."""
    [row] = table[(table["column"] == regression) & (table["term"] == "inequality")].to_dict("records")
    return {name: row[name] for name in ("estimate", "se", "p", "n")} | {
        "sign": sign(row["estimate"], row["p"])
    }
