"""What a variant comes to: its tables, the model run on them, and its networks held against history."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from entente.abm.history import run_systems
from entente.abm.rules import Rules
from entente.core.data_log import DataLog
from entente.core.storage import as_written, read_table
from entente.networks.polarization import polarization
from entente.studies.maoz2011.network_series import actual_networks, expected_networks, measures_of
from entente.studies.maoz2011.panels import allies_of_states
from entente.studies.maoz2011.reference_groups import ThreatWindows, yearly_groups, yearly_threats
from entente.studies.maoz2011.sensitivity.variants import REBUILT_FROM, part_of
from entente.studies.maoz2011.text_moments import NETWORK_OF, moments
from entente.systems.alliance_types import ALLIANCES
from entente.systems.cooperation import joint_cooperation
from entente.systems.dyad_attributes import dyad_attributes
from entente.systems.dyads import DYAD_YEAR
from entente.systems.international_system import InternationalSystem, international_systems
from entente.systems.state_attributes import regime_types

#: Columns of the dyad attributes that groups, model and moments need.
DYAD_COLUMNS = [*DYAD_YEAR, "ally_any", "ally_pact", "joint_cooperation"]

#: Switches that change threats, and those that change groups.
THREATS_CHANGE = ("srg.wars", "srg.includes_year")
GROUPS_CHANGE = (*THREATS_CHANGE, "srg.alliance", "panel.same_day_only")

#: Iterations of the model that are held against actual alliances.
PREDICTED = {"first": "abm_first", "last": "abm_last"}

#: Yearly series whose correlation with the actual ones is taken.
CORRELATED = {
    "mean_degree": "mean_degree",
    "density": "density",
    "transitivity": "transitivity",
    "polarization": "npi",
    "centralization": "centralization",
}

#: Two years always correlate by ±1.
FEWEST_YEARS = 3

#: Columns of the files of outcomes, but for the label of a run that is no replication.
COLUMNS = ["variant", "quantity", "series", "reproduced"]

#: By a switch and its value that is not the default: a measure, and the column that it is read from.
MEASURED_BY = {
    ("transitivity", "global"): ("transitivity", "transitivity_global"),
    ("overlap", "cmoi"): ("npi", "npi_cmoi"),
    ("isolates", "drop"): ("npi", "npi_drop"),
    ("odd_rule", False): ("npi", "npi_over_square"),
    ("weights", "capability"): ("npi", "npi_weighted"),
}

#: Columns that the network series do not have, and how polarization is measured in them.
FURTHER = {
    "npi_over_square": lambda capability: {"odd_rule": False},
    "npi_weighted": lambda capability: {"capability": capability},
}


def changed_tables(
    paths: Mapping[str, str],
    key: str,
    settings: Mapping[str, Any],
    years: tuple[int, int],
    wars_listed_until: int,
) -> dict[str, pd.DataFrame]:
    """Return attributes, threats and groups with one switch changed, of the first to the last of the years.

    Only what depends on the switch is made again, from tidy tables and by the functions of the run itself;
    the rest is read from the run.  What those functions note on the way is in the log of the job, not in the
    data log, which is about the configured run.

    ``paths`` are those of "states" and "dyads" (attributes), "threats" and "srg" of the run, and of the tidy
    tables that :data:`entente.studies.maoz2011.sensitivity.variants.REBUILT_FROM` names for the key.  A key
    that has no part in these tables, or none, changes nothing.  Tables, dyads with ``DYAD_COLUMNS`` only, are
    sorted by their keys.
    """
    log = DataLog("sensitivity")
    states, threats, srg = (read_table(paths[name], years=years) for name in ("states", "threats", "srg"))
    dyads = read_table(paths["dyads"], columns=[*DYAD_COLUMNS, "past_trade", "past_igos"], years=years)
    tidy = {table: read_table(paths[table]) for table in REBUILT_FROM.get(key, ())}
    if key == "panel.democracy":
        types = regime_types(states, tidy["regimes"], settings[key], log)
        states = states.assign(regime=types["regime"], democracy=types["democracy"])
    elif key == "panel.cooperation":
        dyads = dyads.assign(joint_cooperation=joint_cooperation(dyads, settings[key], log))
    elif key == "panel.same_day_only":
        choices = {name: settings[f"panel.{name}"] for name in ("same_day_only", "cooperation")}
        dyads = dyad_attributes(read_table(paths["states"]), tidy, **choices, log=log)
        dyads = dyads[dyads["year"].between(*years)].reset_index(drop=True)
    elif key in THREATS_CHANGE:
        windows = ("srg.dispute_years", "srg.war_years", "srg.includes_year")
        threats = yearly_threats(
            states,
            tidy,
            wars=settings["srg.wars"],
            wars_listed_until=wars_listed_until,
            windows=ThreatWindows(*(settings[name] for name in windows)),
            log=log,
        )
    if key in GROUPS_CHANGE:
        allied = dyads[f"ally_{settings['srg.alliance']}"]
        srg = yearly_groups(states, threats[threats["threat"]], dyads[allied])
    return {"states": states, "dyads": dyads[DYAD_COLUMNS], "threats": threats, "srg": srg}


def variant_results(
    tables: Mapping[str, pd.DataFrame],
    settings: Mapping[str, Any],
    measures: Mapping[str, Mapping[str, Any]],
    *,
    seed: int,
    max_cliques: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run the model on the tables of a variant, and measure what comes of it.

    Tables are from :func:`changed_tables`, settings those of the variant; variants that change measures alone
    share a run, so that ``measures`` are given by variant.  The result is the yearly series, see
    :func:`network_years`, and the outcomes of each variant, columns ``COLUMNS``.  Outcomes rest on the digits
    that the file of the series holds, as the moments of the text do.  Groups are made mutual for the model
    alone, as in the run.
    """
    mid, symmetrise = settings["model.mid"], settings["model.symmetrise"]
    series = network_years(
        international_systems(**tables, mid=mid, symmetrise=symmetrise),
        Rules(**part_of(settings, "rules")),
        seed=seed,
        max_cliques=max_cliques,
        further=further_measures(measures.values()),
    )
    written = as_written(series)
    measured_on = panels(international_systems(**tables, mid=mid))
    found = [
        outcomes(written, *measured_on, chosen).assign(variant=variant)
        for variant, chosen in measures.items()
    ]
    return series, pd.concat(found, ignore_index=True)[COLUMNS]


