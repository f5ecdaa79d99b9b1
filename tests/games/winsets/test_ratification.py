"""Level II: quotas and the chances of ratification, against all orderings of the voters."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.winsets import (
    agreement_probability,
    expected_least_ratified,
    least_ratified,
    quota,
    ratification_probability,
)


@pytest.mark.parametrize(
    ("n", "majority", "two_thirds"), [(1, 1, 1), (2, 2, 2), (3, 2, 2), (4, 3, 3), (9, 5, 6), (10, 6, 7)]
)
def test_quotas(n, majority, two_thirds):
    assert (quota(n), quota(n, "two_thirds"), quota(n, "unanimity")) == (majority, two_thirds, n)
    assert quota(n, 1) == quota(np.int64(n), np.int64(1)) == 1


@pytest.mark.parametrize(
    ("n", "rule", "said"),
    [
        (0, "majority", "n is 0"),
        (2.0, "majority", "n is 2.0"),
        (3, 0, "quota is 0.\nGive quota as a whole number from 1 to 3"),
        (3, 4, "quota is 4"),
        (3, 1.5, "quota is 1.5"),
        (3, True, "quota is True"),
        (3, "most", "quota is 'most'.\nGive one of majority, two_thirds, unanimity"),
    ],
)
def test_impossible_quotas_are_refused(n, rule, said):
    with pytest.raises(GameInputError, match=said):
        quota(n, rule)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.lists(st.floats(0, 1), max_size=2), st.data())
def test_the_least_share_ratified_is_the_least_that_enough_accept(shares, veto, data):
    m = data.draw(st.integers(1, len(shares)))
    passes = [x for x in shares + veto if sum(s <= x for s in shares) >= m and all(v <= x for v in veto)]
    assert least_ratified(shares, m, veto) == min(passes)


def test_voters_may_have_labels_but_not_be_missing():
    assert least_ratified(pd.Series([0.1, 0.5, 0.3], ["a", "b", "c"])) == 0.3
    for shares, said in [([], "shape"), ([[0.1]], "shape"), ([0.1, np.nan], "shares is nan at position 1")]:
        with pytest.raises(GameInputError, match=said):
            least_ratified(shares)
    with pytest.raises(GameInputError, match="veto is inf"):
        least_ratified([0.1], veto=[np.inf])


def by_orderings(m, n, m_other, n_other):
    """Share of the ways in which n voters and n' bounds of the other side can be ranked."""
    bound = n_other - m_other + 1
    good, ways = 0, 0
    for places in combinations(range(n + n_other), n):
        others = sorted(set(range(n + n_other)) - set(places))
        good += places[m - 1] < others[bound - 1]
        ways += 1
    return Fraction(good, ways)


def test_reference_points_of_agreement():
    of = [(1, 1, 1, 1), (2, 3, 2, 3), (3, 3, 3, 3), (3, 3, 2, 3)]
    expected = [Fraction(1, 2), Fraction(1, 2), Fraction(1, 20), Fraction(1, 5)]
    assert [agreement_probability(*numbers) for numbers in of] == expected


def test_agreement_of_two_bodies_by_all_orderings():
    for n in range(1, 6):
        for n_other in range(1, 6):
            for m in range(1, n + 1):
                for m_other in range(1, n_other + 1):
                    found = agreement_probability(m, n, m_other, n_other)
                    assert found == by_orderings(m, n, m_other, n_other), (m, n, m_other, n_other)


def test_agreement_is_the_same_from_either_side_and_exact_of_large_bodies():
    assert agreement_probability(218, 435, 67, 100) == agreement_probability(67, 100, 218, 435)
    assert isinstance(agreement_probability(218, 435, 67, 100), Fraction)


def test_agreement_broadcasts_exactly():
    found = agreement_probability([[1], [3]], 3, [2, 3], 3)
    assert found.shape == (2, 2)
    assert found[1].tolist() == [Fraction(1, 5), Fraction(1, 20)]
    labelled = agreement_probability(pd.Series([2, 3], ["UKG", "FRN"]), 3, 3, 3)
    assert labelled["FRN"] == Fraction(1, 20)


@pytest.mark.parametrize(
    "numbers", [(0, 3, 1, 1), (4, 3, 1, 1), (1, 1, 2, 1), (1.5, 3, 1, 1), ([1, 4], 3, 1, 1), ([1.5], 3, 1, 1)]
)
def test_agreement_of_impossible_bodies_is_refused(numbers):
    with pytest.raises(GameInputError):
        agreement_probability(*numbers)


@pytest.mark.parametrize(("m", "n", "veto"), [(1, 1, 0), (2, 3, 0), (2, 3, 1), (5, 9, 2), (7, 7, 0)])
def test_ratification_is_exact_for_fractions_and_the_same_for_floats(m, n, veto):
    x = Fraction(3, 7)
    exact = ratification_probability(x, m, n, veto)
    assert isinstance(exact, Fraction)
    assert ratification_probability([3 / 7, 0, 1], m, n, veto) == pytest.approx(
        [float(exact), 0, 1], abs=1e-14
    )


def test_ratification_of_every_vote():
    """Of all 2³ votes, each as likely at a share of a half, four have two or more in favour."""
    assert ratification_probability(Fraction(1, 2), 2, 3) == Fraction(1, 2)
    assert ratification_probability(Fraction(1, 2), 2, 3, veto=2) == Fraction(1, 8)


def test_heterogeneity_shrinks_the_win_set_if_more_than_half_must_accept():
    assert expected_least_ratified(2, 3, 0.4, [0, 0.5, 1]).tolist() == [0.4, 0.4, 0.4]
    assert expected_least_ratified(3, 3, 0.4, [0, 0.2]) == pytest.approx([0.4, 0.45])
    assert expected_least_ratified(1, 3, 0.4, [0, 0.2]) == pytest.approx([0.4, 0.35])
    for arguments in [(4, 3), (0, 3), (1, 3, 1.1), (1, 3, 0.5, -1)]:
        with pytest.raises(GameInputError):
            expected_least_ratified(*arguments)
    with pytest.raises(GameInputError, match="veto is -1"):
        ratification_probability(0.5, 1, 1, veto=-1)
    with pytest.raises(GameInputError, match="x_1 is nan at position 1"):
        ratification_probability([0.5, np.nan], 1, 1)
