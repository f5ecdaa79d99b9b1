"""The page of a counterfactual: what was asked and changed, who gains and loses, how networks move."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from entente.networks import polarization
from entente.studies.maoz2011.counterfactuals.comparison import WORLDS, Comparison
from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual
from entente.studies.maoz2011.counterfactuals.year_inputs import LAST_REAL_CODE

#: Measures that the page shows; the table has all.
MEASURES = {
    "density": "Density",
    "transitivity": "Transitivity",
    "npi": "Polarization (NPI)",
    # In polarization a state without an ally counts as a bloc of its own.
    "npi_drop": "Polarization without isolates",
    "isolates": "Isolates",
    "components": "Components",
    "centralization": "Centralization",
}
_COUNTS = ("isolates", "components")

#: Those that the figure shows.
DRAWN = {name: MEASURES[name] for name in ("density", "transitivity", "npi", "centralization")}

#: Rows of each list of states and of pairs.
LISTED = 10


def page_values(counterfactual: Counterfactual, comparison: Comparison) -> dict[str, Any]:
    """Return what the template ``maoz2011/counterfactual`` tells, but for the rule set and the figure.

    Changes and runs; ties, states and pairs gained and lost; measures of the networks; cautions.
    """
    last = comparison.ties[comparison.ties["iteration"] == "last"]
    worlds = comparison.runs.groupby("world", sort=True).agg(
        years=("year", "size"), iterations=("iterations", "mean"), converged=("converged", "sum")
    )
    differing = comparison.ties.groupby("iteration")["year"].nunique()
    return {
        "counterfactual": counterfactual,
        "changes": list(comparison.effects.itertuples()),
        "worlds": list(worlds.itertuples()),
        "years": comparison.runs["year"].nunique(),
        "differing": differing.reindex(["first", "last"], fill_value=0).to_dict(),
        "ties": _gained_and_lost(last),
        "ties_apart": _ties_apart(last, comparison.states),
        **_states(comparison),
        "pairs_gaining": _pairs(last, "gained", comparison.states),
        "pairs_losing": _pairs(last, "lost", comparison.states),
        "networks": _networks(comparison.networks),
        **caution_values(comparison),
    }


def _gained_and_lost(ties: pd.DataFrame) -> dict[str, int]:
    return {change: int((ties["change"] == change).sum()) for change in ("gained", "lost")}


def _ties_apart(last: pd.DataFrame, states: pd.DataFrame) -> dict[str, int]:
    """How many of the ties are with states that only one of the worlds has; empty if there are none."""
    apart = states.loc[states["member"] != "both", ["year", "ccode"]]
    if apart.empty:
        return {}
    apart = pd.MultiIndex.from_frame(apart.drop_duplicates())
    ends = [pd.MultiIndex.from_frame(last[["year", end]]).isin(apart) for end in ("ccode1", "ccode2")]
    return _gained_and_lost(last[ends[0] | ends[1]])


def _states(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """States that the changes name, and those that gain and lose most.

    Allies of each state in both worlds in the last iteration, and its balance in the last and first.
    """
    both = comparison.states[comparison.states["member"] == "both"]
    both = both.assign(balance=both["gained"] - both["lost"])
    first, last = (both[both["iteration"] == iteration] for iteration in ("first", "last"))
    table = last.groupby(["ccode", "name"], as_index=False).agg(
        years=("year", "size"),
        **{world: (f"allies_{world}", "mean") for world in WORLDS},
        **{count: (count, "sum") for count in ("gained", "lost", "balance")},
    )
    at_first = table["ccode"].map(first.groupby("ccode")["balance"].sum())
    table = table.assign(first=at_first).astype(dict.fromkeys(WORLDS, "float64"))
    gaining = table[table["balance"] > 0].sort_values(["balance", "ccode"], ascending=[False, True])
    losing = table[table["balance"] < 0].sort_values(["balance", "ccode"])
    return {
        "named": table[table["ccode"].isin(comparison.named)],
        "gaining": gaining.head(LISTED),
        "losing": losing.head(LISTED),
    }


def _pairs(ties: pd.DataFrame, change: str, states: pd.DataFrame) -> pd.DataFrame:
    """Pairs that gain or lose most years of alliance."""
    # Random states are drawn anew every year: one of them has no history of alliances.
    lasting = states.loc[states["member"] != "counterfactual"].drop_duplicates("ccode")
    chosen = ties[(ties["change"] == change) & ties["ccode2"].isin(lasting["ccode"])]
    pairs = chosen.groupby(["ccode1", "ccode2"], as_index=False)["year"].agg(
        years="size", first="min", last="max"
    )
    pairs = pairs.sort_values(["years", "ccode1", "ccode2"], ascending=[False, True, True]).head(LISTED)
    name = lasting.set_index("ccode")["name"]
    return pairs.assign(name1=pairs["ccode1"].map(name), name2=pairs["ccode2"].map(name))


def _networks(networks: pd.DataFrame) -> pd.DataFrame:
    """How each measure moves, in the first and in the last iteration."""
    rows = [
        {"measure": title, "iteration": iteration, **_movement(_values(rows, measure), measure in _COUNTS)}
        for measure, title in MEASURES.items()
        for iteration, rows in networks.groupby("iteration")
    ]
    return pd.DataFrame(rows)


def _movement(years: pd.DataFrame, count: bool) -> dict:
    difference = years["difference"]
    if difference.empty:
        return {"years": 0}
    digits = 0 if count else 4
    extremes = {"lowest": difference.idxmin(), "highest": difference.idxmax()}
    return {
        "years": len(years),
        **years[list(WORLDS)].mean(),
        "mean difference": f"{difference.mean():+.{2 if count else 4}f}",
        **{
            f"{name} difference": f"{difference[year]:+.{digits}f} ({year})" if difference[year] else "0"
            for name, year in extremes.items()
        },
        "years higher": int((difference > 0).sum()),
        "years lower": int((difference < 0).sum()),
    }


def caution_values(comparison: Comparison) -> dict[str, Any]:
    """Return what to be careful about when the networks are compared with history's.

    Alliances where transitivity moves most, worlds of different size, and whether states are random; empty or
    false where there is nothing to warn of.
    """
    last = comparison.networks[comparison.networks["iteration"] == "last"]
    moved, edges = _values(last, "transitivity")["difference"], _values(last, "edges").astype(int)
    extremes = [year for year in (moved.idxmin(), moved.idxmax()) if moved[year]] if len(moved) else []
    return {
        "extremes": [(year, *edges.loc[year, list(WORLDS)]) for year in extremes],
        "sizes": _sizes(last),
        "random_states": (comparison.states["ccode"] > LAST_REAL_CODE).any(),
    }


def _values(networks: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Baseline, counterfactual and difference of one measure, by year; only years that have all three."""
    chosen = networks[networks["measure"] == measure].set_index("year")
    return chosen[[*WORLDS, "difference"]].dropna()


def _sizes(last: pd.DataFrame) -> dict[str, Any]:
    """Years in which the number of states differs: levels of polarization depend on it."""
    states = _values(last, "n")
    years = states.index[states["difference"] != 0]
    if years.empty:
        return {}
    means, concentration = (
        _values(last, measure).loc[years, list(WORLDS)].mean()
        for measure in ("n", "capability_concentration")
    )
    sizes = [round(means[world]) for world in WORLDS]
    return {
        "differing": len(years),
        "years": len(states),
        "states": means,
        "concentration": concentration,
        "empty": [(size, polarization(np.zeros((size, size), dtype=bool)).npi) for size in sizes],
    }
