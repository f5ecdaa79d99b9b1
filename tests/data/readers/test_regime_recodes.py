"""Scores that a recode line sends to the wrong state are refused, whichever way they would be lost."""

import pandas as pd
import pytest

from entente.core.data_log import DataLog
from entente.core.errors import UnknownStateError
from entente.data.readers.regimes import LEAST_MEMBERS, refuse_wrong_targets


def polity(*rows):
    """Rows of ccode, year, democracy, autocracy, line of the recode table or None."""
    frame = pd.DataFrame(rows, columns=["ccode", "year", "democracy", "autocracy", "line"])
    return frame.astype({"line": "Int64"})


def judge(regimes, panel, members, recodes):
    log = DataLog("regimes")
    refuse_wrong_targets(
        regimes,
        pd.DataFrame(panel, columns=["ccode", "year", "extended_score"]),
        pd.DataFrame(members, columns=["ccode", "year"]),
        recodes,
        log,
    )
    return log.frame()["rows"].tolist()


@pytest.fixture
def recodes(make_recodes):
    """Line 1 sends Polity's 364 to COW's 365."""
    return make_recodes(("alliances", 348, 1800, 2005, None), ("polity", 364, 1922, 1991, 365))


# Membership of the target


@pytest.mark.parametrize(("members", "refused"), [(10, False), (4, False), (3, True), (0, True)])
def test_the_target_must_be_a_member_in_enough_of_the_years_of_the_rows(recodes, members, refused):
    assert LEAST_MEMBERS == 0.4
    regimes = polity(*[(365, 1930 + place, 0, 9, 1) for place in range(10)])
    span = [(2, year) for year in range(1920, 1950)]
    listed = span + [(365, 1930 + place) for place in range(10 - members, 10)]
    if refused:
        with pytest.raises(UnknownStateError, match=rf"only {members} of the 10 years") as caught:
            judge(regimes, [], listed, recodes)
        assert caught.value.what.startswith(
            "The recode line polity,364,1922,1991,365 sends scores to COW 365"
        )
        assert "country_codes.csv" in caught.value.remedy
    else:
        assert judge(regimes, [], listed, recodes) == [members, 0]


def test_years_outside_the_list_of_states_are_not_judged(recodes):
    regimes = polity(*[(365, year, 0, 9, 1) for year in range(1922, 1992)])
    assert judge(regimes, [], [(365, 1950)], recodes) == [1, 0]


def test_scores_that_were_not_recoded_may_belong_to_no_member(recodes):
    assert judge(polity((698, 1900, 0, 9, None)), [], [(2, 1899), (2, 1901)], recodes) == [0, 0]


# The regime of the target

#: Others with scores of −9 and 10, whose extended scores are −1.5 and 1.5 in the median.
OTHERS = [
    (2, 10, 0, 1.5),
    (20, 10, 0, 1.4),
    (200, 10, 0, 2.0),
    (70, 0, 9, -1.5),
    (90, 0, 9, -9.0),
    (91, 0, 9, 0),
]


def of_target(recodes, *scores, special=()):
    """Judge line 1, which sends scores of −9 to members with these extended scores."""
    years = range(1950, 1950 + len(scores))
    listed = [(code, year) for code in [365, *(other[0] for other in OTHERS)] for year in years]
    rows = [
        (code, year, democracy, autocracy, None) for code, democracy, autocracy, _ in OTHERS for year in years
    ]
    rows += [(365, year, *((-66, -66) if year in special else (0, 9)), 1) for year in years]
    panel = [(code, year, score) for code, _, _, score in OTHERS for year in years]
    panel += [(365, year, score) for year, score in zip(years, scores, strict=True)]
    return judge(polity(*rows), panel, listed, recodes)


@pytest.mark.parametrize(
    ("scores", "distance"),
    [
        ([-1.5, -1.5, -1.5], None),
        ([-0.8, -0.8, -0.8], None),
        ([-2.2, 9.0, -1.5], None),
        ([-0.7, -0.7, -0.7], "0.80"),
        ([-2.3, -2.3, -2.3], "0.80"),
        ([1.5, 1.5, -1.5], "3.00"),
    ],
)
def test_scores_must_lie_near_those_of_other_states_with_the_same_score(recodes, scores, distance):
    if distance is None:
        assert of_target(recodes, *scores) == [3, 3]
    else:
        with pytest.raises(
            UnknownStateError, match=f"polity,364,1922,1991,365 .*: in 3 years .* {distance} from"
        ):
            of_target(recodes, *scores)


def test_special_codes_and_years_that_the_panel_lacks_are_not_judged(recodes):
    assert of_target(recodes, -1.5, 9.0, 9.0, None, special={1951, 1952}) == [4, 1]


def test_each_line_is_judged_by_itself(make_recodes):
    recodes = make_recodes(("polity", 364, 1922, 1991, 365), ("polity", 769, 1947, 1971, 770))
    years = range(1950, 1955)
    rows = [(code, year, 0, 9, line) for code, line in ((2, None), (365, 0), (770, 1)) for year in years]
    panel = [(code, year, {2: -1.5, 365: -1.5, 770: 1.5}[code]) for code, year, *_ in rows]
    with pytest.raises(UnknownStateError, match="The recode line polity,769,1947,1971,770"):
        judge(polity(*rows), panel, [row[:2] for row in rows], recodes)
