"""Verdicts on hypotheses, and that a large p supports none of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import ExperimentInputError
from entente.experiments import Estimate, tost, verdict


def judged(direction, estimate, se, margin, p_adjusted=None, df=400):
    found = Estimate(estimate, se, df)
    p = found.p if p_adjusted is None else p_adjusted
    return verdict(direction, found, p, tost(estimate, se, df, margin))


@pytest.mark.parametrize(
    ("direction", "estimate", "se", "margin", "expected"),
    [
        ("positive", 3, 1, 1, "supported"),
        ("negative", -3, 1, 1, "supported"),
        ("positive", -3, 1, 1, "contradicted"),
        ("negative", 3, 1, 1, "contradicted"),
        ("positive", 0.1, 0.2, 1, "contradicted: equivalent to none"),
        ("positive", -0.1, 0.2, 1, "contradicted: equivalent to none"),
        ("positive", 1, 1, 1, "open"),
        ("positive", 0.5, 0.1, 1, "supported"),
        ("none", 0.1, 0.2, 1, "supported"),
        ("none", 0.5, 0.1, 1, "supported"),
        ("none", 3, 1, 1, "contradicted"),
        ("none", -3, 1, 1, "contradicted"),
        ("none", 0.9, 0.4, 1, "open"),
        ("none", 0.1, 1, 1, "open"),
    ],
)
def test_verdicts(direction, estimate, se, margin, expected):
    assert judged(direction, estimate, se, margin) == expected


def test_verdicts_read_the_adjusted_p():
    assert judged("positive", 2.2, 1, 1, p_adjusted=0.2) == "open"
    assert judged("none", 2.2, 1, 1, p_adjusted=0.2) == "open"
    assert judged("positive", 0.5, 0.2, 1, p_adjusted=0.2) == "contradicted: equivalent to none"


@given(st.floats(-5, 5), st.floats(0.01, 10), st.floats(1, 1000), st.floats(0.01, 5), st.floats(0.05, 1))
def test_no_effect_is_never_supported_because_p_is_large(estimate, se, df, margin, p_adjusted):
    found = tost(estimate, se, df, margin)
    for p in (p_adjusted, Estimate(estimate, se, df).p):
        supported = verdict("none", Estimate(estimate, se, df), p, found) == "supported"
        assert supported == (found.p < 0.05)
        if abs(found.smallest - margin) > 1e-9:
            assert supported == (-margin < found.low and found.high < margin)


@given(st.floats(-5, 5), st.floats(0.01, 10), st.floats(0.01, 5))
def test_directions_mirror_each_other(estimate, se, margin):
    assert judged("positive", estimate, se, margin) == judged("negative", -estimate, se, margin)
    assert judged("none", estimate, se, margin) == judged("none", -estimate, se, margin)


def test_what_cannot_be_judged():
    with pytest.raises(ExperimentInputError, match="sideways"):
        judged("sideways", 1, 1, 1)
    with pytest.raises(ExperimentInputError, match="adjusted p is nan"):
        judged("none", 1, 1, 1, p_adjusted=np.nan)
