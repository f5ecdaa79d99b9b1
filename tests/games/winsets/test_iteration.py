"""Ratification tried again: closed forms against recursion and search."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import minimize

from entente.core.errors import GameInputError
from entente.games.winsets import learn, redraw


def test_reference_points_of_iteration():
    assert redraw(0.25, 3) == pytest.approx(37 / 64, abs=1e-12)
    found = learn(2)
    assert found.offers == [Fraction(1, 3), Fraction(2, 3)]
    assert (found.probability, found.value) == (Fraction(2, 3), Fraction(1, 3))


def test_redraw_by_the_chain_of_rounds():
    for probability, rounds, persistence in [(0.3, 1, 0.5), (0.3, 4, 0.5), (0.9, 3, 1), (0, 5, 0), (1, 2, 0)]:
        disagree = 1 - probability
        for _ in range(rounds - 1):
            disagree *= persistence + (1 - persistence) * (1 - probability)
        assert redraw(probability, rounds, persistence) == pytest.approx(1 - disagree, abs=1e-12)
    assert redraw([0.1, 0.2], [[1], [2]]).shape == (2, 2)


@pytest.mark.parametrize("rounds", range(1, 8))
def test_offers_without_discounting_are_evenly_spaced(rounds):
    found = learn(rounds)
    assert found.offers == [Fraction(t, rounds + 1) for t in range(1, rounds + 1)]
    assert (found.probability, found.value) == (
        Fraction(rounds, rounds + 1),
        Fraction(rounds, 2 * (rounds + 1)),
    )


@pytest.mark.parametrize("discount", [Fraction(0), Fraction(1, 3), Fraction(9, 10), Fraction(1)])
def test_two_discounted_offers(discount):
    first, second = learn(2, discount).offers
    assert first == (2 - discount) / (4 - discount) and second == (1 + first) / 2


@pytest.mark.parametrize(("rounds", "discount"), [(1, 0.5), (2, 0.6), (3, 0.9), (4, 0.7)])
def test_no_other_offers_are_worth_more(rounds, discount):
    def loss(offers):
        before = np.concatenate([[0], offers[:-1]])
        return -(discount ** np.arange(rounds) * (offers - before) * (1 - offers)).sum()

    found = learn(rounds, discount)
    searched = minimize(loss, np.arange(1, rounds + 1) / (rounds + 1), tol=1e-12)
    assert found.offers == pytest.approx(searched.x, abs=1e-4)
    assert found.value == pytest.approx(-searched.fun, abs=1e-9) == -loss(np.array(found.offers))
    assert found.probability == found.offers[-1]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: redraw(1.1, 2), "probability is 1.1"),
        (lambda: redraw(0.5, 0), "rounds is 0"),
        (lambda: redraw(0.5, 1.5), "rounds is 1.5"),
        (lambda: redraw(0.5, 2, -0.1), "persistence is -0.1"),
        (lambda: redraw([0.5, np.nan], 2), "probability is nan at position 1"),
        (lambda: learn(0), "rounds is 0"),
        (lambda: learn(2, 1.1), "discount is 1.1"),
        (lambda: learn(2, Fraction(-1, 2)), "discount is -0.5"),
        (lambda: learn(2, [0.5, 0.6]), "discount as a single number"),
    ],
)
def test_impossible_iterations_are_refused(call, said):
    with pytest.raises(GameInputError, match=said):
        call()
