"""Win-sets in two dimensions: discs about the voters' ideal points through the reversion point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from entente.core.errors import GameInputError
from entente.core.given import as_numbers, common_labels, is_pandas, row_labels
from entente.games.answers import TIE, answer
from entente.games.draws import DRAWS, Estimate, generator, mean
from entente.games.parameters import FINITE, NOT_NEGATIVE, Range, check, check_all, one_of
from entente.games.winsets.ratification import quota

if TYPE_CHECKING:
    import pandas as pd

_ANGLE = Range("an angle from 0 to π", lambda x: (x >= 0) & (x <= np.pi + TIE))


def area(radius: Any, angle: Any, other_radius: Any | None = None) -> Any:
    """Area of what two voters both ratify: the lens of two discs whose borders meet in the reversion point.

    For equal discs ``r² (π − θ − sin θ)``; in general the segments that the common chord cuts off,
    ``Σ r_i² (α_i − sin α_i cos α_i)``, α_i half the angle of the chord at the centre.

    Parameters
    ----------
    radius : array_like
        Distance of a voter from the reversion point, at least 0.
    angle : array_like
        Angle between the two ideal points as seen from the reversion point (θ), in radians, in [0, π].
    other_radius : array_like, optional
        Distance of the other voter; the same unless given.

    Returns
    -------
    float, ndarray or Series

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.
    """
    given = {
        "radius": radius,
        "angle": angle,
        "other_radius": radius if other_radius is None else other_radius,
    }
    ranges = {"radius": NOT_NEGATIVE, "angle": _ANGLE, "other_radius": NOT_NEGATIVE}
    known, labels = check_all(given, ranges)
    one, other = known["radius"], known["other_radius"]
    # The centres and the reversion point are a triangle, whose angles add up to π even if it is flat.
    at_one = np.arctan2(other * np.sin(known["angle"]), one - other * np.cos(known["angle"]))
    at_other = np.pi - known["angle"] - at_one
    lens = one**2 * _segment(at_one) + other**2 * _segment(at_other)
    return answer(np.maximum(lens, 0), labels)


def _segment(half_angle: np.ndarray) -> np.ndarray:
    return half_angle - np.sin(half_angle) * np.cos(half_angle)


class Side(NamedTuple):
    """Voters of one side in the plane.

    Attributes
    ----------
    ideals : array_like, shape (n, 2)
        Ideal points; columns of a DataFrame are the axes, in the order of the reversion point's labels.
    rule : {"majority", "two_thirds", "unanimity"} or int
        The quota (:func:`~entente.games.winsets.quota`).
    """

    ideals: Any
    rule: str | int = "majority"

    def discs(self, reversion: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
        """Return centres, (n, 2), squares of radii, (n,), and how many discs a point must lie in."""
        centres = _points("ideals", self.ideals)
        if not len(centres):
            raise GameInputError("ideals is empty.", "Give at least one voter.")
        return centres, ((centres - reversion) ** 2).sum(axis=1), quota(len(centres), self.rule)


def _points(name: str, values: Any) -> np.ndarray:
    """Return finite points, (n, 2); GameInputError otherwise."""
    array = check(name, as_numbers(values, name, GameInputError), *FINITE)
    if array.ndim != 2 or array.shape[1] != 2:
        raise GameInputError(
            f"{name} has shape {array.shape}.", "Give two coordinates a point, shape (n, 2)."
        )
    return array


def ratified(settlements: Any, reversion: Any, *sides: Side) -> np.ndarray:
    """Return which settlements all sides ratify.

    Parameters
    ----------
    settlements : array_like, shape (k, 2)
        Points of the plane.
    reversion : array_like, shape (2,)
        What happens without an agreement, which all ratify.
    *sides : Side
        One side for its win-set, two for the zone of agreement.

    Returns
    -------
    ndarray of bool, shape (k,)

    Raises
    ------
    GameInputError
        If a point is missing, infinite or not in the plane, or a quota not within 1 to the number of voters.
    """
    at = _reversion_point(reversion, sides, settlements)
    settlements = _points("settlements", settlements)
    good = np.ones(len(settlements), dtype=bool)
    for side in sides:
        centres, squares, needed = side.discs(at)
        count = np.zeros(len(settlements), dtype=int)
        for centre, square in zip(centres, squares, strict=True):
            count += ((settlements - centre) ** 2).sum(axis=1) <= square * (1 + TIE)
        good &= count >= needed
    return good


def win_set_area(
    reversion: Any,
    *sides: Side,
    method: Literal["draws", "grid"] = "draws",
    draws: int = DRAWS,
    seed: Any = 0,
) -> Estimate:
    """Area that all sides ratify, for any number of voters.

    Parameters
    ----------
    reversion : array_like, shape (2,)
        What happens without an agreement.
    *sides : Side
        One side for its win-set, two for the zone of agreement.
    method : {"draws", "grid"}
        Points at random, or in the middle of the cells of a grid.
    draws : int
        Number of points, at least 2; of a grid that many at most.
    seed : int or other seed of numpy
        Of the random points.

    Returns
    -------
    Estimate
        The area and its standard error, NaN for a grid.

    Raises
    ------
    GameInputError
        As :func:`ratified`, or if there is no side or the method is unknown.
    """
    at = _reversion_point(reversion, sides)
    if not sides:
        raise GameInputError("No side is given.", "Give the voters of one side or more.")
    low, high = _box(at, sides[0])
    within = low + _unit_square(method, draws, seed) * (high - low)
    estimate = mean(ratified(within, at, *sides))
    box = float(np.prod(high - low))
    error = estimate.standard_error * box if method == "draws" else np.nan
    return Estimate(estimate.value * box, error)


def _reversion_point(reversion: Any, sides: Sequence[Side], settlements: Any = None) -> np.ndarray:
    """Return the reversion point, (2,), of a plane whose axes have the same labels for all that has any."""
    axes = {"reversion point": row_labels(reversion), "axes of the settlements": _axes(settlements)}
    of_sides = {f"axes of side {number}": _axes(side.ideals) for number, side in enumerate(sides, 1)}
    common_labels(axes | of_sides, GameInputError)
    return _points("reversion", as_numbers(reversion, "reversion", GameInputError)[None])[0]


def _axes(points: Any) -> pd.Index | None:
    return points.columns if is_pandas(points) and points.ndim == 2 else None


def _box(at: np.ndarray, side: Side) -> tuple[np.ndarray, np.ndarray]:
    """Corners of a box around all discs of a side."""
    centres, squares, _ = side.discs(at)
    radii = np.sqrt(squares)[:, None]
    return (centres - radii).min(axis=0), (centres + radii).max(axis=0)


def _unit_square(method: str, draws: int, seed: Any) -> np.ndarray:
    one_of("method", method, ("draws", "grid"))
    stream = generator(draws, seed)
    if method == "draws":
        return stream.random((draws, 2))
    across = int(np.sqrt(draws))
    middles = (np.arange(across) + 0.5) / across
    return np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)
