"""All pairwise stable networks of few states, beside a search by the formulas."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from entente.burden import networks
from entente.core.errors import BurdenInputError

from ..public_good.slow_commons import complete, damped, floors, network, usable, utilities

TRIANGLES = [network(4, *combinations(three, 2)) for three in combinations(range(4), 3)]
CYCLES = [
    network(4, (a, b), (b, c), (c, d), (d, a)) for a, b, c, d in [(0, 1, 2, 3), (0, 2, 1, 3), (0, 1, 3, 2)]
]
EMPTY = network(4)
FULL = [*TRIANGLES, complete(4)]

#: Of four states with weight 3/5: resources, cost of a tie, which contributions count, stable networks.
STABLE = [
    ([1, 1, 1, 1], 0.05, "settled", FULL),
    ([1, 1, 1, 1], 0.1, "settled", FULL),
    ([1, 1, 1, 1], 0.05, "present", [complete(4)]),
    ([1, 1, 1, 1], 0.1, "present", [complete(4)]),
    ([1, 1, 1, 1], 0.2, "present", CYCLES),
    ([1, 1, 1, 1], 0.5, "settled", [EMPTY]),
    ([1, 1, 1, 1], 0.5, "present", [EMPTY]),
    ([4, 3, 2, 1], 0.05, "settled", [network(4, (0, 1), (0, 2), (1, 2), (1, 3))]),
    ([4, 3, 2, 1], 0.2, "settled", []),
    *(([4, 3, 2, 1], cost, "present", []) for cost in (0.05, 0.1, 0.2)),
]


def as_set(found):
    return {np.asarray(ties).tobytes() for ties in found}


@pytest.mark.parametrize("w, cost, counted, expected", STABLE)
def test_all_stable_networks_of_four(w, cost, counted, expected):
    found = networks.stable_networks(resources=w, weight=0.6, tie_cost=cost, utilities=counted)
    assert as_set(found) == as_set(expected)
    assert len(found) == len(expected)


def slowly_stable(ties, w, a, costs, counted, **switches):
    """Whether no pair changes a network, by damped replies and the matrices of the formulas."""
    phi = {name: switches[name] for name in ("phi0", "phi1")}
    kappa = switches["kappa"]
    now = damped(w, a, ties, **switches)
    free = a * w - (1 - a) * (usable(ties, **phi) @ now)
    before = utilities(now, w, a, ties, costs, **phi)
    for i, j in combinations(range(len(w)), 2):
        other = ties.copy()
        other[i, j] = other[j, i] = not ties[i, j]
        if counted == "settled":
            then = damped(w, a, other, **switches)
        else:
            then, bound = now.copy(), floors(w, other, kappa, 1.0)
            then[[i, j]] = np.maximum(bound, free)[[i, j]]
        with np.errstate(divide="ignore"):
            gains = (utilities(then, w, a, other, costs, **phi) - before)[[i, j]]
        if gains.max() > 1e-9 if ties[i, j] else gains.max() > 1e-9 and gains.min() >= -1e-9:
            return False
    return True


@pytest.mark.parametrize("counted", ["settled", "present"])
@pytest.mark.parametrize("seed", [1, 2])
def test_stable_networks_are_those_of_a_slow_search(counted, seed):
    rng = np.random.default_rng(seed)
    w, a, costs = rng.uniform(1, 2, 3), rng.uniform(0.6, 0.8, 3), rng.uniform(0.05, 0.3, (3, 3))
    switches = {"phi0": 0.4, "phi1": 0.3, "kappa": 0.3}
    found = networks.stable_networks(
        resources=w, weight=a, tie_cost=costs, phi0=0.4, phi1=0.3, floor=0.3, utilities=counted
    )
    pairs = list(combinations(range(3), 2))
    tried = [network(3, *(pair for k, pair in enumerate(pairs) if code >> k & 1)) for code in range(8)]
    expected = [ties for ties in tried if slowly_stable(ties, w, a, costs, counted, **switches)]
    assert as_set(found) == as_set(expected)


def test_labels_and_refusals():
    w = pd.Series([1.0, 1, 1], list("abc"))
    (found,) = networks.stable_networks(resources=w, weight=0.6, tie_cost=5)
    assert found.index.tolist() == found.columns.tolist() == list("abc")
    costs = pd.DataFrame(5.0, list("bca"), list("bca"))
    with pytest.raises(BurdenInputError, match="tie_cost has other labels"):
        networks.stable_networks(resources=w, weight=0.6, tie_cost=costs)
    with pytest.raises(BurdenInputError, match="tie_cost has labels, and the states have none"):
        networks.stable_networks(resources=w.to_numpy(), weight=0.6, tie_cost=costs)
    with pytest.raises(BurdenInputError, match="There are no states"):
        networks.stable_networks(resources=[], weight=0.6, tie_cost=1)
    with pytest.raises(BurdenInputError, match="networks of 6 states"):
        networks.stable_networks(resources=[1] * 6, weight=0.6, tie_cost=1)
    with pytest.raises(BurdenInputError, match="how many states"):
        networks.stable_networks(resources=1, weight=0.6, tie_cost=1)
    with pytest.raises(BurdenInputError, match="It is one of settled, present"):
        networks.stable_networks(resources=[1, 1], weight=0.6, tie_cost=1, utilities="past")
