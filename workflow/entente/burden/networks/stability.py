"""All networks of few states that no pair wants to change: pairwise stable (Jackson and Wolinsky 1996)."""

from __future__ import annotations

import warnings
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.public_good.equilibrium import UnsettledWarning
from entente.burden.public_good.inputs import (
    count_states,
    labelled_matrix,
    labels_beside,
    read_terms,
    read_tie_costs,
)
from entente.burden.public_good.replies import Terms, settle_network, visit_pairs
from entente.core.errors import BurdenInputError

if TYPE_CHECKING:
    import pandas as pd

#: The most states of which all networks are tried: 1,024 of five.
MOST = 5

#: By which contributions two states judge a tie: those that settle again after it, or those of the moment.
UTILITIES = ("settled", "present")


def stable_networks(
    *,
    resources: Any,
    weight: Any,
    tie_cost: Any,
    phi0: float = 1,
    phi1: float = 0,
    floor: Any = 0,
    cost: Any = 1,
    utilities: str = "settled",
) -> list[np.ndarray] | list[pd.DataFrame]:
    """Find all pairwise stable networks of at most five states.

    No tie is worth ending to one of its two states, and none is worth making to one without loss to the
    other; a gain counts beyond 1e-9.

    Parameters
    ----------
    resources, weight, phi0, phi1, floor, cost
        As of :func:`entente.burden.commons`; resources one a state.
    tie_cost : float or array_like, shape (n, n)
        k, what a tie costs each of its two states, in units of utility: row i is what i pays.
    utilities : {"settled", "present"}
        By which contributions a tie is judged: those that settle again after it, or those of the moment, in
        which only the two states' floors move.

    Returns
    -------
    list of ndarray of bool or of DataFrame, each of shape (n, n)
        There may be none.  Where a network has several equilibria, the one of :func:`entente.burden.commons`
        counts.

    Warns
    -----
    UnsettledWarning
        With how often contributions did not settle.

    Raises
    ------
    BurdenInputError
        As by :func:`entente.burden.commons`, and if there are more than five states.
    """
    given = {"resources": resources, "weight": weight, "floor": floor, "cost": cost}
    n, labels = count_states(given), labels_beside(given)
    if n > MOST:
        raise BurdenInputError(
            f"All networks of {n} states are too many to be tried.",
            f"Give {MOST} states at most; play finds a network of any number, if it settles.",
        )
    terms = read_terms(given, phi0, phi1, n, labels)
    costs, at_present = read_tie_costs(tie_cost, n, labels), read_utilities(utilities)
    found, unsettled = [], 0
    pairs = list(combinations(range(n), 2))
    for code in range(1 << len(pairs)):
        network = np.zeros((n, n), dtype=bool)
        for place, (i, j) in enumerate(pairs):
            network[i, j] = network[j, i] = code >> place & 1
        stable, failures = _is_stable(network, costs, terms, at_present)
        unsettled += failures
        if stable:
            found.append(labelled_matrix(network, labels))
    if unsettled:
        warnings.warn(f"Contributions did not settle {unsettled} times.", UnsettledWarning, stacklevel=2)
    return found


def read_utilities(utilities: str) -> bool:
    """Return whether ties are judged at present contributions."""
    if utilities not in UTILITIES:
        raise BurdenInputError(f"utilities is {utilities!r}.", f"It is one of {', '.join(UTILITIES)}.")
    return utilities == "present"


def all_pairs(n: int) -> np.ndarray:
    """Return the pairs of n states, int64 (n(n − 1)/2, 2)."""
    return np.column_stack(np.triu_indices(n, 1)).astype(np.int64)


def _is_stable(network: np.ndarray, costs: np.ndarray, terms: Terms, at_present: bool) -> tuple[bool, int]:
    """Whether no pair changes a network, and how often contributions did not settle."""
    contributions, settled = settle_network(network, terms)
    pairs = all_pairs(len(network))
    gains, toggled = np.empty((len(pairs), 2)), np.zeros(len(pairs), dtype=bool)
    changes, unsettled = visit_pairs(
        network, contributions, costs, terms, at_present, pairs, gains, toggled, True
    )
    return changes == 0, unsettled + (not settled)
