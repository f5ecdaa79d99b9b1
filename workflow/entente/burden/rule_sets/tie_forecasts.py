"""How forecasts of ties compare with ties: precision, recall, base rate; scores of probabilities."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from entente.core.errors import NetworkError
from entente.models.classification import classification
from entente.networks.adjacency import check_adjacency


def tie_scores(observed: Any, forecast: Any) -> dict[str, float]:
    """Return how the pairs that a forecast ties compare with those tied.

    Parameters
    ----------
    observed, forecast : array_like, DataFrame or graph, shape (n, n)
        Undirected networks of the same states.

    Returns
    -------
    dict of str to float
        ties and forecast_ties, how many; base_rate, the share of pairs tied; precision, the share of pairs
        forecast that are tied, NaN if none is forecast; recall, the share of ties that are forecast, NaN if
        there is none.

    Raises
    ------
    NetworkError
        If either is no undirected network, or they are of different sizes.
    """
    networks = [check_adjacency(network) for network in (observed, forecast)]
    if networks[0].shape != networks[1].shape:
        raise NetworkError(
            f"The networks are of {len(networks[0])} and {len(networks[1])} states.",
            "Give both over the same states.",
        )
    tied, expected = (network[np.triu_indices(len(network), 1)].astype(bool) for network in networks)
    both = int((tied & expected).sum())
    return {
        "ties": int(tied.sum()),
        "forecast_ties": int(expected.sum()),
        "base_rate": float(tied.mean()) if tied.size else math.nan,
        "precision": both / int(expected.sum()) if expected.any() else math.nan,
        "recall": both / int(tied.sum()) if tied.any() else math.nan,
    }


def probability_scores(tied: Any, probability: Any) -> dict[str, float]:
    """Return proper scores of the probabilities of ties.

    Parameters
    ----------
    tied : array_like of bool, shape (pairs,)
    probability : array_like, shape (pairs,)
        From 0 to 1.

    Returns
    -------
    dict of str to float
        base_rate; brier, the mean square of probability less outcome; precision_recall_area
        (:func:`entente.models.classification.classification`), NaN with the base rate alone if all outcomes
        are the same.

    Raises
    ------
    ModelDataError
        If a probability is missing or out of range, or lengths differ.
    """
    happened = np.asarray(tied, dtype=float)
    if not 0 < happened.sum() < len(happened):
        return {
            "base_rate": float(happened.mean()) if len(happened) else math.nan,
            "brier": float(np.mean((np.asarray(probability) - happened) ** 2)) if len(happened) else math.nan,
            "precision_recall_area": math.nan,
        }
    found = classification(happened, probability)
    return {
        "base_rate": found["base_rate"],
        "brier": float(np.mean((np.asarray(probability, dtype=float) - happened) ** 2)),
        "precision_recall_area": found["precision_recall_area"],
    }
