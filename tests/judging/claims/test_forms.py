"""Each form on evidence that bears a claim out, that contradicts it, and that leaves it open."""

import math

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ConfigurationError
from entente.judging.claims.declaration import FORMS
from entente.judging.claims.forms import expanded
from entente.judging.claims.parts import NotTestable
from entente.judging.intervals import Estimate
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED

from .small import DOWN, OPEN, UP, evidence, regressions, states, verdicts


def form(**given):
    """Return the form that is declared so."""
    return FORMS[next(key for key in given if key in FORMS)].model_validate(given)


def found(given, *arguments, **options) -> list[str]:
    """Return the verdicts on the parts that a form finds."""
    return verdicts(form(**given).test(evidence(*arguments, **options)))


def test_braces_stand_for_several_names():
    assert expanded("a_{b,c}_{d,e}") == ["a_b_d", "a_b_e", "a_c_d", "a_c_e"]
    assert form(statistic="n", of=["a", "{b,c}"]).of == ("a", "b", "c")


STATUS = {"coefficient": "status", "of": "table1_last"}


@pytest.mark.parametrize(
    ("judged", "estimate", "expected"),
    [
        ({"sign": "positive"}, UP, SUPPORTED),
        ({"sign": "positive"}, DOWN, CONTRADICTED),
        ({"sign": "negative"}, OPEN, UNDETERMINED),
        ({"sign": "positive"}, None, NOT_TESTABLE),
        ({"significant": 0.01}, DOWN, SUPPORTED),
        ({"significant": 0.001}, UP, CONTRADICTED),  # p has to be below the level
        ({"significant": 0.01}, Estimate(1), UNDETERMINED),
        ({"significant": 0.01, "sign": "positive"}, DOWN, CONTRADICTED),
        ({"insignificant": 0.05}, OPEN, SUPPORTED),
        ({"insignificant": 0.05}, UP, CONTRADICTED),
        ({"insignificant": 0.001}, UP, SUPPORTED),
        ({"insignificant": 0.05}, Estimate(1), UNDETERMINED),
        ({"above": 0.4}, UP, SUPPORTED),
        ({"above": 0.6}, UP, UNDETERMINED),
        ({"within": [0.9, 1.1]}, UP, SUPPORTED),
        ({"within": [1.1, 1.2]}, UP, CONTRADICTED),
    ],
)
def test_a_coefficient(judged, estimate, expected):
    terms = {("table1_last", "pact", "status"): estimate} if estimate else {}
    assert found({**STATUS, **judged}, ours=regressions(terms)) == [expected]


def test_a_coefficient_of_both_types_of_alliance_where_both_are_printed():
    test = form(coefficient="status", of="table2_last", sign="positive")
    terms = {("table2_last", "any", "status"): UP, ("table2_last", "pact", "status"): DOWN}
    seen = evidence(ours=regressions(terms))
    assert verdicts(test.test(seen)) == [SUPPORTED, CONTRADICTED]
    assert test.told(seen) == (
        "Direction, by the 95 % interval, of the coefficient of status (Table 2, last, any alliance); "
        "status (Table 2, last, pacts)."
    )


R2 = {("table1_first", "pact", "r2"): 0.4, ("table1_last", "pact", "r2"): 0.1}


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"at_least": 0.4}, [SUPPORTED, CONTRADICTED]),
        ({"at_most": 0.1}, [CONTRADICTED, SUPPORTED]),
        ({"of_print": 0.05}, [CONTRADICTED, SUPPORTED]),
    ],
)
def test_a_statistic(bounds, expected):
    printed = regressions(
        statistics={("table1_first", "pact", "r2"): 0.5, ("table1_last", "pact", "r2"): 0.1}
    )
    given = {"statistic": "r2", "of": "table1_{first,last}", **bounds}
    assert found(given, ours=regressions(statistics=R2), printed=printed) == expected
    assert found(given) == [NOT_TESTABLE] * 2


@pytest.mark.parametrize(
    ("one", "than", "more", "expected"),
    [
        ("first", "last", {}, SUPPORTED),
        ("last", "first", {}, CONTRADICTED),
        ("first", "last", {"by": [0.25, 1]}, SUPPORTED),
        ("first", "last", {"by": [0, 0.25]}, CONTRADICTED),
        ("first", "last", {"times": [3.9, 4.1]}, SUPPORTED),
        ("last", "first", {"times": [3.9, 4.1]}, CONTRADICTED),
        ("first", "intermediate", {}, NOT_TESTABLE),
    ],
)
def test_a_larger_statistic(one, than, more, expected):
    given = {"larger": "r2", "of": f"table1_{one}", "than": f"table1_{than}", **more}
    assert found(given, ours=regressions(statistics=R2)) == [expected]


def test_there_is_no_multiple_of_less_than_nothing():
    negative = regressions(statistics={key: -value for key, value in R2.items()})
    given = {"larger": "r2", "of": "table1_first", "than": "table1_last", "times": [3.9, 4.1]}
    assert found(given, ours=negative) == [CONTRADICTED]


MOMENTS = pd.DataFrame(
    {"quantity": "degree", "series": ["actual", "first"], "printed": [2.0, 2.0], "reproduced": [2.1, 2.5]}
)


