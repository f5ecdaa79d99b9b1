"""History and its counterfactual side by side: allies of states, ties of pairs, measures of networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.abm.history import run_systems
from entente.abm.rules import Rules
from entente.core.errors import CounterfactualError
from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual
from entente.studies.maoz2011.counterfactuals.year_inputs import LAST_REAL_CODE, YearInputs
from entente.studies.maoz2011.network_series import measures_of
from entente.systems.state_names import StateNames

#: Iterations that are compared, and their index in a run.
ITERATIONS = {"first": 0, "last": -1}

#: History, and what would have been.
WORLDS = ("baseline", "counterfactual")


@dataclass(frozen=True)
class Comparison:
    """What a counterfactual changes.

    Effects are a row for each change: change (in words), first, last, years (how many the run has in
    between), years_changed (in how many of them it made a difference).  States, ties and networks are the
    tables of the schemas counterfactual_states (allies of each state in either world), counterfactual_ties
    (pairs that are allied in one world only) and counterfactual_networks (measures in either world).  Runs
    have year, world ("baseline" or "counterfactual"), iterations, converged.  Named are the codes of the
    states that the changes name.
    """

    effects: pd.DataFrame
    states: pd.DataFrame
    ties: pd.DataFrame
    networks: pd.DataFrame
    runs: pd.DataFrame
    named: set[int]


def compare(
    systems: Iterable[YearInputs],
    counterfactual: Counterfactual,
    rules: Rules,
    names: StateNames,
    *,
    seed: int,
    max_cliques: int,
) -> Comparison:
    """Run the model on each year as it was and as it would have been, under the same rules.

    ``systems`` are the years of the counterfactual, at least one, ``names`` those of the states; random
    states depend on the seed.  CounterfactualError is raised if a change makes no difference in any year, or
    leaves a system that the model cannot be run on; TooManyCliques if a network has more than the bound.
    """
    history = list(systems)
    altered, effects = zip(*(counterfactual.applied(inputs, names, seed) for inputs in history), strict=True)
    changes = _effects(counterfactual, np.array(effects), [inputs.year for inputs in history], names)
    runs = []
    parts: dict[str, list[pd.DataFrame]] = {"states": [], "ties": [], "networks": []}
    for both in zip(run_systems(history, rules), run_systems(altered, rules), strict=True):
        worlds = dict(zip(WORLDS, both, strict=True))
        year, codes = both[0][0].year, np.union1d(*(inputs.codes for inputs, _ in both))
        runs += [
            {"year": year, "world": world, "iterations": run.iterations, "converged": run.converged}
            for world, (_, run) in worlds.items()
        ]
        member = {world: np.isin(codes, inputs.codes) for world, (inputs, _) in worlds.items()}
        for iteration, index in ITERATIONS.items():
            key = {"year": year, "iteration": iteration}
            alliances = {world: (inputs, run.alliances[index]) for world, (inputs, run) in worlds.items()}
            allied = {world: _over(codes, *of_world) for world, of_world in alliances.items()}
            parts["states"].append(pd.DataFrame(key | _states(codes, member, allied, names)))
            parts["ties"].append(pd.DataFrame(key | _ties(codes, allied)))
            parts["networks"].append(pd.DataFrame(key | _networks(alliances, max_cliques)))
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
    named = {
        code for change in counterfactual.changes for one in change.named for code in change.codes(one, names)
    }
    return Comparison(effects=changes, **tables, runs=pd.DataFrame(runs), named=named)


def _effects(
    counterfactual: Counterfactual, effects: np.ndarray, years: list[int], names: StateNames
) -> pd.DataFrame:
    changes = counterfactual.changes
    asked = [(change.sentence(names), change.years.first, change.years.last) for change in changes]
    table = pd.DataFrame(asked, columns=["change", "first", "last"]).assign(
        years=[sum(year in change.years for year in years) for change in changes],
        years_changed=effects.sum(axis=0, dtype=np.int64),
    )
    vain = table[table["years_changed"] == 0]
    if len(vain):
        raise CounterfactualError(
            "These changes make no difference to the model's inputs in any year:\n"
            + "\n".join(
                f"  {row.Index + 1}. {row.change} ({row.first}–{row.last})" for row in vain.itertuples()
            ),
            "The inputs may be so already: check states, years and the order of changes.",
        )
    return table


def _over(codes: np.ndarray, inputs: YearInputs, alliances: np.ndarray) -> np.ndarray:
    """Alliances of a world over the states of either."""
    own = pd.DataFrame(alliances, inputs.codes, inputs.codes)
    return own.reindex(index=codes, columns=codes, fill_value=False).to_numpy()


def _states(codes: np.ndarray, member: Mapping, allied: Mapping, names: StateNames) -> dict[str, Any]:
    before, after = allied["baseline"], allied["counterfactual"]
    only = np.where(member["baseline"], "baseline", "counterfactual")
    return {
        "ccode": codes,
        "member": np.where(member["baseline"] & member["counterfactual"], "both", only),
        **{
            f"allies_{world}": pd.Series(allied[world].sum(axis=1), dtype="Int16").where(member[world])
            for world in WORLDS
        },
        "gained": (after & ~before).sum(axis=1),
        "lost": (before & ~after).sum(axis=1),
        "name": [
            names.name(code) if code <= LAST_REAL_CODE else f"Random state {code - LAST_REAL_CODE}"
            for code in codes.tolist()
        ],
    }


def _ties(codes: np.ndarray, allied: Mapping) -> dict[str, np.ndarray]:
    one, other = np.nonzero(np.triu(allied["baseline"] != allied["counterfactual"]))
    change = np.where(allied["counterfactual"][one, other], "gained", "lost")
    return {"ccode1": codes[one], "ccode2": codes[other], "change": change}


def _networks(alliances: Mapping, max_cliques: int) -> dict[str, Any]:
    columns = {}
    for world, (inputs, network) in alliances.items():
        measures = measures_of(world, inputs.year, network, inputs.capability, max_cliques)
        columns[world] = np.array([*measures.values()], dtype=float)
    difference = columns["counterfactual"] - columns["baseline"]
    return {"measure": list(measures), **columns, "difference": difference}
