"""What the states of a public good are given: checked, one number a state, networks as rows of neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.public_good.replies import Terms, is_mutual, rows_of, shares_of
from entente.core.errors import BurdenInputError, NetworkError
from entente.core.given import as_array, as_numbers, is_pandas, labels_of_states, network_labels, same_labels
from entente.networks.adjacency import labelled_adjacency

if TYPE_CHECKING:
    import pandas as pd

#: What the numbers of a state may be: what is asked of them, and what is to be done if they are not.
RANGES = {
    "resources": (
        "above 0",
        lambda x: x > 0,
        "Give what each state has, such as GDP; leave out who has none.",
    ),
    "weight": ("between 0 and 1", lambda x: (x > 0) & (x < 1), "Give the weight of security, a."),
    "floor": ("0 or more and below 1", lambda x: (x >= 0) & (x < 1), "Give the commitment by treaty, κ."),
    "cost": ("above 0", lambda x: x > 0, "Give what a unit of contribution costs, c."),
}

#: What ties do to a state with a commitment by treaty: bind it from below, or raise its weight of security.
COMMITMENTS = ("floor", "weight")


@dataclass(frozen=True, eq=False)
class Rows:
    """A network as rows of neighbours, with what can be used of each (see :mod:`…public_good.replies`)."""

    start: np.ndarray
    neighbours: np.ndarray
    shares: np.ndarray


def read_terms(given: Mapping[str, Any], phi0: float, phi1: float, n: int, labels: pd.Index | None) -> Terms:
    """Return what states are given as arrays of one number a state.

    ``given`` has resources, weight, floor and cost, scalars or one a state.  BurdenInputError names the state
    whose number is missing or out of range, or says that there are no states.
    """
    if not n:
        raise BurdenInputError("There are no states.", "Give one or more.")
    vectors = {name: _one_a_state(name, values, n, labels) for name, values in given.items()}
    if not 0 <= _number("phi0", phi0) <= 1:
        raise BurdenInputError(f"phi0 is {phi0}, no share.", "Give a share from 0 to 1.")
    if not 0 <= _number("phi1", phi1) < np.inf:
        raise BurdenInputError(f"phi1 is {phi1}.", "Give a number of 0 or more: closure makes effort usable.")
    order = np.argsort(-vectors["resources"], kind="stable")
    return Terms(
        vectors["resources"],
        vectors["weight"],
        vectors["cost"],
        vectors["floor"],
        order,
        float(phi0),
        float(phi1),
    )


def _one_a_state(name: str, values: Any, n: int, labels: pd.Index | None) -> np.ndarray:
    if np.ndim(values):
        vector = as_numbers(values, name, BurdenInputError)
        if vector.shape != (n,):
            raise BurdenInputError(
                f"The {name} has shape {vector.shape}, and there are {n} states.",
                "Give one number, or one a state in their order.",
            )
    else:
        vector = np.full(n, _number(name, values))
    asked, holds, remedy = RANGES[name]
    wrong = np.flatnonzero(~(holds(vector) & np.isfinite(vector)))
    if len(wrong):
        state = int(wrong[0]) if labels is None else labels[wrong[0]]
        raise BurdenInputError(
            f"The {name} of state {state} is {vector[wrong[0]]}; it should be a finite number {asked} "
            f"({len(wrong)} such states).",
            remedy,
        )
    return np.ascontiguousarray(vector)


def _number(name: str, value: Any) -> float:
    if not isinstance(value, Real | np.number) or isinstance(value, bool):
        raise BurdenInputError(f"The {name} is {value!r}, no number.", "Give a number.")
    return float(value)


def labels_beside(given: Mapping[str, Any]) -> pd.Index | None:
    """Return the labels that vectors of states share, None if none has any."""
    return labels_of_states(vectors_of(given), {}, BurdenInputError)


def vectors_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the given that have a number a state, by what errors call them."""
    return {f"the {name}": values for name, values in given.items() if np.ndim(values)}


def read_network(network: Any, given: Mapping[str, Any]) -> tuple[np.ndarray, pd.Index | None]:
    """Return a network, bool (n, n), and the labels that it shares with what else is given."""
    return labelled_adjacency(network, vectors_of(given))


