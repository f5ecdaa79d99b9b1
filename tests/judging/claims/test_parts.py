"""The shared tests, each with both verdicts, and how parts make a verdict."""

import math

import pytest

from entente.judging.claims.parts import (
    Part,
    above,
    between,
    by_p,
    close,
    holds,
    larger,
    number,
    sentence,
    untestable,
    verdict_on,
)
from entente.judging.intervals import Estimate
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED


@pytest.mark.parametrize(
    ("low", "high", "sign", "expected"),
    [
        (0.1, 0.9, 1, SUPPORTED),
        (0.1, 0.9, -1, CONTRADICTED),
        (-0.9, -0.1, -1, SUPPORTED),
        (-0.9, -0.1, 1, CONTRADICTED),
        (-0.1, 0.9, 1, UNDETERMINED),
        (math.nan, math.nan, 1, UNDETERMINED),
    ],
)
def test_a_direction_is_that_of_the_interval(low, high, sign, expected):
    assert above("it", Estimate(0.5, low, high, 0.01), sign=sign).verdict == expected


def test_a_bound_other_than_zero():
    assert above("it", Estimate(0.6, 0.55, 0.65), 0.5).verdict == SUPPORTED
    assert above("it", Estimate(0.6, 0.45, 0.75), 0.5).verdict == UNDETERMINED
    assert above("it", Estimate(0.6, 0.55, 0.65), 0.5, -1).verdict == CONTRADICTED


@pytest.mark.parametrize(
    ("p", "right", "expected"),
    [(0.01, True, SUPPORTED), (0.01, False, CONTRADICTED), (math.nan, True, UNDETERMINED)],
)
def test_a_p(p, right, expected):
    assert by_p("it", Estimate(1, 0, 0, p), right).verdict == expected


def test_numbers_without_an_error():
    assert between("it", 2, 2, 3).verdict == SUPPORTED
    assert between("it", 3.1, 2, 3).verdict == between("it", math.nan, 2, 3).verdict == CONTRADICTED
    assert close("it", 1.09, 1).verdict == SUPPORTED
    assert close("it", 1.11, 1).verdict == CONTRADICTED
    assert close("it", 99, 100, 0.01).verdict == SUPPORTED
    assert larger("it", 2, "that", 1).verdict == SUPPORTED
    assert larger("it", 1, "that", 1).verdict == larger("it", math.nan, "that", 1).verdict == CONTRADICTED
    assert holds(True, "it does").verdict == SUPPORTED
    assert holds(False, "it does not").verdict == CONTRADICTED


def _parts(*verdicts):
    return [Part(f"part {k}", verdict) for k, verdict in enumerate(verdicts)]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([SUPPORTED, SUPPORTED], SUPPORTED),
        ([SUPPORTED, NOT_TESTABLE], SUPPORTED),
        ([SUPPORTED, UNDETERMINED], UNDETERMINED),
        ([SUPPORTED, UNDETERMINED, CONTRADICTED], CONTRADICTED),
        ([NOT_TESTABLE], NOT_TESTABLE),
        ([], NOT_TESTABLE),
    ],
)
def test_one_part_against_a_claim_is_enough(verdicts, expected):
    assert verdict_on(_parts(*verdicts)) == expected


def test_a_sentence_lists_few_parts_and_counts_many():
    assert sentence(CONTRADICTED, _parts(SUPPORTED, CONTRADICTED)) == "Contradicted: part 0; part 1."
    many = sentence(CONTRADICTED, _parts(SUPPORTED, SUPPORTED, CONTRADICTED, UNDETERMINED, NOT_TESTABLE))
    assert (
        many == "Contradicted: of 4 parts 2 supported, 1 contradicted, 1 undetermined; for example, part 2."
    )
    assert sentence(NOT_TESTABLE, [untestable("nothing is known")]) == "Not testable: nothing is known."


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.12345, "0.123"), (12345.6, "12,346"), (-0.00001234, "-1.23e-05"), (math.nan, "undefined")],
)
def test_numbers_as_text(value, text):
    assert number(value) == text


def test_a_part_tells_its_number_and_interval():
    part = above("the slope", Estimate(0.5, 0.1, 0.9, 0.01))
    assert (part.clause, part.value, part.p_value) == ("the slope is 0.5 (0.1 to 0.9)", 0.5, 0.01)
