"""Parameters of games: numbers in their range, in shapes that fit each other, with labels that agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from numbers import Integral
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from entente.core.errors import GameInputError
from entente.core.given import as_numbers, common_labels, is_pandas, row_labels

if TYPE_CHECKING:
    import pandas as pd


class Range(NamedTuple):
    """What a parameter may be: in words that follow "Give", and as a test of each number."""

    words: str
    holds: Callable[[np.ndarray], np.ndarray]


POSITIVE = Range("a finite number above 0", lambda x: (x > 0) & (x < np.inf))
NOT_NEGATIVE = Range("a finite number of at least 0", lambda x: (x >= 0) & (x < np.inf))
NOT_NEGATIVE_OR_INFINITE = Range("a number of at least 0, or infinity", lambda x: x >= 0)
UNIT_INTERVAL = Range("a number from 0 to 1", lambda x: (x >= 0) & (x <= 1))
WITHIN_UNIT_INTERVAL = Range("a number above 0 and below 1", lambda x: (x > 0) & (x < 1))
SHARE_BELOW_ONE = Range("a number of at least 0 and below 1", lambda x: (x >= 0) & (x < 1))
FINITE = Range("a finite number", np.isfinite)
COUNT = Range("a whole number of at least 1", lambda x: (x >= 1) & (x < np.inf) & (x == np.floor(x)))


def check(name: str, value: Any, allowed: str, holds: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Return a parameter as float64, of its own shape, if each number is allowed.

    Parameters
    ----------
    name : str
        The parameter's name, for the error.
    value : array_like of numbers
        Numbers; a missing one is never allowed.
    allowed : str
        What is allowed, in words.
    holds : callable
        Says of an array which numbers are allowed; comparisons are false of NaN.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    GameInputError
        If a number is not allowed, or the value holds no numbers or is a table; it names the parameter, the
        first such value with its position, and what is allowed.
    """
    if is_pandas(value) and value.ndim == 2:
        raise GameInputError(f"{name} is a table.", "Give a parameter as one column, an array or a number.")
    values = as_numbers(value, name, GameInputError)
    wrong = np.argwhere(~np.asarray(holds(values)))
    if len(wrong):
        position = tuple(int(i) for i in wrong[0])
        where = f" at position {', '.join(map(str, position))}" if position else ""
        more = f" ({len(wrong)} of {values.size} are not allowed)" if values.size > 1 else ""
        raise GameInputError(f"{name} is {values[position]:.17g}{where}{more}.", f"Give {name} as {allowed}.")
    return values


def check_all(
    given: Mapping[str, Any], allowed: Mapping[str, Range]
) -> tuple[dict[str, np.ndarray], pd.Index | None]:
    """Return parameters by name, checked and broadcast against each other, and the labels that they share.

    Parameters
    ----------
    given : mapping of str to array_like
        Numbers, arrays or Series by the parameter's name.
    allowed : mapping of str to Range
        The range of each.

    Returns
    -------
    dict of str to ndarray of float64
        Read-only views of one shape.
    Index or None
        The labels of the Series among them; None if there are none.

    Raises
    ------
    GameInputError
        If a parameter is not allowed (:func:`check`), if shapes do not broadcast, or if labels differ or
        do not belong to what the parameters broadcast to.
    """
    labels = common_labels({name: row_labels(value) for name, value in given.items()}, GameInputError)
    values = {name: check(name, value, *allowed[name]) for name, value in given.items()}
    shapes = {name: array.shape for name, array in values.items() if array.ndim}
    try:
        shape = np.broadcast_shapes(*shapes.values())
    except ValueError as error:
        said = ", ".join(f"{name} {of}" for name, of in shapes.items())
        raise GameInputError(
            f"The shapes of the parameters do not broadcast: {said}.",
            "Give numbers, or arrays whose shapes fit by numpy's rules.",
        ) from error
    if labels is not None and shape != (len(labels),):
        raise GameInputError(
            f"Labels of {len(labels)} rows do not belong to parameters of shape {shape}.",
            "Give the others as numbers or as arrays of the same length, or labelled ones as arrays.",
        )
    return {name: np.broadcast_to(array, shape) for name, array in values.items()}, labels


def number(name: str, value: Any, allowed: Range) -> float:
    """Return a parameter that is a single number, checked as by :func:`check`."""
    values = check(name, value, *allowed)
    if values.ndim:
        raise GameInputError(f"{name} has shape {values.shape}.", f"Give {name} as a single number.")
    return float(values)


def whole(name: str, value: Any, least: int, most: int | None = None) -> int:
    """Return a single whole number within its bounds.

    Parameters
    ----------
    name : str
        The parameter's name, for the error.
    value : int
        Truth values are none.
    least, most : int
        The bounds, which are allowed; no upper one unless given.

    Returns
    -------
    int

    Raises
    ------
    GameInputError
        If it is no whole number, or out of bounds.
    """
    if isinstance(value, Integral) and not isinstance(value, bool):
        number = int(value)
        if number >= least and (most is None or number <= most):
            return number
    bounds = f"of at least {least}" if most is None else f"from {least} to {most}"
    raise GameInputError(f"{name} is {value!r}.", f"Give {name} as a whole number {bounds}.")


def one_of(name: str, value: Any, known: tuple[str, ...]) -> None:
    """Raise GameInputError if a switch is none of what is known."""
    if value not in known:
        raise GameInputError(f"{name} is {value!r}.", f"Give one of {', '.join(known)}.")


def at_most_one(name: str, total: Any) -> None:
    """Raise GameInputError if a sum of parameters, of that name, is above 1 by more than rounding."""
    check(name, total, "numbers whose sum is at most 1", lambda x: x <= 1 + 1e-12)