def network_years(
    systems: Iterable[InternationalSystem],
    rules: Rules,
    *,
    seed: int,
    max_cliques: int,
    further: Collection[str] = (),
) -> pd.DataFrame:
    """Run the model on each year's system and measure its networks beside the actual ones.

    It makes year, network, iteration, converged (of the year's run), the measures of
    :func:`entente.networks.description.describe`, the columns of ``FURTHER`` that are asked for, then
    shared_any and shared_pact: how many of the network's dyads are allied in fact.  iteration and converged
    are missing for actual networks; a year whose run has no intermediate iteration has no row for it.
    TooManyCliques is raised if a network has more than the bound.
    """
    rows = []
    for system, run in run_systems(systems, rules):
        actual = actual_networks(system)
        expected = expected_networks(system.year, run.alliances, seed)
        for network, (iteration, adjacency) in (actual | expected).items():
            row = {"year": system.year, "network": network, "iteration": iteration}
            row["converged"] = None if iteration is None else run.converged
            row |= measures_of(network, system.year, adjacency, system.capability, max_cliques)
            for column in (column for column in FURTHER if column in further):
                options = FURTHER[column](system.capability)
                row[column] = polarization(adjacency, max_cliques=max_cliques, **options).npi
            for kind in ALLIANCES:
                _, ties = actual[f"actual_{kind}"]
                row[f"shared_{kind}"] = int((adjacency & ties).sum()) // 2
            rows.append(row)
    return pd.DataFrame(rows).astype({"iteration": "Int16", "converged": "boolean"})


