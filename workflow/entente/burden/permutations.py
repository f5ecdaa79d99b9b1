"""What Spearman's rank correlation may be by chance: its distribution over all orders of one side.

The correlation is a linear function of Σ r_i q_i, whose exact distribution is counted by adding members one
by one: of the sets of ranks that are given out it matters only which they are, not in which order (2ⁿ sets,
not n! orders).  Ranks of equal values are their mean; doubled, all are whole numbers.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

#: The most members of which all orders are counted: a set of ranks takes a row of sums.
MOST_COUNTED = 12


def doubled_ranks(values: np.ndarray) -> np.ndarray:
    """Return twice the ranks, from the smallest, as whole numbers; those of equal values are their mean."""
    from scipy.stats import rankdata

    return np.rint(2 * rankdata(values)).astype(int)


def exact_tail(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of orders in which Σ r q is as large as in this one, or larger; ranks are doubled."""
    orders = _orders(tuple(sorted(one.tolist())), tuple(sorted(other.tolist())))
    return float(orders[int(one @ other) :].sum() / orders.sum())


def exact_quantiles(one: np.ndarray, other: np.ndarray, levels: list[float]) -> list[float]:
    """Return quantiles of Σ r q over all orders: the least value not exceeded with the probability."""
    orders = _orders(tuple(sorted(one.tolist())), tuple(sorted(other.tolist())))
    below = np.cumsum(orders) / orders.sum()
    # Counts are whole, their quotients are not: a level that is met exactly may not be missed by rounding.
    return [float(np.searchsorted(below, level - 1e-12)) for level in levels]


def drawn_quantiles(
    one: np.ndarray, other: np.ndarray, levels: list[float], draws: int, seed: np.random.SeedSequence
) -> list[float]:
    """Return quantiles of Σ r q over orders that are drawn."""
    orders = np.random.default_rng(seed).permuted(np.tile(other, (draws, 1)), axis=1)
    return np.quantile(orders @ one, levels).tolist()


@lru_cache(maxsize=256)
def _orders(one: tuple[int, ...], other: tuple[int, ...]) -> np.ndarray:
    """Return how many orders have each value of Σ r q, from 0 to the largest, as floats (exact below 2⁵³)."""
    n, most = len(one), sum(r * q for r, q in zip(one, other, strict=True))
    found = np.zeros((1 << n, most + 1))
    found[0, 0] = 1
    for given in range((1 << n) - 1):
        rank = one[given.bit_count()]
        for j in range(n):
            if not given >> j & 1:
                step = rank * other[j]
                found[given | 1 << j, step:] += found[given, : most + 1 - step]
    return found[-1].copy()
