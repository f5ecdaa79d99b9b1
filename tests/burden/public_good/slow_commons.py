"""The public good on a network once more: matrices of the formulas, damped replies, supports in fractions."""

import itertools
from fractions import Fraction

import numpy as np


def network(n, *pairs):
    ties = np.zeros((n, n), dtype=bool)
    for i, j in pairs:
        ties[i, j] = ties[j, i] = True
    return ties


def complete(n):
    return ~np.eye(n, dtype=bool)


def ring(n):
    return network(n, *((i, (i + 1) % n) for i in range(n)))


def star(n):
    return network(n, *((0, i) for i in range(1, n)))


PATH = network(4, (0, 1), (1, 2), (2, 3))
BOWTIE = network(5, (0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (2, 4))
PETERSEN = network(
    10, *((i, (i + 1) % 5) for i in range(5)), *((i, i + 5) for i in range(5)),
    *((5 + i, 5 + (i + 2) % 5) for i in range(5)),
)  # fmt: skip


def usable(ties, phi0, phi1):
    """φ, (n, n), from products of the matrix."""
    G = ties.astype(int)
    degree = G.sum(axis=1)
    fewer = np.maximum(1, np.minimum.outer(degree, degree) - 1)
    return G * np.minimum(1, phi0 + phi1 * np.minimum(1, (G @ G) / fewer))


def floors(w, ties, kappa, c):
    degree = ties.sum(axis=1)
    return kappa * w / c * degree / (1 + degree)


def damped(w, a, ties, phi0=1.0, phi1=0.0, kappa=0.0, c=1.0):
    """Contributions by all replying at once, a small part of the way, many times: (n,)."""
    w, a, c, kappa = np.broadcast_arrays(*map(np.asarray, (w, a, c, kappa)))
    phi, f = usable(ties, phi0, phi1), floors(w, ties, kappa, c)
    pace = 1 / (1 + phi.sum(axis=1).max())
    m = f.copy()
    for _ in range(200_000):
        reply = np.maximum(f, a * w / c - (1 - a) * (phi @ m))
        if (np.abs(reply - m) < 1e-13 * w / c).all():
            break
        m = m + pace * (reply - m)
    return m


def by_sweeps(w, a, ties, phi0=1.0, phi1=0.0, kappa=0.0, c=1.0):
    """Contributions by replies one after another, by decreasing w, from the floors on alone: (n,)."""
    w, a, c, kappa = (np.broadcast_to(np.asarray(values, float), len(ties)) for values in (w, a, c, kappa))
    phi, f = usable(ties, phi0, phi1), floors(w, ties, kappa, c)
    m, order = f.copy(), np.argsort(-w, kind="stable")
    for _ in range(20_000):
        before = m.copy()
        for i in order:
            m[i] = max(f[i], a[i] * w[i] / c[i] - (1 - a[i]) * (phi[i] @ m))
        if (np.abs(m - before) < 1e-14 * w / c).all():
            break
    return m


def utilities(m, w, a, ties, tie_costs, phi0=1.0, phi1=0.0, c=1.0):
    security = m + usable(ties, phi0, phi1) @ m
    return (1 - a) * np.log(w - c * m) + a * np.log(security) - (ties * tie_costs).sum(axis=1)


def solved(matrix, right):
    """The solution of equations in fractions by Cramer's rule; None if they are singular."""
    whole = determinant(matrix)
    if whole == 0:
        return None
    n = len(right)
    return [
        determinant([[right[r] if k == column else matrix[r][k] for k in range(n)] for r in range(n)]) / whole
        for column in range(n)
    ]


def determinant(matrix):
    if not matrix:
        return Fraction(1)
    first, *rest = matrix
    return sum(
        (-1) ** k * value * determinant([row[:k] + row[k + 1 :] for row in rest])
        for k, value in enumerate(first)
        if value
    )


def exact_equilibria(w, a, ties, slopes=None):
    """Equilibria without floors in fractions, φ = G: one a support whose equations are not singular."""
    n = len(ties)
    slopes = [1 - weight for weight in a] if slopes is None else slopes
    alone = [weight * wealth for weight, wealth in zip(a, w, strict=True)]
    found = []
    for size in range(n + 1):
        for support in itertools.combinations(range(n), size):
            matrix = [
                [Fraction(1) if i == j else slopes[i] * int(ties[i, j]) for j in support] for i in support
            ]
            solution = solved(matrix, [alone[i] for i in support])
            if solution is None or any(value <= 0 for value in solution):
                continue
            m = [Fraction(0)] * n
            for i, value in zip(support, solution, strict=True):
                m[i] = value
            replies = [alone[i] - slopes[i] * sum(m[j] for j in range(n) if ties[i, j]) for i in range(n)]
            if all(replies[i] <= 0 for i in range(n) if i not in support):
                found.append(m)
    return found
