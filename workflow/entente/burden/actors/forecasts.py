"""Ties and effort a year ahead, by runs from where states are; and how well that did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.burden.actors.actor_system import read_actors
from entente.burden.actors.coevolution import run_actors
from entente.burden.effort_categories import CATEGORIES
from entente.burden.rule_sets.tie_forecasts import probability_scores
from entente.core.errors import BurdenInputError


@dataclass(frozen=True, eq=False)
class Forecast:
    """What runs end with on average.

    Attributes
    ----------
    ties : DataFrame of float64, (n, n)
        The share of runs that end with each tie, by label.
    effort : Series of float64, (n,)
        Mean category at the end.
    runs : int
    """

    ties: pd.DataFrame
    effort: pd.Series
    runs: int


def forecast(
    network: Any,
    effort: Any,
    *,
    ties: Any,
    efforts: Any,
    rates: Any,
    rule: str = "confirm",
    runs: int = 1000,
    seed: int,
    categories: int = CATEGORIES,
    centre: float | None = None,
) -> Forecast:
    """Run the rule set ``actors`` many times for a year from where states are.

    Parameters
    ----------
    network, effort, ties, efforts, rates, rule, categories, centre
        As for `entente.burden.actors.simulate`; coefficients and rates as they were estimated, e.g. by
        :class:`entente.burden.actors.tie_choices.TieChoices` and :class:`entente.models.EffortProcess`.
    runs : int, default 1000
    seed : int
        Run k has the stream (seed, k).

    Returns
    -------
    Forecast
        Labelled as the inputs are, or else by position.

    Raises
    ------
    NetworkError, BurdenInputError
        As by ``simulate``, or if there are no runs.
    """
    if isinstance(runs, bool) or not isinstance(runs, int) or runs < 1:
        raise BurdenInputError(f"runs is {runs!r}.", "Give a whole number of 1 or more.")
    system = read_actors(
        network,
        effort,
        ties=ties,
        efforts=efforts,
        rates=rates,
        rule=rule,
        categories=categories,
        centre=centre,
    )
    tied, carried = np.zeros(system.network.shape), np.zeros(len(system.effort))
    for index in range(runs):
        run = run_actors(system, np.random.default_rng((seed, index)))
        tied += run.network
        carried += run.effort
    labels = pd.RangeIndex(len(carried)) if system.labels is None else system.labels
    return Forecast(pd.DataFrame(tied / runs, labels, labels), pd.Series(carried / runs, labels), runs)


def persistence(network: pd.DataFrame, effort: pd.Series) -> Forecast:
    """Return the forecast that all stays as it is."""
    return Forecast(network.astype(float), effort.astype(float), 0)


def scores(
    predicted: Forecast, network: pd.DataFrame, effort: pd.Series, before: pd.DataFrame
) -> dict[str, float]:
    """Return how well a forecast did, by what came.

    Parameters
    ----------
    predicted : Forecast
    network : DataFrame of bool, (n, n)
        Ties as they came to be, by the labels of the forecast in its order.
    effort : Series, (n,)
        Categories as they came to be, missing where they are not known.
    before : DataFrame of bool, (n, n)
        Ties from which the forecast was made.

    Returns
    -------
    dict of str to float
        - base_rate, brier, precision_recall_area: of all pairs, each once, see
          :func:`entente.burden.rule_sets.tie_forecasts.probability_scores`;
        - base_rate_new, brier_new, precision_recall_area_new: of pairs that were not tied before;
        - effort_rmse: root mean squared error in categories;
        - states: whose effort is known at the end.

    Raises
    ------
    BurdenInputError
        If labels differ, or no effort is known.
    """
    for name, index in {
        "rows of the network": network.index,
        "columns of the network": network.columns,
        "rows of the network before": before.index,
        "columns of the network before": before.columns,
        "effort": effort.index,
    }.items():
        if not index.equals(predicted.ties.index):
            raise BurdenInputError(
                f"The labels of the {name} are other ones than those of the forecast.",
                "Use one order of states.",
            )
    if effort.isna().all():
        raise BurdenInputError("No effort is known at the end.", "Score forecasts of years with data.")
    once = np.triu_indices(len(network), 1)
    chance, came, tied = (table.to_numpy()[once] for table in (predicted.ties, network, before))
    came, new = came.astype(bool), ~tied.astype(bool)
    error = (predicted.effort - effort).dropna()
    return {
        **probability_scores(came, chance),
        **{f"{name}_new": score for name, score in probability_scores(came[new], chance[new]).items()},
        "effort_rmse": float(np.sqrt((error**2).mean())),
        "states": len(error),
    }
