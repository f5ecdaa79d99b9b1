"""Truths of simulated persons, beside what can be computed."""

from math import sqrt

import pytest
from scipy.stats import multivariate_normal, norm

from entente.experiments.simulation.asked_of_world import Scale
from entente.experiments.simulation.simulated_truths import (
    AmongAnswering,
    Contrast,
    Pathway,
    marginal_weights,
    true_values,
)

from .declared import world

BINARY = {
    "answers__safe__cuts": [0.1],
    "answers__need__cuts": [0.1],
    "persons_of_truth": 200_000,
    "countries__Here__persons": 100,
}
NEED = Scale("need", (0.0, 1.0))


def need_above(shift):
    """P(need = 1) if the latent need is shifted: closed form of the small world."""
    # L = .4 age − √.4 u + √.6 e − .4 (.3 age + √.4 u + √.6 e′): independent normals.
    variance = (0.4 - 0.4 * 0.3) ** 2 + (1.4**2) * 0.4 + 0.6 + 0.16 * 0.6
    return norm.sf((0.1 - shift) / sqrt(variance))


#: Shifts of the latent need: of one itself, through safety, and of two.
DIRECT, THROUGH, OTHER = -0.2, -0.4 * 0.5, 0.3


def test_effects_are_those_of_the_reported_scale():
    binary = world(**BINARY)
    targets = {
        "one": Contrast(NEED, marginal_weights(binary, {"one": 1}, {})),
        "absence": Contrast(NEED, marginal_weights(binary, {"one": -1}, {})),
        "alone": Contrast(NEED, marginal_weights(binary, {"one": 1}, {"two": False})),
        "both": Contrast(NEED, marginal_weights(binary, {"one": 1, "two": 1}, {})),
        "path": Pathway(NEED, "safe", "one"),
    }
    found = true_values(binary, "moved", "Here", targets)
    one = DIRECT + THROUGH
    alone = need_above(one) - need_above(0)
    beside = need_above(one + OTHER) - need_above(OTHER)
    through = [
        need_above(direct + other + THROUGH) - need_above(direct + other)
        for direct in (0, DIRECT)
        for other in (0, OTHER)
    ]
    expected = {
        "one": (alone + beside) / 2,
        "absence": -(alone + beside) / 2,
        "alone": alone,
        "both": beside - alone,
        "path": sum(through) / 4,
    }
    for name, value in expected.items():
        assert abs(found[name].value - value) < 4 * found[name].mc_se, name
        assert 0 < found[name].mc_se < 0.004


def test_nothing_moves_where_nothing_is_declared():
    still = world()
    targets = {
        "effect": Contrast(Scale("need", (1.0, 2.0, 3.0, 4.0, 5.0)), marginal_weights(still, {"one": 1}, {})),
        "path": Pathway(Scale("need", (1.0, 2.0, 3.0, 4.0, 5.0)), "safe", "one"),
    }
    found = true_values(still, "still", "Here", targets)
    assert all((truth.value, truth.mc_se) == (0, 0) for truth in found.values())


def test_others_are_averaged_over_the_texts_that_are_shown():
    cells = [
        {"present": [], "share": 0.1},
        {"present": ["one"], "share": 0.2},
        {"present": ["two"], "share": 0.3},
        {"present": ["one", "two"], "share": 0.4},
    ]
    weights = marginal_weights(world(cells=cells), {"one": 1}, {})
    expected = {("one", "two"): 0.7, ("one",): 0.3, ("two",): -0.7, (): -0.3}
    assert weights == pytest.approx({frozenset(text): weight for text, weight in expected.items()})


def test_those_who_do_not_read_count_with_no_effect():
    half = true_values(world(**BINARY, inattentive=0.5), "moved", "Here", {0: Pathway(NEED, "safe", "one")})[
        0
    ]
    all_read = true_values(world(**BINARY), "moved", "Here", {0: Pathway(NEED, "safe", "one")})[0]
    assert half.value == pytest.approx(all_read.value / 2, abs=4 * half.mc_se)


def test_bounds_are_of_those_who_answer_in_any_case():
    """Where leaving hangs on the unseen, effects among those who stay are others."""
    attrition = {"share": 0.3, "change": {"one": -0.2}, "unseen": 1.0}
    leaving = world(**BINARY, attrition=attrition)
    truth = true_values(leaving, "moved", "Here", {0: AmongAnswering(NEED, "one", 1)})[0]
    # Of a person with r = u ≥ q the latent need is normal: P(L > .1, u ≥ q) / P(u ≥ q).
    variance = (0.4 - 0.4 * 0.3) ** 2 + (1.4**2) * 0.4 + 0.6 + 0.16 * 0.6
    q, correlation = norm.ppf(0.3), -1.4 * sqrt(0.4) / sqrt(variance)

    def above(shift):
        joint = multivariate_normal([0, 0], [[1, correlation], [correlation, 1]])
        low = (shift - 0.1) / sqrt(variance)
        # P(−L < low', u > q) by symmetry: both signs turned.
        return joint.cdf([low, -q]) / norm.cdf(-q)

    one = DIRECT + THROUGH
    expected = sum(above(one + other) - above(other) for other in (0, OTHER)) / 2
    assert abs(truth.value - expected) < 4 * truth.mc_se
    turned = true_values(leaving, "moved", "Here", {0: AmongAnswering(NEED, "one", -1)})[0]
    assert turned.value == -truth.value
