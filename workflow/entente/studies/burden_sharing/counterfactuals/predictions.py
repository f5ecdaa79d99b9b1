"""What each rule set says of a year: its world as it was, and what becomes of a world by the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from entente.burden.actors.coefficients import Rates
from entente.burden.actors.coevolution import simulate
from entente.burden.actors.tie_choices import tie_coefficients
from entente.burden.effort_categories import WIDTH
from entente.burden.rule_sets.running import run
from entente.burden.rule_sets.situation import Situation
from entente.burden.rule_sets.topologies import complete
from entente.studies.burden_sharing.counterfactuals.actions import World
from entente.studies.burden_sharing.rule_sets import actors_on_history, needs_on_history
from entente.studies.burden_sharing.rule_sets.history import History
from entente.studies.burden_sharing.rule_sets.needs_variants import VARIANTS
from entente.studies.burden_sharing.rule_sets.shares_on_history import GROUPS

#: Variant of the rule set needs that is asked: of its three the one whose ties are most often observed ones.
NEEDS_VARIANT = "v2"


@dataclass(frozen=True, eq=False)
class Prediction:
    """Burden of each state of a world, (n,), and ties, (n, n); of needs the burden is the index B."""

    burden: np.ndarray
    network: np.ndarray


@dataclass(frozen=True, eq=False)
class RuleSet:
    """A rule set put to a year: the world as it was, and what becomes of a world in the run of an index."""

    factual: World
    predict: Callable[[World, int], Prediction]
    is_simulated: bool = False


@dataclass(frozen=True, eq=False)
class Chosen:
    """What rule sets are run with.

    ``parameters`` is table commons_parameters, chosen by fit, ``coefficients`` table actors_coefficients,
    estimated; ``burden_year`` are the rows of the regressions of effort.
    """

    parameters: pd.DataFrame
    coefficients: pd.DataFrame
    burden_year: pd.DataFrame


def rule_set(
    name: str, history: History, chosen: Chosen, group: str, source: str, year: int, seed: int
) -> RuleSet:
    """Return a rule set put to a year of history."""
    if name == "observed":
        situation = _of_group(history, group, source, year)
        known = situation.restricted(np.isfinite(situation.effort))
        return RuleSet(World(known), _observed)
    if name == "commons":
        return _commons(
            _of_group(history, group, source, year), _parameters(chosen.parameters, group, source)
        )
    if name == "needs":
        situation = history.situation(
            year, needs_on_history.LAYER, source, resources=needs_on_history.RESOURCES
        )
        return RuleSet(World(situation), _needs)
    return _actors(history, chosen, source, year, seed)


def _of_group(history: History, group: str, source: str, year: int) -> Situation:
    """The situation of a year over the ties of a group; all members of NATO are tied."""
    situation = history.situation(year, GROUPS[group][0], source)
    if group != "nato":
        return situation
    members = situation.restricted(np.isin(situation.labels, history.members_of("nato", year)))
    return members.changed(network=complete(members.n))


def _observed(world: World, index: int) -> Prediction:
    return Prediction(world.situation.effort, world.situation.network)


def _parameters(table: pd.DataFrame, group: str, source: str) -> dict[str, float]:
    asked = (table["group"] == GROUPS[group][1]) & (table["source"] == source)
    (row,) = table[asked & (table["forecast"] == "commons")].itertuples()
    return {name: float(getattr(row, name)) for name in ("alpha", "tau", "phi0", "phi1", "floor")}


def _commons(situation: Situation, parameters: Mapping[str, float]) -> RuleSet:
    """Contributions in units in which the effort of those whose it is known sums to what it was.

    Parameters are chosen by shares, which say nothing of levels: all contributions are divided by the unit
    cost, and that is chosen here, once for both worlds.
    """
    known = np.isfinite(situation.effort)
    predicted = run("commons", situation, parameters).burden * situation.resources
    cost = predicted[known].sum() / (situation.effort * situation.resources)[known].sum()

    def predict(world: World, index: int) -> Prediction:
        outcome = run("commons", world.situation, parameters)
        return Prediction(outcome.burden / cost, outcome.network)

    return RuleSet(World(situation), predict)


def _needs(world: World, index: int) -> Prediction:
    outcome = run("needs", world.situation, VARIANTS[NEEDS_VARIANT])
    return Prediction(outcome.burden, outcome.network)


def _actors(history: History, chosen: Chosen, source: str, year: int, seed: int) -> RuleSet:
    """Ties and effort a year on, of states of which all that effort depends on is known."""
    situation = history.situation(year, actors_on_history.LAYER, source)
    at_start = actors_on_history.regressors(chosen.burden_year, source, year).reindex(situation.labels)
    whole = np.isfinite(situation.category) & at_start.notna().all(axis=1).to_numpy()
    situation = situation.restricted(whole)
    rows = chosen.coefficients[chosen.coefficients["source"] == source]
    terms = {process: part.set_index("term")["estimate"] for process, part in rows.groupby("process")}
    ties = tie_coefficients(terms["ties"].drop("rate"), actors_on_history.covariates(history, situation))
    efforts = actors_on_history.effort_coefficients(terms["efforts"], at_start[whole])
    rates = Rates(ties=terms["ties"]["rate"], efforts=terms["efforts"]["rate"])

    def predict(world: World, index: int) -> Prediction:
        labels = world.situation.labels
        ended = simulate(
            pd.DataFrame(world.situation.network, labels, labels),
            pd.Series(world.situation.category, labels),
            ties=replace(ties, pairs=ties.pairs.reindex(index=labels, columns=labels)),
            efforts=replace(efforts, states=efforts.states.reindex(labels)),
            rates=replace(rates, efforts=0.0) if world.effort_is_held else rates,
            centre=float(terms["efforts"]["centre"]),
            seed=(seed, year, index),
        )
        burden = world.situation.effort if world.effort_is_held else WIDTH * (ended.effort - 0.5)
        return Prediction(np.asarray(burden), np.asarray(ended.network))

    return RuleSet(World(situation), predict, is_simulated=True)
