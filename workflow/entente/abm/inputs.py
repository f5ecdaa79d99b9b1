"""Inputs of the agent-based model: validation, and the state system that the search works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.core.errors import ModelInputError
from entente.core.given import as_array, labels_of_states
from entente.networks.kernel import pack

if TYPE_CHECKING:
    import pandas as pd

#: Relative to the sum of the capabilities.  An exact balance must stop the search although shares are
#: floats: above the rounding of a sum over 10,000 states, far below the smallest share in history (1.6e-8).
BALANCE_TOLERANCE = 1e-11

#: Whole numbers up to here, and their sums, are exact as floats.
_LARGEST_EXACT_SUM = 2**53


@dataclass(frozen=True, eq=False)
class StateSystem:
    """A validated state system of n states, in descending order of capability, its networks packed.

    Attributes
    ----------
    order : ndarray of int64, shape (n,)
        Which state of the input stands in each position.  Equals keep the order of the input.
    capability : ndarray of float64 or int64, shape (n,)
        Non-negative capabilities, in any unit: only comparisons of their sums matter.
    srg : ndarray of uint64, shape (n, ceil(n / 64))
        Row i marks the initial strategic reference group of the state in position i; may be asymmetric.
    mid, cooperation : ndarray of uint64, shape (n, ceil(n / 64))
        Militarized disputes and history of cooperation; symmetric.
    democracy : ndarray of bool, shape (n,)
    labels : Index or None
        What the states are called, in the order of the input; None if they were given without labels.
    """

    order: np.ndarray
    capability: np.ndarray
    srg: np.ndarray
    mid: np.ndarray
    democracy: np.ndarray
    cooperation: np.ndarray
    labels: pd.Index | None = None

    @property
    def tolerance(self) -> float:
        """Largest opportunity cost that counts as balanced: 0 for whole numbers, which are exact."""
        if self.capability.dtype.kind == "i":
            return 0
        return BALANCE_TOLERANCE * float(self.capability.sum())


def read_system(capability: Any, srg: Any, mid: Any, democracy: Any, cooperation: Any) -> StateSystem:
    """Validate the five inputs of the model (Maoz 2011, p. 11), sort the states and pack the networks.

    Networks and democracy may be bools or the integers 0 and 1; capabilities floats or integers, and compared
    exactly if all are whole numbers.  Capabilities need not sum to 1.  Inputs that are pandas objects must
    have the same labels in the same order; networks may be graphs, whose nodes are found by label, beside an
    input with labels, unless they are numbered from 0.

    Raises
    ------
    ModelInputError
        If an array has a wrong shape or type, a capability is negative or not finite, an entry is not
        boolean, a diagonal is not zero, or ``mid`` or ``cooperation`` is not symmetric; names the argument
        and the first cell; or if labels differ, or one stands twice, which is named; or if a graph stands
        beside inputs without labels.
    """
    networks = {"srg": srg, "mid": mid, "cooperation": cooperation}
    vectors = {"capability": capability, "democracy": democracy}
    labels = labels_of_states(vectors, networks, ModelInputError)
    strengths = _read_capability(capability, labels)
    order = np.argsort(-strengths, kind="stable")
    packed = {}
    for name, entries in networks.items():
        network = read_boolean(name, _of_states(name, entries, (len(order), len(order)), labels), labels)
        packed[name], loopless, symmetric = pack(network, order)
        if not loopless:
            loops = np.diag(np.diag(network))
            raise ModelInputError(
                f"{_first_cell(name, network, loops, labels)}: a state is tied to itself.",
                "Set the diagonal to zero.",
            )
        if name != "srg" and not symmetric:
            one_way = _first_cell(name, network, network != network.T, labels)
            raise ModelInputError(
                f"{name} is not symmetric: {one_way}, but not the other way round.",
                f"Enter each tie in both directions, e.g. {name} | {name}.T.",
            )
    shaped = _of_states("democracy", democracy, (len(order),), labels)
    democracies = read_boolean("democracy", shaped, labels)
    return StateSystem(
        order=order, capability=strengths[order], democracy=democracies[order], labels=labels, **packed
    )


def _read_capability(capability: Any, labels: pd.Index | None) -> np.ndarray:
    values = as_array(capability, "capability", ModelInputError)
    if values.ndim != 1 or not len(values):
        raise ModelInputError(
            f"capability has shape {values.shape}.", "Give one capability for each of at least one state."
        )
    if values.dtype.kind not in "iuf":
        raise ModelInputError(f"capability is of type {values.dtype}.", "Give floats or integers.")
    wrong = ~np.isfinite(values) | (values < 0)
    if wrong.any():
        raise ModelInputError(
            f"{_first_cell('capability', values, wrong, labels)}: not a finite number of at least 0.",
            "A state without capability data counts 0.",
        )
    with np.errstate(over="ignore"):
        total = values.sum(dtype=np.float64)
    if not np.isfinite(total) or (values.dtype.kind != "f" and total > _LARGEST_EXACT_SUM):
        raise ModelInputError(
            f"capability sums to {total:g}, too much to be exact.",
            "Divide it by its sum, or by a power of 10.",
        )
    exact = total <= _LARGEST_EXACT_SUM and (
        values.dtype.kind != "f" or np.array_equal(values, np.floor(values))
    )
    return values.astype(np.int64 if exact else np.float64)


def _of_states(name: str, entries: Any, shape: tuple[int, ...], labels: pd.Index | None) -> np.ndarray:
    """Return an input as an array, or raise ModelInputError if it has another shape than the states make."""
    values = as_array(entries, name, ModelInputError, labels)
    if values.shape != shape:
        raise ModelInputError(
            f"{name} has shape {values.shape}, but capability makes {shape[0]} states.",
            f"Give an array of shape {shape}.",
        )
    return values


def read_boolean(name: str, values: np.ndarray, labels: pd.Index | None = None) -> np.ndarray:
    """Return bools, or the integers 0 and 1, as bool; ModelInputError names the first cell that is neither.

    It does so by the ``labels`` of the states, or rows, or else by position.
    """
    if values.dtype.kind == "b":
        return np.ascontiguousarray(values)
    if values.dtype.kind in "iuf":
        wrong = (values != 0) & (values != 1)
    else:
        wrong = ~np.array([isinstance(value, bool | np.bool_) for value in values.flat]).reshape(values.shape)
    if values.dtype.kind not in "iu" and not wrong.any():
        wrong[...] = True  # 0.0 and 1.0, say: the values would do, their type shows another meaning
    if wrong.any():
        raise ModelInputError(
            f"{_first_cell(name, values, wrong, labels)}, of type {values.dtype}: not boolean.",
            "Give an array of bool, or of the integers 0 and 1.",
        )
    return values.astype(bool, order="C")


def _first_cell(name: str, values: np.ndarray, wrong: np.ndarray, labels: pd.Index | None) -> str:
    """Name the first cell where ``wrong`` holds, with its value: ``mid[1, 2] = nan``."""
    cell = np.unravel_index(np.argmax(wrong), wrong.shape)
    place = cell if labels is None else [labels[position] for position in cell]
    return f"{name}[{', '.join(map(str, place))}] = {values[cell]}"