def further_measures(variants: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return which columns of ``FURTHER`` variants are measured by."""
    return {column for measures in variants for column in _read_from(measures).values()} & set(FURTHER)


def as_measured(series: pd.DataFrame, measures: Mapping[str, Any]) -> pd.DataFrame:
    """Return the series with ``transitivity`` and ``npi`` as one variant, by its measures, has them."""
    return series.assign(**{measure: series[column] for measure, column in _read_from(measures).items()})


def _read_from(measures: Mapping[str, Any]) -> dict[str, str]:
    return dict(read for (switch, value), read in MEASURED_BY.items() if measures[switch] == value)


def panels(systems: Iterable[InternationalSystem]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the columns of the state-year and dyad-year panels that moments of the text rest on.

    These are regime, and allies and their capabilities by each kind of alliance; and ally_any, ally_pact,
    srg_mutual.  The groups of the systems, one a year, are as they are, not made mutual.
    """
    states: dict[str, list[np.ndarray]] = defaultdict(list)
    dyads: dict[str, list[np.ndarray]] = defaultdict(list)
    # Arrays, joined once: frames of single years would take longer than the model.
    for system in systems:
        states["regime"].append(system.states["regime"].to_numpy())
        dyads["srg_mutual"].append(system.pairs(system.srg & system.srg.T))
        for kind in ALLIANCES:
            dyads[f"ally_{kind}"].append(system.dyads[f"ally_{kind}"].to_numpy())
            for name, of_states in allies_of_states(system, kind).items():
                states[name].append(of_states)
    state_years, dyad_years = (
        pd.DataFrame({name: np.concatenate(parts) for name, parts in columns.items()})
        for columns in (states, dyads)
    )
    return state_years, dyad_years


def outcomes(
    series: pd.DataFrame, state_years: pd.DataFrame, dyad_years: pd.DataFrame, measures: Mapping[str, Any]
) -> pd.DataFrame:
    """Return every quantity of the sensitivity table for one variant: quantity, series, reproduced.

    ``series`` is from :func:`network_years`, ``state_years`` and ``dyad_years`` are from :func:`panels`,
    ``measures`` are those of the variant.  Quantities (float64) are moments of the text; mean polarization;
    base rate, precision and recall of allied dyad-years; correlations of yearly series; mean number of
    iterations, and of years without convergence.  What is not defined – a ratio to nothing, a correlation
    with a constant – is missing.
    """
    measured = as_measured(series, measures)
    with np.errstate(divide="ignore", invalid="ignore"):
        printed = moments(measured, state_years, dyad_years, alliance=measures["alliance"])
    npi = measured.groupby("network")["npi"].mean()
    networks = {**NETWORK_OF, "actual": f"actual_{measures['alliance']}"}
    last = measured[measured["network"] == "abm_last"]
    ours = {
        **printed,
        **{("mean_polarization", name): npi.get(network, math.nan) for name, network in networks.items()},
        **agreement(measured),
        **correlations(measured),
        ("mean_iterations", "last"): last["iteration"].mean(),
        ("years_not_converged", "last"): (~last["converged"].astype(bool)).sum(),
    }
    values = pd.Series(ours, dtype="float64").rename_axis(["quantity", "series"])
    return values.where(np.isfinite(values)).rename("reproduced").reset_index()


def agreement(series: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Return base rate, precision and recall of allied dyad-years of all years, by quantity and series.

    Precision is the share of the dyad-years that the model allies which are allied in fact, recall the share
    of those allied in fact that the model allies.  The base rate, the share of all dyad-years that are allied
    in fact, is the precision of a model that allies dyads by lot.  They are missing where nobody is allied.
    """
    rows = dict(list(series.groupby("network")))
    found = {}
    for kind in ALLIANCES:
        actual = rows[f"actual_{kind}"]
        allied = actual["edges"].sum()
        pairs = (actual["n"] * (actual["n"] - 1)).sum() / 2
        found[f"base_rate_{kind}", "actual"] = _ratio(allied, pairs)
        for name, network in PREDICTED.items():
            hits = rows[network][f"shared_{kind}"].sum()
            found[f"precision_{kind}", name] = _ratio(hits, rows[network]["edges"].sum())
            found[f"recall_{kind}", name] = _ratio(hits, allied)
    return found


def correlations(series: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Return Pearson's correlation over years of each predicted series with the actual one.

    By quantity and series; years in which either value is missing are left out.  Missing with fewer than
    three years, or where one of the two never changes.
    """
    wide = series.assign(mean_degree=2 * series["edges"] / series["n"]).pivot(
        index="year", columns="network", values=list(CORRELATED.values())
    )
    return {
        (f"correlation_{label}_{kind}", name): _correlation(
            wide[column, network], wide[column, f"actual_{kind}"]
        )
        for kind in ALLIANCES
        for label, column in CORRELATED.items()
        for name, network in PREDICTED.items()
    }


def _correlation(predicted: pd.Series, actual: pd.Series) -> float:
    both = pd.DataFrame({"predicted": predicted, "actual": actual}).astype("float64").dropna()
    # A constant series leaves 0/0, up to rounding: told by its values, not by their variance.
    if len(both) < FEWEST_YEARS or (both.nunique() == 1).any():
        return math.nan
    return float(both["predicted"].corr(both["actual"]))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan
