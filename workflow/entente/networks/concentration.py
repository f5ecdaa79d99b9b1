"""Capabilities of the states of a network: checked, as shares, and how concentrated they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.core.errors import NetworkError
from entente.core.given import as_numbers
from entente.networks.adjacency import labelled_adjacency

if TYPE_CHECKING:
    import pandas as pd


def with_capability(adjacency: Any, capability: Any | None) -> tuple[np.ndarray, np.ndarray | None]:
    """Return a network and the capabilities of its states, if given, both checked and in one order."""
    if capability is None:
        return labelled_adjacency(adjacency)[0], None
    ties, labels = labelled_adjacency(adjacency, {"the vector of capabilities": capability})
    return ties, check_capability(capability, len(ties), labels)


def check_capability(capability: Any, n: int, labels: pd.Index | None = None) -> np.ndarray:
    """Return the capabilities of n states, in any unit, as float64 (n,).

    NetworkError says what is wrong with them, and names the state by its label, if there are any.
    """
    amount = as_numbers(capability, "vector of capabilities", NetworkError)
    if amount.shape != (n,):
        raise NetworkError(
            f"Capabilities have shape {amount.shape}, but the network has {n} states.",
            "Give one capability per state, in the order of the adjacency matrix.",
        )
    offending = np.flatnonzero(~np.isfinite(amount) | (amount < 0))
    if len(offending):
        raise NetworkError(
            f"The capability of state {int(offending[0]) if labels is None else labels[offending[0]]} is "
            f"{amount[offending[0]]}.",
            "Capabilities must be finite and at least 0: fill or drop missing ones first.",
        )
    return amount


def normalised_shares(capability: Any, n: int) -> np.ndarray:
    """Return capabilities, checked, as float64 shares with sum 1; all 0 if nobody has any."""
    amount = check_capability(capability, n)
    total = amount.sum()
    return amount / total if total > 0 else amount


def capability_concentration(capability: Any) -> float:
    """Concentration of capabilities, ``CON = sqrt((Σ s_i² − 1/N) / (1 − 1/N))``.

    The measure of Singer, Bremer and Stuckey (1972).

    Parameters
    ----------
    capability : array_like, shape (N,)
        Capability shares s of all N states of the system, those with none included; capabilities that do not
        sum to 1 are rescaled (:func:`normalised_shares`).

    Returns
    -------
    float
        From 0 (all equal) to 1 (one state has all); NaN with fewer than two states or if nobody has any.

    Raises
    ------
    NetworkError
        If a capability is missing, infinite or negative.
    """
    n = np.size(capability)
    shares = normalised_shares(capability, n)
    if n < 2 or not shares.any():
        return math.nan
    # Rounding can leave the numerator of equal shares a little below zero.
    excess = np.maximum((shares**2).sum() - 1 / n, 0.0)
    return float(np.sqrt(excess / (1 - 1 / n)))
