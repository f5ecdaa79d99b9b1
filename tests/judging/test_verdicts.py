"""Verdicts on intervals, and on several claims together."""

import numpy as np
import pytest

from entente.judging.verdicts import (
    CONTRADICTED,
    IN_PART,
    NOT_TESTABLE,
    SUPPORTED,
    UNDETERMINED,
    joint_verdict,
    overall_verdict,
    verdict,
)


@pytest.mark.parametrize(
    "low, high, direction, expected",
    [
        (0.2, 0.4, 1, SUPPORTED),
        (0.01, 0.4, 1, SUPPORTED),
        (0.2, 0.4, -1, CONTRADICTED),
        (-0.4, -0.2, -1, SUPPORTED),
        (-0.4, -0.2, 1, CONTRADICTED),
        (-0.1, 0.3, 1, UNDETERMINED),
        (-0.1, 0.3, -1, UNDETERMINED),
        (0.01, 0.04, 1, CONTRADICTED),
        (-0.04, 0.04, -1, CONTRADICTED),
        (-0.04, 0.06, 1, UNDETERMINED),
        (np.nan, np.nan, 1, UNDETERMINED),
        (0.2, np.inf, 1, SUPPORTED),
    ],
)
def test_verdicts_on_intervals(low, high, direction, expected):
    assert verdict(low, high, direction, 0.05) == expected


@pytest.mark.parametrize(
    "parts, expected",
    [
        ([SUPPORTED, SUPPORTED], SUPPORTED),
        ([SUPPORTED, UNDETERMINED], IN_PART),
        ([SUPPORTED, CONTRADICTED], IN_PART),
        ([CONTRADICTED, UNDETERMINED], CONTRADICTED),
        ([CONTRADICTED], CONTRADICTED),
        ([UNDETERMINED, UNDETERMINED], UNDETERMINED),
        ([SUPPORTED, NOT_TESTABLE], SUPPORTED),
        ([SUPPORTED, UNDETERMINED, NOT_TESTABLE], IN_PART),
        ([NOT_TESTABLE], NOT_TESTABLE),
    ],
)
def test_claims_of_which_some_may_hold(parts, expected):
    assert overall_verdict(parts) == expected


@pytest.mark.parametrize(
    "ends, expected",
    [
        ([SUPPORTED, SUPPORTED], SUPPORTED),
        ([SUPPORTED, CONTRADICTED], CONTRADICTED),
        ([CONTRADICTED, UNDETERMINED], CONTRADICTED),
        ([SUPPORTED, UNDETERMINED], UNDETERMINED),
        ([UNDETERMINED, UNDETERMINED], UNDETERMINED),
        ([SUPPORTED, NOT_TESTABLE], SUPPORTED),
        ([CONTRADICTED, NOT_TESTABLE], CONTRADICTED),
        ([NOT_TESTABLE, NOT_TESTABLE], NOT_TESTABLE),
        ([], NOT_TESTABLE),
    ],
)
def test_claims_that_hold_together_or_not_at_all(ends, expected):
    assert joint_verdict(ends) == expected
