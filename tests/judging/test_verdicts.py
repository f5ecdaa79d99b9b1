"""Verdicts on intervals, on claims that hold together, and on readings."""

import numpy as np
import pandas as pd
import pytest

from entente.judging.verdicts import (
    CHANGE_OF_SIGN,
    IN_PART,
    NOT_SUPPORTED,
    SUPPORTED,
    UNDETERMINED,
    joint_verdict,
    reading_verdict,
    verdict,
)


@pytest.mark.parametrize(
    "low, high, direction, expected",
    [
        (0.2, 0.4, 1, SUPPORTED),
        (0.01, 0.4, 1, SUPPORTED),
        (0.2, 0.4, -1, NOT_SUPPORTED),
        (-0.4, -0.2, -1, SUPPORTED),
        (-0.4, -0.2, 1, NOT_SUPPORTED),
        (-0.1, 0.3, 1, UNDETERMINED),
        (-0.1, 0.3, -1, UNDETERMINED),
        (0.01, 0.04, 1, NOT_SUPPORTED),
        (-0.04, 0.04, -1, NOT_SUPPORTED),
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
        ([SUPPORTED, NOT_SUPPORTED], IN_PART),
        ([NOT_SUPPORTED, UNDETERMINED], NOT_SUPPORTED),
        ([NOT_SUPPORTED], NOT_SUPPORTED),
        ([UNDETERMINED, UNDETERMINED], UNDETERMINED),
    ],
)
def test_verdicts_on_readings(parts, expected):
    assert reading_verdict(pd.DataFrame({"quantity": "effect", "verdict": parts})) == expected


@pytest.mark.parametrize(
    "ends, expected",
    [
        ([SUPPORTED, SUPPORTED], SUPPORTED),
        ([SUPPORTED, NOT_SUPPORTED], NOT_SUPPORTED),
        ([NOT_SUPPORTED, UNDETERMINED], NOT_SUPPORTED),
        ([SUPPORTED, UNDETERMINED], UNDETERMINED),
        ([UNDETERMINED, UNDETERMINED], UNDETERMINED),
    ],
)
def test_claims_that_hold_together_or_not_at_all(ends, expected):
    assert joint_verdict(ends) == expected


def test_of_a_reading_about_changes_of_sign_only_these_count():
    parts = pd.DataFrame(
        {
            "quantity": ["effect", "effect", CHANGE_OF_SIGN],
            "verdict": [NOT_SUPPORTED, SUPPORTED, NOT_SUPPORTED],
        }
    )
    assert reading_verdict(parts) == NOT_SUPPORTED
    assert reading_verdict(pd.concat([parts, parts.assign(verdict=SUPPORTED)])) == IN_PART
