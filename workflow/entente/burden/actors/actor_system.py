"""Inputs of the rule set ``actors``, checked: who is tied to whom, effort, and what these are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.actors.coefficients import (
    LARGEST,
    EffortCoefficients,
    Rates,
    TieCoefficients,
    check_rule,
    read_coefficients,
    read_rates,
)
from entente.core.errors import BurdenInputError
from entente.core.given import as_array, as_numbers, is_pandas, network_labels
from entente.networks.adjacency import labelled_adjacency

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class ActorSystem:
    """Where n states begin, and what moves them.

    Attributes
    ----------
    network : ndarray of bool, shape (n, n)
    effort : ndarray of int64, shape (n,)
        Categories, from 1.
    ties, efforts : TieCoefficients, EffortCoefficients
    pairs : ndarray of float64, shape (n, n)
        u_ij.
    states : ndarray of float64, shape (n,)
        v_i.
    categories : int
    centre : float
        z̄.
    rates : Rates
    rule : {"confirm", "unilateral"}
    labels : Index or None
        What the states are called.
    """

    network: np.ndarray
    effort: np.ndarray
    ties: TieCoefficients
    efforts: EffortCoefficients
    pairs: np.ndarray
    states: np.ndarray
    categories: int
    centre: float
    rates: Rates
    rule: str
    labels: pd.Index | None = None


def read_actors(
    network: Any,
    effort: Any,
    *,
    ties: Any,
    efforts: Any,
    rates: Any,
    rule: str,
    categories: int,
    centre: float | None,
) -> ActorSystem:
    """Check the inputs of :func:`entente.burden.actors.simulate`, where they are described.

    Raises
    ------
    NetworkError
        If the network is none, or labels differ.
    BurdenInputError
        If anything else cannot be used.
    """
    check_rule(rule)
    ties = read_coefficients(ties, TieCoefficients, "ties")
    efforts = read_coefficients(efforts, EffortCoefficients, "efforts")
    beside = {"effort": effort, "the coefficients of states": efforts.states}
    labelled = {name: values for name, values in beside.items() if is_pandas(values)}
    if network_labels(ties.pairs, "the worth of pairs", BurdenInputError) is not None:
        labelled["the worth of pairs"] = ties.pairs
    network, labels = labelled_adjacency(network, labelled)
    n = len(network)
    if n < 2:
        raise BurdenInputError(f"There are {n} states.", "Give two or more: ties are between two.")
    effort = _categories(effort, n, categories, labels)
    return ActorSystem(
        network,
        effort,
        ties,
        efforts,
        _numbers(ties.pairs, "pairs", (n, n)),
        _numbers(efforts.states, "states", (n,)),
        categories,
        float(effort.mean()) if centre is None else _centre(centre),
        read_rates(rates),
        rule,
        labels,
    )


def _categories(effort: Any, n: int, categories: int, labels: pd.Index | None) -> np.ndarray:
    """Return effort as categories from 1, int64 (n,)."""
    if isinstance(categories, bool) or not isinstance(categories, int) or categories < 1:
        raise BurdenInputError(f"categories is {categories!r}.", "Give a whole number of 1 or more.")
    values = as_numbers(effort, "effort", BurdenInputError)
    if values.shape != (n,):
        raise BurdenInputError(f"Effort has shape {values.shape}, the network {n} states.", "Give one each.")
    wrong = np.flatnonzero(~((values >= 1) & (values <= categories) & (values == np.floor(values))))
    if len(wrong):
        state = wrong[0] if labels is None else labels[wrong[0]]
        raise BurdenInputError(
            f"The effort of state {state} is {values[wrong[0]]:g} ({len(wrong)} are no category).",
            f"Give whole numbers from 1 to {categories}; leave out states without data, and count them.",
        )
    return values.astype(np.int64)


def _numbers(given: Any, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return what else ties or effort are worth, as finite numbers; 0 if nothing is given."""
    if given is None:
        return np.zeros(shape)
    values = as_array(given, name, BurdenInputError)
    if values.shape != shape or values.dtype.kind not in "biuf":
        raise BurdenInputError(
            f"{name} is of {values.dtype}, with shape {values.shape}.", f"Give numbers of shape {shape}."
        )
    values = values.astype(float)
    if len(shape) == 2:
        np.fill_diagonal(values, 0.0)
    if not (usable := np.abs(values) <= LARGEST).all():
        raise BurdenInputError(
            f"{name} has {np.count_nonzero(~usable)} numbers that are missing or beyond {LARGEST:g}.",
            "Give finite numbers; leave out states without data, and count them.",
        )
    return values


def _centre(centre: Any) -> float:
    try:
        if abs(float(centre)) <= LARGEST:
            return float(centre)
    except (TypeError, ValueError):
        pass
    raise BurdenInputError(f"centre is {centre!r}.", "Give a finite number, or None for the mean of effort.")
