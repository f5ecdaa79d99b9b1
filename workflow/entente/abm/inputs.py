"""Inputs of the agent-based model: validation, and the state system that the search works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from entente.core.errors import ModelInputError
from entente.networks.kernel import pack

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
    """

    order: np.ndarray
    capability: np.ndarray
    srg: np.ndarray
    mid: np.ndarray
    democracy: np.ndarray
    cooperation: np.ndarray

    @property
    def tolerance(self) -> float:
        """Largest opportunity cost that counts as balanced: 0 for whole numbers, which are exact."""
        if self.capability.dtype.kind == "i":
            return 0
        return BALANCE_TOLERANCE * float(self.capability.sum())


def read_system(
    capability: ArrayLike, srg: ArrayLike, mid: ArrayLike, democracy: ArrayLike, cooperation: ArrayLike
) -> StateSystem:
    """Validate the five inputs of the model (Maoz 2011, p. 11), sort the states and pack the networks.

    Networks and democracy may be bools or the integers 0 and 1; capabilities floats or integers, and compared
    exactly if all are whole numbers.  Capabilities need not sum to 1.

    Raises
    ------
    ModelInputError
        If an array has a wrong shape or type, a capability is negative or not finite, an entry is not
        boolean, a diagonal is not zero, or ``mid`` or ``cooperation`` is not symmetric; names the argument
        and the first cell.
    """
    strengths = _read_capability(capability)
    order = np.argsort(-strengths, kind="stable")
    packed = {}
    for name, entries in (("srg", srg), ("mid", mid), ("cooperation", cooperation)):
        network = _read_boolean(name, entries, (len(order), len(order)))
        packed[name], loopless, symmetric = pack(network, order)
        if not loopless:
            loops = np.diag(np.diag(network))
            raise ModelInputError(
                f"{_first_cell(name, network, loops)}: a state is tied to itself.",
                "Set the diagonal to zero.",
            )
        if name != "srg" and not symmetric:
            one_way = _first_cell(name, network, network != network.T)
            raise ModelInputError(
                f"{name} is not symmetric: {one_way}, but not the other way round.",
                f"Enter each tie in both directions, e.g. {name} | {name}.T.",
            )
    democracies = _read_boolean("democracy", democracy, (len(order),))
    return StateSystem(order=order, capability=strengths[order], democracy=democracies[order], **packed)


def _read_capability(capability: ArrayLike) -> np.ndarray:
    values = _as_array("capability", capability)
    if values.ndim != 1 or not len(values):
        raise ModelInputError(
            f"capability has shape {values.shape}.", "Give one capability for each of at least one state."
        )
    if values.dtype.kind not in "iuf":
        raise ModelInputError(f"capability is of type {values.dtype}.", "Give floats or integers.")
    wrong = ~np.isfinite(values) | (values < 0)
    if wrong.any():
        raise ModelInputError(
            f"{_first_cell('capability', values, wrong)}: not a finite number of at least 0.",
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


def _read_boolean(name: str, entries: ArrayLike, shape: tuple[int, ...]) -> np.ndarray:
    values = _as_array(name, entries)
    if values.shape != shape:
        raise ModelInputError(
            f"{name} has shape {values.shape}, but capability makes {shape[0]} states.",
            f"Give an array of shape {shape}.",
        )
    if values.dtype.kind == "b":
        return np.ascontiguousarray(values)
    if values.dtype.kind in "iuf":
        wrong = (values != 0) & (values != 1)
    else:
        wrong = ~np.array([isinstance(value, bool | np.bool_) for value in values.flat]).reshape(shape)
    if values.dtype.kind not in "iu" and not wrong.any():
        wrong[...] = True  # 0.0 and 1.0, say: the values would do, their type shows another meaning
    if wrong.any():
        raise ModelInputError(
            f"{_first_cell(name, values, wrong)}, of type {values.dtype}: not boolean.",
            "Give an array of bool, or of the integers 0 and 1.",
        )
    return values.astype(bool, order="C")


def _as_array(name: str, entries: ArrayLike) -> np.ndarray:
    if isinstance(entries, np.ma.MaskedArray):
        raise ModelInputError(f"{name} is a masked array.", "Fill what is masked: the mask would be ignored.")
    try:
        return np.asarray(entries)
    except ValueError as error:
        raise ModelInputError(
            f"{name} is not a rectangular array ({error}).", "Give rows of equal length."
        ) from error


def _first_cell(name: str, values: np.ndarray, wrong: np.ndarray) -> str:
    """Name the first cell where ``wrong`` holds, with its value: ``mid[1, 2] = nan``."""
    cell = np.unravel_index(np.argmax(wrong), wrong.shape)
    return f"{name}[{', '.join(map(str, cell))}] = {values[cell]}"
