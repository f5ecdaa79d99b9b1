"""Maximum of a smooth function by Newton's method, safe far from the maximum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

#: Steps no longer than this, in units in which 1 is a sizeable change, end the search (choice).
_SHORT = 1e-7
#: Longest step, in the same units (choice): beyond it the quadratic approximation is not to be trusted.
_LONG = 5.0
#: A value counts as lower only by more than this share of its size: sums of many logarithms are rounded.
_ROUNDING = 1e-10
#: Curvature below this share of the largest counts as none, and is raised to it: a ridge (choice).
_FLAT = 1e-13


@dataclass(frozen=True)
class Maximum:
    """Where the search ended: the point, (k,), and the value of the function there.

    It has converged if the gradient asks for no further step and the function is concave there; else there is
    a reason.  Iterations are Newton steps.
    """

    point: np.ndarray
    value: float
    converged: bool
    iterations: int
    reason: str


def maximise(
    value_at: Callable[[np.ndarray], float],
    derivatives_at: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]],
    start: np.ndarray,
    maxiter: int,
) -> Maximum:
    """Climb from ``start`` by Newton steps, each halved until the value does not fall.

    Where the function is not concave, the curvature is used without its sign, so that the step still leads
    uphill; flat directions get a ridge.  ``derivatives_at`` a point, (k,), are the gradient, (k,), and the
    Hessian, (k, k); units are such that a change by 1 is sizeable in every direction.
    """
    point, value = start, value_at(start)
    for iteration in range(maxiter + 1):
        step, concave = _newton_step(*derivatives_at(point))
        if np.linalg.norm(step) < _SHORT:
            return Maximum(
                point=point + step if concave else point,
                value=value_at(point + step) if concave else value,
                converged=concave,
                iterations=iteration,
                reason="" if concave else "it is flat in some direction",
            )
        if iteration == maxiter:
            break
        step *= min(1.0, _LONG / np.linalg.norm(step))
        while not (reached := value_at(point + step)) >= value - _ROUNDING * (1 + abs(value)):
            step /= 2
            if np.linalg.norm(step) < _SHORT:
                return Maximum(point, value, False, iteration, "no step uphill raises it")
        point, value = point + step, reached
    return Maximum(point, value, False, maxiter, f"it still rises after {maxiter} steps")


def _newton_step(gradient: np.ndarray, hessian: np.ndarray) -> tuple[np.ndarray, bool]:
    """Return the step uphill, and whether the function is concave in all directions here."""
    curvature, directions = np.linalg.eigh(-hessian)
    size = np.abs(curvature)
    flat = max(_FLAT * size.max(), np.finfo(float).tiny)
    return directions @ ((directions.T @ gradient) / np.maximum(size, flat)), bool(curvature.min() > flat)
