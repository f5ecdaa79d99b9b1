"""The exact rate matrix: against exponentials of another program, closed forms, and other labels."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.burden import actors
from entente.core.errors import BurdenInputError
from entente.models.effort_process.steps import Steps

from .worlds import EFFORT, EXACT, START, measured

NUMBER = st.floats(-2, 2, allow_nan=False)


@pytest.mark.parametrize(("rule", "ties", "efforts", "rates", "expected"), EXACT)
def test_expectations_are_those_of_the_exponential_of_another_program(rule, ties, efforts, rates, expected):
    exact = actors.generator(3, 3, ties=ties, efforts=efforts, rates=rates, rule=rule, centre=2)
    found = exact.probabilities(START, EFFORT) @ measured(exact.networks, exact.efforts)
    assert found == pytest.approx(expected, abs=6e-7)


@pytest.mark.parametrize(("rule", "limit", "speed"), [("unilateral", 1 / 2, 4), ("confirm", 1 / 3, 3)])
@pytest.mark.parametrize("rate", [0.7, 3])
def test_ties_that_mean_nothing_come_and_go_as_the_closed_form_says(rule, limit, speed, rate):
    exact = actors.generator(3, 1, rates={"ties": rate, "efforts": 0}, rule=rule, centre=1)
    start = START.copy()
    for time in (0.5, 2.0):
        share = exact.probabilities(start, [1, 1, 1], time) @ exact.networks.mean(axis=(1, 2)) * 9 / 6
        assert share == pytest.approx(limit + (1 / 3 - limit) * np.exp(-speed * rate * time / 3), rel=1e-10)


def test_effort_without_ties_moves_as_the_effort_process_does():
    """Rows of λ(B − I) of :mod:`entente.models.effort_process`, two states side by side."""
    efforts = {"linear": -0.4, "quadratic": -0.1, "states": [0.25, 0.25]}
    rates = {"ties": 0, "efforts": 1.7}
    exact = actors.generator(2, 3, efforts=efforts, rates=rates, centre=2)
    nobody = np.zeros((2, 2), bool)
    rows = []
    for z in (1, 2, 3):
        chance = exact.probabilities(nobody, [z, 1])
        rows.append([chance[exact.efforts[:, 0] == then].sum() for then in (1, 2, 3)])
    # The exponential of λ(B − I), by scipy from the formula of the process.
    assert rows[0] == pytest.approx([0.54966902, 0.36996628, 0.08036470], abs=1e-8)
    assert rows[1] == pytest.approx([0.28190479, 0.52156497, 0.19653023], abs=1e-8)
    assert rows[2] == pytest.approx([0.12509772, 0.40148853, 0.47341375], abs=1e-8)
    steps = Steps(np.array([-0.15]), -0.1, 2 * (np.arange(1, 3) - 2) + 1).chances[:, :, 0]
    here, up = exact.position(nobody, [2, 1]), exact.position(nobody, [3, 1])
    assert exact.rates[here, up] == pytest.approx(1.7 * steps[2, 1])


@settings(max_examples=4)
@given(
    coefficients=st.lists(NUMBER, min_size=10, max_size=10),
    rule=st.sampled_from(["confirm", "unilateral"]),
    scale=st.sampled_from(["linear", "root"]),
    count=st.sampled_from(["once", "twice"]),
    seed=st.integers(0, 2**32),
)
def test_rows_sum_to_zero_and_names_do_not_matter(coefficients, rule, scale, count, seed):
    rng = np.random.default_rng(seed)
    pairs, states = rng.normal(size=(3, 3)), rng.normal(size=3)
    ties = dict(
        zip(
            ("density", "degree", "partner_degree", "closure", "partner_effort"),
            coefficients[:5],
            strict=True,
        )
    )
    efforts = dict(
        zip(("linear", "quadratic", "direct", "indirect", "conditional"), coefficients[5:], strict=True)
    )
    ties |= {"scale": scale, "triangles": count}
    made = lambda u, v: actors.generator(  # noqa: E731
        3, 2, ties=ties | {"pairs": u}, efforts=efforts | {"states": v}, rates={"ties": 2, "efforts": 1},
        rule=rule, centre=1.4,
    )  # fmt: skip
    exact = made(pairs, states)
    off = exact.rates - np.diag(exact.rates.diagonal())
    assert (off >= 0).all() and np.abs(exact.rates.sum(axis=1)).max() < 1e-12
    order = np.array(list(permutations(range(3)))[seed % 6])
    other = made(pairs[np.ix_(order, order)], states[order])
    places = [
        other.position(x[np.ix_(order, order)], z[order])
        for x, z in zip(exact.networks, exact.efforts, strict=True)
    ]
    assert other.rates[np.ix_(places, places)] == pytest.approx(exact.rates, abs=1e-12)


@pytest.mark.parametrize(
    ("size", "said"),
    [((4, 2), "n is 4"), ((1, 2), "n is 1"), ((3, 4), "categories is 4"), ((True, 2), "n is True")],
)
def test_more_states_than_can_be_written_down_are_refused(size, said):
    with pytest.raises(BurdenInputError, match=said):
        actors.generator(*size, centre=2)


def test_a_situation_that_is_none_is_refused():
    exact, tied = actors.generator(2, 2, centre=1, efforts={}, ties={}), [[0, 1], [1, 0]]
    for network, effort in ((tied, [1, 3]), (np.zeros((3, 3)), [1, 2]), (tied, [1, 1, 1])):
        with pytest.raises(BurdenInputError, match="none of the 8 situations"):
            exact.probabilities(network, effort)
    with pytest.raises(BurdenInputError, match="time is -1"):
        exact.probabilities(tied, [1, 2], -1)
    with pytest.raises(BurdenInputError, match="centre is None"):
        actors.generator(2, 2, centre=None)
