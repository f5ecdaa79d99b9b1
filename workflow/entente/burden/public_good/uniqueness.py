"""Whether contributions have one equilibrium only, by the smallest eigenvalue of what states can use."""

from __future__ import annotations

import numpy as np

from entente.burden.public_good.inputs import Rows

#: What rounding may not decide: nothing is claimed within this of the bound.
MARGIN = 1e-9

#: The most states whose matrix is factorised; eigenvalues of larger ones are iterated.
FACTORISED = 1_500

#: How often Lanczos is restarted before nothing is claimed.
RESTARTS = 100


def one_equilibrium(rows: Rows, weight: np.ndarray) -> bool:
    """Whether (1 − min a)·|λ_min(φ)| is less than 1 by more than rounding, which is sufficient for one.

    Where it holds I + (1 − min a) φ is positive definite, which factorising it decides; a sum of a row of
    less than 1 is enough, and of large networks λ_min is iterated, roughly first, because a rough one is
    never below the true one.
    """
    slope = 1 - float(weight.min())
    n = len(rows.start) - 1
    if len(rows.shares) == 0:
        return True
    # No row is empty of those whose sums are taken: empty ones would be given the next row's first entry.
    sums = np.add.reduceat(rows.shares, rows.start[:-1][np.diff(rows.start) > 0])
    if slope * sums.max() < 1 - MARGIN:
        return True
    if n <= FACTORISED:
        matrix = np.zeros((n, n))
        matrix[np.repeat(np.arange(n), np.diff(rows.start)), rows.neighbours] = slope * rows.shares
        np.fill_diagonal(matrix, 1 - MARGIN)
        try:
            np.linalg.cholesky(matrix)
        except np.linalg.LinAlgError:
            return False
        return True
    return all(slope * -_smallest_eigenvalue(rows, tolerance) < 1 - MARGIN for tolerance in (0.5, 1e-11))


def _smallest_eigenvalue(rows: Rows, tolerance: float) -> float:
    """λ_min by Lanczos from a fixed start; −∞ if it is not found."""
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    n = len(rows.start) - 1
    matrix = csr_array((rows.shares, rows.neighbours, rows.start), shape=(n, n))
    start = np.random.default_rng(0).standard_normal(n)
    try:
        found = eigsh(
            matrix, k=1, which="SA", v0=start, tol=tolerance, maxiter=RESTARTS, return_eigenvectors=False
        )
    except ArpackNoConvergence:
        return -np.inf
    return float(found[0])