@pytest.mark.parametrize(("series", "expected"), [("actual", SUPPORTED), ("first", CONTRADICTED)])
def test_a_moment(series, expected):
    given = {"moment": "degree", "series": series}
    assert found(given, {"moments": MOMENTS}) == [expected]
    with pytest.raises(NotTestable, match="there is no degree"):
        found(given, {"moments": MOMENTS.assign(reproduced=math.nan)})


def test_a_moment_that_is_not_printed():
    with pytest.raises(ConfigurationError, match="degrees, actual; near it are degree, actual"):
        found({"moment": "degrees"}, {"moments": MOMENTS})


FINDINGS = pd.DataFrame(
    {
        "reading": ["i", "ii", "ii"],
        "claim": "more of it",
        "quantity": "effect",
        "estimate": [0.5, 0.2, 0.5],
        "ci_low": [0.4, 0.1, 0.4],
        "ci_high": [0.6, 0.3, 0.6],
        "verdict": [SUPPORTED, CONTRADICTED, UNDETERMINED],
    }
)


def test_findings_keep_their_verdicts_unless_they_must_be_large():
    tables = {"found": FINDINGS}
    given = {"findings": "found", "where": 'reading == "ii"'}
    assert found(given, tables) == [CONTRADICTED, UNDETERMINED]
    large = {"findings": "found", "where": "estimate > 0", "above": 0.35}
    assert found(large, tables) == [SUPPORTED, CONTRADICTED, UNDETERMINED]
    with pytest.raises(NotTestable):
        found({"findings": "found", "where": 'reading == "iii"'}, tables)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"mean": "size_", "above": 1}, SUPPORTED),
        ({"mean": "size_ - 100", "above": 1}, CONTRADICTED),
        ({"difference": "size_", "between": "great", "sign": "positive"}, SUPPORTED),
        ({"difference": "size_", "between": "not great", "sign": "positive"}, CONTRADICTED),
        ({"ratio": "size_", "between": "great", "within": [2, 4]}, SUPPORTED),
        ({"ratio": "size_", "between": "great", "within": [1, 2]}, CONTRADICTED),
        ({"slope": "size_", "against": {"power": "great"}, "sign": "positive"}, SUPPORTED),
        ({"slope": "size_", "against": {"power": "great"}, "insignificant": 0.05}, CONTRADICTED),
        ({"correlation": "size_", "against": {"power": "great"}, "sign": "positive"}, SUPPORTED),
        ({"correlation": "size_", "against": {"power": "great"}, "sign": "negative"}, CONTRADICTED),
    ],
)
def test_a_quantity_of_rows(given, expected):
    sizes = np.concatenate([np.linspace(1, 3, 20), np.linspace(5, 7, 20)])
    tables = {"states": states(sizes)}
    assert found({**given, "rows": "states", "name": "it"}, tables) == [expected]


def test_a_quantity_within_ten_per_cent_of_a_moment():
    tables = {"states": states([1.0, 1.1, 2.1, 2.2]), "moments": MOMENTS}
    ratio = {"ratio": "size_", "between": "great", "rows": "states", "stated": "degree", "name": "it"}
    assert found(ratio, tables) == [SUPPORTED]
    assert found({**ratio, "ratio": "size_ ** 2"}, tables) == [CONTRADICTED]


def test_rows_that_lack_a_value_are_left_out_and_too_few_cannot_tell():
    tables = {"states": states([1.0, 2.0, math.nan, 6.0])}
    mean = {"mean": "size_", "rows": "states", "name": "it", "sign": "positive"}
    (part,) = form(**mean).test(evidence(tables))
    assert part.value == 3
    with pytest.raises(NotTestable, match="fewer than three states"):
        found({**mean, "where": "great"}, tables)
    with pytest.raises(NotTestable, match="year > 0 tells no states apart"):
        found({**mean, "mean": None, "difference": "size_", "between": "year > 0"}, tables)


@pytest.mark.parametrize(
    ("where", "said"),
    [("sizes_ > 1", "near it are size_"), ("size_ >", "states: size_ >, size_ cannot be read")],
)
def test_a_condition_that_cannot_be_read(where, said):
    given = {"mean": "size_", "rows": "states", "name": "it", "sign": "positive", "where": where}
    with pytest.raises(ConfigurationError, match=said):
        found(given, {"states": states()})


def test_a_function_of_the_study_with_rows_of_the_study():
    test = form(function="big", least=2.5)
    seen = evidence({"states": states()})
    assert test.told(seen) == "Whether sizes are at least 2.5."
    assert verdicts(test.test(seen)) == [CONTRADICTED, SUPPORTED, SUPPORTED]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"function": "bigg"}, "there is no function bigg; near it are big"),
        (
            {"function": "big", "least": 1, "leest": 1},
            "unexpected keyword argument 'leest'.*\nIts .*: least.",
        ),
        ({"function": "big"}, "big cannot be asked so .missing a required argument: 'least'"),
    ],
)
def test_a_function_that_is_not_there(given, said):
    with pytest.raises(ConfigurationError, match=said):
        form(**given).told(evidence())
