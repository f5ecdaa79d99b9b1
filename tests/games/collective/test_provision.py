"""Threshold games: equilibria against all profiles, all payoffs, and polynomials."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.collective import mixed_probabilities, provision, threshold


def by_profiles(n, k, cost, refund):
    """Numbers of pure equilibria with the good and without, from every deviation in every profile."""
    provided = unprovided = 0
    for profile in product((0, 1), repeat=n):
        total = sum(profile)

        def payoff(own, others):
            enough = own + others >= k
            return enough - (cost if own and (enough or not refund) else 0)

        if all(payoff(own, total - own) >= payoff(1 - own, total - own) for own in set(profile)):
            provided += total >= k
            unprovided += total < k
    return provided, unprovided


@pytest.mark.parametrize("refund", [False, True])
def test_pure_equilibria_by_all_profiles(refund):
    for n in range(1, 8):
        for k in range(1, n + 1):
            for cost in (0.25, 1, 1.5):
                found = threshold(n, k, cost, refund)
                expected = by_profiles(n, k, cost, refund)
                assert (found.provided, found.unprovided) == expected, (n, k, cost)


@pytest.mark.parametrize("n", range(8, 13))
def test_pure_equilibria_of_many_states_by_all_profiles(n):
    for k in range(1, n + 1):
        for refund in (False, True):
            found = threshold(n, k, 0.25, refund)
            assert (found.provided, found.unprovided) == by_profiles(n, k, 0.25, refund), k


def test_reference_points_of_mixed_equilibria():
    (mixed,) = threshold(2, 1, 1 / 2).mixed
    assert mixed == pytest.approx((1 / 2, 3 / 4, 1 / 2), abs=1e-12)
    (touching,) = threshold(5, 3, 3 / 8).mixed
    assert touching[:2] == pytest.approx((1 / 2, 1 / 2), abs=1e-12)
    assert threshold(5, 3, 2 / 5).mixed == ()


@pytest.mark.parametrize("n", [2, 3, 8, 40])
def test_one_volunteer_has_the_known_form(n):
    for cost in (0.001, 0.3, 0.9):
        for refund in (False, True):
            (mixed,) = threshold(n, 1, cost, refund).mixed
            assert mixed.probability == pytest.approx(1 - cost ** (1 / (n - 1)), abs=1e-12)
            assert 1 - mixed.provision == pytest.approx(cost ** (n / (n - 1)), abs=1e-12)


@given(st.integers(2, 12), st.data(), st.floats(0.001, 0.999), st.booleans())
def test_mixed_equilibria_are_all_roots_of_indifference(n, data, cost, refund):
    """Against a fine grid of the gain from contributing, by plain sums over how many others do."""
    k = data.draw(st.integers(1, n))
    q = np.linspace(0, 1, 20_001)[1:-1]
    others = [comb(n - 1, j) * q**j * (1 - q) ** (n - 1 - j) for j in range(n)]
    reached, decisive = sum(others[k:], np.zeros_like(q)), others[k - 1]
    gain = (1 - cost) * decisive - cost * reached if refund else decisive - cost
    found = mixed_probabilities(n, k, cost, refund)
    roots = found[~np.isnan(found)]
    # Roots nearer to each other, or to 0 or 1, than the grid can tell are left to the tests of extremes.
    apart = np.diff(np.concatenate([[0], roots, [1]])).min(initial=1) > 2e-4
    if apart and abs(gain).min() < 1e-3:
        crossings = q[:-1][np.sign(gain[:-1]) != np.sign(gain[1:])]
        assert roots == pytest.approx(crossings, abs=1e-4)
    for root in roots:
        by_sum = [comb(n - 1, j) * root**j * (1 - root) ** (n - 1 - j) for j in range(n)]
        left = (1 - cost) * by_sum[k - 1] - cost * sum(by_sum[k:]) if refund else by_sum[k - 1] - cost
        assert left == pytest.approx(0, abs=1e-9 if len(roots) == 1 else 1e-12)


def test_roots_that_come_together_count_once():
    height = comb(4, 2) / 16
    assert len(threshold(5, 3, height - 1e-7).mixed) == 2
    assert len(threshold(5, 3, height - 1e-10).mixed) == len(threshold(5, 3, height + 1e-10).mixed) == 1
    assert len(threshold(5, 3, height + 1e-7).mixed) == 0


def test_extremes_of_cost():
    low, high = (mixed.probability for mixed in threshold(5, 3, 1e-12).mixed)
    assert low == pytest.approx((1e-12 / 6) ** 0.5, rel=1e-5) and 1 - high == pytest.approx(low, rel=1e-5)
    (mixed,) = threshold(5, 3, 1e-6, refund=True).mixed
    assert 1 - 1e-2 < mixed.probability < 1
    (mixed,) = threshold(5, 3, 1 - 1e-6, refund=True).mixed
    assert 0 < mixed.probability < 1e-5
    for refund in (False, True):
        assert threshold(5, 3, 1.0, refund).mixed == threshold(5, 5, 1.0, refund).mixed == ()
    assert threshold(1, 1, 0.5).mixed == ()


def test_costs_broadcast():
    costs = np.array([[0.1, 3 / 8], [0.4, 2.0]])
    found = mixed_probabilities(5, 3, costs)
    assert found.shape == (2, 2, 2)
    assert (~np.isnan(found)).sum(axis=-1).tolist() == [[2, 1], [0, 0]]
    assert (found[0, 0][0] < 0.5 < found[0, 0][1]) and found[0, 1][0] == 0.5
    assert (~np.isnan(mixed_probabilities(5, 3, costs, refund=True))).sum(axis=-1).tolist() == [
        [1, 1],
        [1, 0],
    ]


def test_provision_is_a_binomial_tail():
    assert provision(3, 2, [0, 0.5, 1]).tolist() == pytest.approx([0, 0.5, 1])
    with pytest.raises(GameInputError, match="probability is 1.5"):
        provision(3, 2, 1.5)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0, 1, 0.5), "n is 0"),
        ((3, 4, 0.5), "k is 4.\nGive k as a whole number from 1 to 3"),
        ((3, 0, 0.5), "k is 0"),
        ((3, 1.5, 0.5), "k is 1.5"),
        ((3, 2, 0), "cost is 0"),
        ((3, 2, np.nan), "cost is nan"),
        ((3, 2, np.inf), "cost is inf"),
        ((3, 2, [0.1, 0.2]), "cost as a single number"),
    ],
)
def test_impossible_games_are_refused(arguments, said):
    with pytest.raises(GameInputError, match=said):
        threshold(*arguments)
    with pytest.raises(GameInputError, match="cost is nan at position 1"):
        mixed_probabilities(3, 2, [0.1, np.nan])
