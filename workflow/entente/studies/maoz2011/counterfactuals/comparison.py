"""History and its counterfactual side by side: allies of states, ties of pairs, measures of networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.abm import Rules, Run, simulate
from entente.core.errors import CounterfactualError
from entente.networks.cliques import naming
from entente.networks.description import describe
from entente.studies.maoz2011.counterfactuals.changed_inputs import ModelInputs
from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual
from entente.studies.maoz2011.counterfactuals.random_states import LAST_REAL_CODE

#: Iterations that are compared, and their index in a run.
ITERATIONS = {"first": 0, "last": -1}

#: History, and what would have been.
WORLDS = ("baseline", "counterfactual")


@dataclass(frozen=True)
class Comparison:
    """What a counterfactual changes.

    Attributes
    ----------
    effects : DataFrame
        One row for each change: change (in words), first, last, years (how many the run has in between),
        years_changed (in how many of them it made a difference).
    states, ties, networks : DataFrame
        Tables of the schemas counterfactual_states (allies of each state in either world),
        counterfactual_ties (pairs that are allied in one world only) and counterfactual_networks (measures in
        either world).
    runs : DataFrame
        year, world ("baseline" or "counterfactual"), iterations, converged.
    """

    effects: pd.DataFrame
    states: pd.DataFrame
    ties: pd.DataFrame
    networks: pd.DataFrame
    runs: pd.DataFrame


def compare(
    systems: Iterable[ModelInputs],
    counterfactual: Counterfactual,
    rules: Rules,
    names: Mapping[int, str],
    *,
    seed: int,
    max_cliques: int,
) -> Comparison:
    """Run the model on each year as it was and as it would have been, under the same rules.

    Parameters
    ----------
    systems : iterable of ModelInputs
        The years of the counterfactual, at least one.
    counterfactual : Counterfactual
    rules : Rules
    names : mapping of int to str
        Names of the states by code.
    seed : int
        Of random states.
    max_cliques : int
        Bound on the number of cliques of a network.

    Returns
    -------
    Comparison

    Raises
    ------
    CounterfactualError
        If a change makes no difference in any year, or leaves a system that the model cannot be run on.
    TooManyCliques
        If a network has more cliques than the bound.
    """
    years, effects, runs = [], [], []
    rows: dict[str, list[dict]] = {"states": [], "ties": [], "networks": []}
    for baseline in systems:
        altered, changed = counterfactual.applied(baseline, seed)
        years.append(baseline.year)
        effects.append(changed)
        worlds = {"baseline": baseline, "counterfactual": altered}
        of_world = {world: simulate(**inputs.arguments, rules=rules) for world, inputs in worlds.items()}
        runs.extend(_run(baseline.year, world, run) for world, run in of_world.items())
        for iteration, index in ITERATIONS.items():
            key = {"year": baseline.year, "iteration": iteration}
            alliances = {world: run.alliances[index] for world, run in of_world.items()}
            codes, member, allied = _together(worlds, alliances)
            rows["states"].append(key | _states(codes, member, allied))
            rows["ties"].append(key | _ties(codes, allied))
            rows["networks"].append(key | _networks(worlds, alliances, max_cliques))
    tables = {name: _stacked(blocks) for name, blocks in rows.items()}
    states, networks = tables["states"], tables["networks"]
    return Comparison(
        effects=_effects(counterfactual, np.array(effects), years, names),
        states=states.assign(
            name=[_name(code, names) for code in states["ccode"].tolist()],
            **{f"allies_{world}": states[f"allies_{world}"].astype("Int16") for world in WORLDS},
        ),
        ties=tables["ties"],
        networks=networks.assign(difference=networks["counterfactual"] - networks["baseline"]),
        runs=pd.DataFrame(runs),
    )


def _run(year: int, world: str, run: Run) -> dict:
    return {"year": year, "world": world, "iterations": run.iterations, "converged": run.converged}


def _stacked(blocks: list[dict]) -> pd.DataFrame:
    """Blocks of columns, in each of which a single value stands for all rows, as one table."""
    lengths = [max(np.size(column) for column in block.values() if np.ndim(column)) for block in blocks]
    return pd.DataFrame(
        {
            name: np.concatenate(
                [np.broadcast_to(block[name], n) for block, n in zip(blocks, lengths, strict=True)]
            )
            for name in blocks[0]
        }
    )


def _effects(
    counterfactual: Counterfactual, effects: np.ndarray, years: list[int], names: Mapping[int, str]
) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "change": [change.action.sentence(names) for change in counterfactual.changes],
            "first": [change.first for change in counterfactual.changes],
            "last": [change.last for change in counterfactual.changes],
            "years": [
                sum(change.first <= year <= change.last for year in years)
                for change in counterfactual.changes
            ],
            "years_changed": effects.sum(axis=0, dtype=np.int64),
        }
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


def _together(
    worlds: Mapping[str, ModelInputs], alliances: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Codes of the states of either world; who of them is a member of each; its alliances over them all."""
    codes = np.union1d(*(inputs.codes for inputs in worlds.values()))
    member, allied = {}, {}
    for world, inputs in worlds.items():
        position = np.searchsorted(codes, inputs.codes)
        allied[world] = np.zeros((len(codes), len(codes)), dtype=bool)
        allied[world][np.ix_(position, position)] = alliances[world]
        member[world] = np.isin(codes, inputs.codes)
    return codes, member, allied


def _states(codes: np.ndarray, member: Mapping, allied: Mapping) -> dict[str, np.ndarray]:
    before, after = allied["baseline"], allied["counterfactual"]
    only = np.where(member["baseline"], "baseline", "counterfactual")
    return {
        "ccode": codes,
        "member": np.where(member["baseline"] & member["counterfactual"], "both", only),
        **{f"allies_{world}": np.where(member[world], allied[world].sum(axis=1), np.nan) for world in WORLDS},
        "gained": (after & ~before).sum(axis=1),
        "lost": (before & ~after).sum(axis=1),
    }


def _name(code: int, names: Mapping[int, str]) -> str:
    return names[code] if code <= LAST_REAL_CODE else f"Random state {code - LAST_REAL_CODE}"


def _ties(codes: np.ndarray, allied: Mapping) -> dict[str, np.ndarray]:
    one, other = np.nonzero(np.triu(allied["baseline"] != allied["counterfactual"]))
    change = np.where(allied["counterfactual"][one, other], "gained", "lost")
    return {"ccode1": codes[one], "ccode2": codes[other], "change": change}


def _networks(worlds: Mapping, alliances: Mapping, max_cliques: int) -> dict[str, np.ndarray]:
    columns = {}
    for world, inputs in worlds.items():
        with naming(f"{world}, {inputs.year}"):
            measures = describe(alliances[world], inputs.capability, max_cliques)
        columns[world] = np.array(list(measures.values()), dtype=np.float64)
    return {"measure": np.array(list(measures)), **columns}
