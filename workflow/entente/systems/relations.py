"""Relations between states as boolean matrices, and their products."""

from __future__ import annotations

import numpy as np


def compose(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return B(X·Y) of matrices bool (n, n): whether a path first-then-second leads from i to j."""
    # Single-precision BLAS is many times faster than a product of bools, and no sum of 0s and 1s is lost to
    # rounding on its way from 0 to above 0.
    return first.astype(np.float32) @ second.astype(np.float32) > 0


def without_diagonal(network: np.ndarray) -> np.ndarray:
    """Set the diagonal of ``network`` to False, in place, and return it."""
    np.fill_diagonal(network, False)
    return network


def enemies_of_enemies(mid: np.ndarray) -> np.ndarray:
    """Return B(MID²) with a zero diagonal: who shares an enemy with whom (Maoz 2011, p. 16)."""
    return without_diagonal(compose(mid, mid))


def allies_of_enemies(mid: np.ndarray, alliance: np.ndarray) -> np.ndarray:
    """Return B(MID·A) with a zero diagonal: row i marks the allies of i's enemies (Maoz 2011, p. 16)."""
    return without_diagonal(compose(mid, alliance))
