"""Issues that are linked: two of them bargained over together or one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtr, owens_t

from entente.games.answers import answer, quotient
from entente.games.draws import DRAWS, Case, Estimate, compare, generator, mean
from entente.games.parameters import FINITE, WITHIN_UNIT_INTERVAL, Range, check_all, number

_CORRELATION = Range("a number from −1 to 1", lambda x: (x >= -1) & (x <= 1))
_GAUSSIAN = {"loss": FINITE, "gain": FINITE, "correlation": _CORRELATION}


class Gaussian(NamedTuple):
    """Chances of agreement on two issues.

    Attributes
    ----------
    alone : float, ndarray or Series
        That both sides gain from an issue by itself, the same for either.
    bundled : float, ndarray or Series
        That both gain from the two together.
    """

    alone: Any
    bundled: Any


def gaussian(loss: Any, gain: Any, correlation: Any = 0.0) -> Gaussian:
    """Chance that two sides agree, each issue alone or both bundled, when their values are normal.

    The first issue is worth −μ to one side and ν to the other in the mean, the second the other way round;
    deviations are 1, and both must gain.  Uncorrelated: ``Φ(−μ)Φ(ν)`` alone and ``Φ((ν − μ)/√2)²`` bundled.

    Parameters
    ----------
    loss, gain : array_like
        What a side loses by one issue (μ) and gains by the other (ν).
    correlation : array_like
        Of the two sides' values of an issue, in [−1, 1]; the issues are independent.

    Returns
    -------
    Gaussian

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.

    Notes
    -----
    If both means are 0 it is ``¼ + asin(ρ)/2π`` bundled or not: linkage gains by trading losses for gains
    alone.
    """
    known, labels = check_all({"loss": loss, "gain": gain, "correlation": correlation}, _GAUSSIAN)
    of_sum = (known["gain"] - known["loss"]) / np.sqrt(2)
    alone = _both_below(-known["loss"], known["gain"], known["correlation"])
    bundled = _both_below(of_sum, of_sum, known["correlation"])
    return Gaussian(answer(alone, labels), answer(bundled, labels))


def _both_below(h: np.ndarray, k: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    """Distribution function of two standard normal variables, by Owen's (1956) T."""
    # Signs of products and quotients decide on wedges: nothing so small that these underflow.
    h, k = (np.where(np.abs(x) < 1e-100, 0.0, x) for x in (h, k))
    spread = np.sqrt(1 - correlation**2)
    singular = spread == 0
    perfect = np.where(correlation > 0, np.minimum(ndtr(h), ndtr(k)), np.maximum(ndtr(h) + ndtr(k) - 1, 0))
    spread = np.where(singular, 1, spread)
    opposite = (h * k < 0) | ((h * k == 0) & (h + k < 0))
    halves = (ndtr(h) + ndtr(k)) / 2 - opposite / 2
    wedges = _wedge(h, k, correlation, spread) + _wedge(k, h, correlation, spread)
    at_zero = 0.25 + np.arcsin(correlation) / (2 * np.pi)
    regular = np.where((h == 0) & (k == 0), at_zero, halves - wedges)
    return np.where(singular, perfect, regular)


def _wedge(h: np.ndarray, k: np.ndarray, correlation: np.ndarray, spread: np.ndarray) -> np.ndarray:
    side = k - correlation * h
    return owens_t(h, quotient(side, h * spread, np.copysign(np.inf, side)))


class Weights(NamedTuple):
    """Nash bargaining over two issues of size 1.

    Attributes
    ----------
    x, y : float, ndarray or Series
        What each side has from both issues at once.
    x_apart, y_apart : float, ndarray or Series
        What each has from the issues one by one, which are halved: ½.
    first, second : float, ndarray or Series
        X's share of each issue at once.
    """

    x: Any
    y: Any
    x_apart: Any
    y_apart: Any
    first: Any
    second: Any


def weights(of_x: Any, of_y: Any) -> Weights:
    """Nash solution of two issues at once, and one by one.

    Sides that weigh the issues differently trade them: if X cares more for the first, it gets all of it
    unless that is more than it needs.  With weights α of X and β = 1 − α < ½ of Y on the first, both get α.

    Parameters
    ----------
    of_x, of_y : array_like
        Weight of the first issue to X (α) and to Y (β), within (0, 1); the second has the rest.

    Returns
    -------
    Weights

    Raises
    ------
    GameInputError
        If a weight is outside its range, or shapes or labels do not fit.
    """
    ranges = {"of_x": WITHIN_UNIT_INTERVAL, "of_y": WITHIN_UNIT_INTERVAL}
    known, labels = check_all({"of_x": of_x, "of_y": of_y}, ranges)
    alpha, beta = known["of_x"], known["of_y"]
    swapped = alpha < beta
    more, other = np.where(swapped, 1 - alpha, alpha), np.where(swapped, 1 - beta, beta)
    # Of the issue that X cares more for it gets all before it gets any of the other.
    dearer = np.minimum(1 / (2 * other), 1)
    cheaper = np.maximum((1 - 2 * more) / (2 * (1 - more)), 0)
    x = more * dearer + (1 - more) * cheaper
    y = other * (1 - dearer) + (1 - other) * (1 - cheaper)
    half = np.full(alpha.shape, 0.5)
    issues = np.where(swapped, cheaper, dearer), np.where(swapped, dearer, cheaper)
    return Weights(*(answer(of, labels) for of in (x, y, half, half, *issues)))


def simulate_gaussian(
    loss: float,
    gain: float,
    correlation: float = 0.0,
    bundled: bool = False,
    draws: int = DRAWS,
    seed: Any = 0,
) -> Estimate:
    """Return how often both sides gain, from values drawn: the twin of :func:`gaussian`."""
    loss, gain = number("loss", loss, FINITE), number("gain", gain, FINITE)
    correlation = number("correlation", correlation, _CORRELATION)
    common, own = generator(draws, seed).standard_normal((2, 2, draws))
    of_y = correlation * common + np.sqrt(1 - correlation**2) * own
    x, y = common + np.array([[-loss], [gain]]), of_y + np.array([[gain], [-loss]])
    if bundled:
        return mean((x.sum(axis=0) > 0) & (y.sum(axis=0) > 0))
    return mean((x[0] > 0) & (y[0] > 0))


def linkage_table(
    points: Iterable[tuple[float, float, float]], draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """Chances of agreement alone and bundled, beside their twins.

    Parameters
    ----------
    points : iterable of (float, float, float)
        Loss, gain and correlation, as in :func:`gaussian`.
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; model ``linkage``.
    """

    def cases() -> Iterator[Case]:
        for loss, gain, correlation in points:
            said = {"loss": loss, "gain": gain, "correlation": correlation}
            chances = gaussian(loss, gain, correlation)
            for quantity, closed in chances._asdict().items():
                twin = partial(simulate_gaussian, loss, gain, correlation, quantity == "bundled")
                yield Case("linkage", f"agreement, {quantity}", said, closed, twin)

    return compare(cases(), draws, seed)
