"""Predictions of both worlds side by side: totals of a group and its states, and how far apart they are."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from entente.burden.rule_sets.system_measures import correlation
from entente.judging.intervals import Z
from entente.studies.burden_sharing.counterfactuals.actions import World
from entente.studies.burden_sharing.counterfactuals.declaration import Counterfactual
from entente.studies.burden_sharing.counterfactuals.predictions import Chosen, Prediction, RuleSet, rule_set
from entente.studies.burden_sharing.rule_sets.history import History
from entente.studies.burden_sharing.rule_sets.shares_on_history import SOURCES
from entente.systems.state_names import StateNames

#: Whom a row is about, if it is no state.
GROUP = "group"

#: The index of burdens of needs, told in place of all that is about effort.
INDEX = "index"


def compare(
    counterfactual: Counterfactual,
    history: History,
    chosen: Chosen,
    names: StateNames,
    *,
    runs: int,
    seed: int,
) -> pd.DataFrame:
    """Return what rule sets predict of each year as it was and as it would have been.

    Parameters
    ----------
    counterfactual : Counterfactual
    history : History
    chosen : Chosen
    names : StateNames
    runs : int
        Of what is simulated or drawn.  The runs of an index have one stream in both worlds: differences are
        taken index by index.
    seed : int

    Returns
    -------
    DataFrame
        Table counterfactuals, but for the name: rule_set, source, year, states, whom (the group, or a code),
        measure, factual, changed, difference (means over runs), low, high (95 % Monte Carlo interval of the
        difference, missing where nothing is drawn), runs.

    Raises
    ------
    CounterfactualError
        If a change makes no difference in a year, or leaves nobody.
    CoverageError
        If a rule set has no ties of a year.
    """
    rows = []
    for year in range(counterfactual.years.first, counterfactual.years.last + 1):
        members = history.members_of("nato", year) if counterfactual.group == "nato" else None
        for source in SOURCES:
            for name in counterfactual.rule_sets:
                rules = rule_set(name, history, chosen, counterfactual.group, source, year, seed)
                several = runs if rules.is_simulated or counterfactual.is_drawn else 1
                pairs = list(_pairs(counterfactual, rules, history, names, several, seed))
                told = _Told(rules.factual, members, has_effort=name != "needs")
                key = {"rule_set": name, "source": source, "year": year}
                key["states"] = told.states
                rows += [{**key, **row} for row in told.rows(pairs)]
    return pd.DataFrame(rows)


def _pairs(
    counterfactual: Counterfactual, rules: RuleSet, history: History, names: StateNames, runs: int, seed: int
) -> Iterator[tuple[Prediction, World, Prediction]]:
    """Yield the prediction of the factual world, the changed world and its prediction, run by run."""

    def ties_of(layer: str, year: int) -> pd.DataFrame | None:
        return history.network(layer, year) if history.covers(layer, year) else None

    factual = changed = None
    for index in range(runs):
        if factual is None or rules.is_simulated:
            factual = rules.predict(rules.factual, index)
        if changed is None or counterfactual.is_drawn:
            changed = counterfactual.applied(rules.factual, names, ties_of, seed, index)
        yield factual, changed, rules.predict(changed, index)


class _Told:
    """Measures of both worlds over the states that are told of, each (runs, states) or (runs,)."""

    def __init__(self, factual: World, members: np.ndarray | None, has_effort: bool):
        self._labels, self._has_effort = factual.situation.labels, has_effort
        self._resources = factual.situation.resources
        self._told = np.full(len(self._labels), True) if members is None else np.isin(self._labels, members)

    @property
    def states(self) -> int:
        """How many states are told of: those of the group of whom all is known that the rule set asks for."""
        return int(self._told.sum())

    def rows(self, pairs: list[tuple[Prediction, World, Prediction]]) -> Iterator[dict[str, object]]:
        """Yield the rows of the group and of its states, means over runs."""
        here = np.isin(self._labels, pairs[0][1].situation.labels)
        whole = np.full(len(self._labels), True)
        found = [
            (self._measured(factual, whole, here), self._measured(prediction, here, here))
            for factual, _, prediction in pairs
        ]
        codes = self._labels[self._told].tolist()
        for measure in found[0][0]:
            both = np.array([(before[measure], after[measure]) for before, after in found])
            if both.ndim == 2:
                yield {"whom": GROUP, "measure": measure[0], **_compared(both)}
            else:
                for place, code in enumerate(codes):
                    yield {"whom": str(code), "measure": measure[0], **_compared(both[..., place])}

    def _measured(
        self, prediction: Prediction, there: np.ndarray, here: np.ndarray
    ) -> dict[tuple[str, bool], float | np.ndarray]:
        """Measures by name and whether they are of states; ``there`` is who is, ``here`` who is in both."""
        burden, degree = (np.full(len(there), np.nan) for _ in range(2))
        burden[there], degree[there] = prediction.burden, prediction.network.sum(axis=1)
        inside = (self._told & there)[there]
        ties = prediction.network[np.ix_(inside, inside)].astype(np.float32)
        told = self._told & there
        of_group = {"ties": ties.sum() / 2, "triangles": (ties @ ties * ties).sum() / 6}
        of_states = {"ties": degree[self._told]}
        if self._has_effort:
            effort = burden * self._resources
            total = effort[told].sum()
            of_group |= {
                "effort": total,
                "burden": total / self._resources[told].sum(),
                "effort_staying": effort[self._told & here].sum(),
                "exploitation": correlation(self._resources[told], burden[told]),
            }
            of_states |= {
                "effort": effort[self._told],
                "burden": burden[self._told],
                "share": effort[self._told] / total,
            }
        else:
            of_group |= {INDEX: burden[told].mean()}
            of_states |= {INDEX: burden[self._told]}
        return {
            **{(name, False): float(value) for name, value in of_group.items()},
            **{(name, True): values for name, values in of_states.items()},
        }


def _compared(values: np.ndarray) -> dict[str, float]:
    """Means over runs, and the difference with its Monte Carlo interval; values are (runs, 2)."""
    factual, changed = values.mean(axis=0)
    apart = values[:, 1] - values[:, 0]
    half = Z * apart.std(ddof=1) / math.sqrt(len(apart)) if len(apart) > 1 else math.nan
    return {
        "factual": factual,
        "changed": changed,
        "difference": apart.mean(),
        "low": apart.mean() - half,
        "high": apart.mean() + half,
        "runs": len(apart),
    }