def read_rows(network: Any, given: Mapping[str, Any]) -> tuple[np.ndarray, np.ndarray, pd.Index | None]:
    """Return start and neighbours of a network, which may be sparse, and the labels of the states."""
    if not hasattr(network, "tocsr"):
        matrix, labels = read_network(network, given)
        return *rows_of(np.ascontiguousarray(matrix)), labels
    if network.ndim != 2 or network.shape[0] != network.shape[1]:
        raise NetworkError(
            f"An adjacency matrix must be square, this one has shape {network.shape}.",
            "Give one row and one column per state, in the same order.",
        )
    rows = network.tocsr()
    if not rows.has_canonical_format:
        rows = rows.copy()
        rows.sum_duplicates()
    if rows.nnz and not (rows.data == 1).all():
        raise NetworkError(
            "The sparse network has stored entries other than 1.",
            "Binarise it, and drop stored zeros with .eliminate_zeros().",
        )
    start, neighbours = rows.indptr.astype(np.int64), rows.indices.astype(np.int32, copy=False)
    if not is_mutual(start, neighbours):
        one, other = _first_one_way(rows)
        raise NetworkError(
            f"The sparse network has a tie of {one} to {other} "
            + ("itself." if one == other else "and none back."),
            "Set the diagonal to zero, and keep mutual ties or symmetrise, whichever is meant.",
        )
    return start, neighbours, labels_beside(given)


def _first_one_way(rows: Any) -> tuple[int, int]:
    """The first tie of a sparse network that is a loop or goes one way."""
    ties = rows.tocoo()
    known = set(zip(ties.row.tolist(), ties.col.tolist(), strict=True))
    return min((i, j) for i, j in known if i == j or (j, i) not in known)


def with_shares(start: np.ndarray, neighbours: np.ndarray, terms: Terms) -> Rows:
    """Return rows of neighbours with what can be used of each."""
    return Rows(start, neighbours, shares_of(start, neighbours, terms.phi0, terms.phi1))


def read_tie_costs(tie_cost: Any, n: int, labels: pd.Index | None) -> np.ndarray:
    """Return what ties cost each of their two states, k, float64 (n, n), given a number or a matrix."""
    if not np.ndim(tie_cost):
        found = np.full((n, n), _number("tie_cost", tie_cost))
    else:
        own = network_labels(tie_cost, "the tie_cost", BurdenInputError)
        if own is not None and labels is None:
            raise BurdenInputError(
                "The tie_cost has labels, and the states have none.", "Give the resources with labels too."
            )
        if own is not None and not same_labels(labels, own):
            raise BurdenInputError(
                "The tie_cost has other labels than the states.", "Put it in their order with .loc."
            )
        found = np.ascontiguousarray(as_numbers(tie_cost, "tie_cost", BurdenInputError))
        if found.shape != (n, n):
            raise BurdenInputError(
                f"The tie_cost has shape {found.shape}, and there are {n} states.",
                "Give one number, or a row and a column a state.",
            )
    beside = ~np.eye(n, dtype=bool)
    if not np.isfinite(found[beside]).all():
        i, j = np.argwhere(~np.isfinite(found) & beside)[0].tolist()
        one, other = (i, j) if labels is None else (labels[i], labels[j])
        raise BurdenInputError(
            f"The tie_cost of the pair ({one}, {other}) is {found[i, j]}.",
            "Give a finite number for each pair.",
        )
    return found


def labelled_matrix(matrix: np.ndarray, labels: pd.Index | None) -> np.ndarray | pd.DataFrame:
    """Return a matrix of states as a DataFrame if they have labels."""
    if labels is None:
        return matrix
    import pandas as pd

    return pd.DataFrame(matrix, index=labels, columns=labels)


def count_states(given: Mapping[str, Any]) -> int:
    """Return how many states there are, told by the first vector; BurdenInputError if there is none."""
    for values in given.values():
        if np.ndim(values):
            return len(as_array(values, "the resources", BurdenInputError) if is_pandas(values) else values)
    raise BurdenInputError(
        "Nothing tells how many states there are.", "Give the resources, one number a state."
    )
