import pandas as pd
import pytest

from entente.core.data_log import DataLog
from entente.core.errors import SchemaError, UnknownStateError
from entente.data.readers.regimes import LEAST_MEMBERS, refuse_wrong_targets

HEADER = "ccode,year,democ,autoc,polity2\n"
PANEL = "ccode,year,polity2,euds\n"


def compared(tidy):
    """The counts of the comparison of polity2: both, equal, here only, in the panel only."""
    return [rows for action, _, rows in tidy.log if action == "compared"][:4]


def test_scores_without_a_regime_are_missing_and_counted_by_reason(read):
    rows = "2,1900,10,0,10\n20,1900,-66,-66,\n200,1900,-77,-77,0\n220,1900,-88,-88,1\n220,1901,-88,-88,2\n"
    tidy = read("regimes", polity=HEADER + rows)
    assert (
        tidy.text
        == "ccode,year,democracy,autocracy\n2,1900,10,0\n20,1900,,\n200,1900,,\n220,1900,,\n220,1901,,\n"
    )
    assert [entry for entry in tidy.log if entry[0] == "missing"] == [
        ("missing", f"{score} coded {code}", rows)
        for score in ("democracy", "autocracy")
        for code, rows in {
            "−66 (foreign interruption)": 1,
            "−77 (interregnum)": 1,
            "−88 (transition)": 2,
        }.items()
    ]


def test_scores_go_to_the_cow_state_of_their_years(read, make_recodes):
    recodes = make_recodes(("polity", 305, 1800, 1918, 300), ("polity", 305, 1919, 1919, None))
    rows = "305,1918,1,5,-4\n305,1919,8,0,8\n2,1918,10,0,10\n"
    tidy = read("regimes", recodes, polity=HEADER + rows, regime_panel=PANEL + "2,1918,10,\n")
    assert tidy.text == "ccode,year,democracy,autocracy\n2,1918,10,0\n300,1918,1,5\n"
    assert tidy.rows("read") == 3 == len(tidy.table) + tidy.rows("dropped")
    assert tidy.rows("recoded") == 2


def test_agreement_with_the_panel_is_counted_among_members(read):
    # 20 in 1799 is no member; 200 has a score here only, 220 and 255 in the panel only, and 300 nowhere.
    polity = "2,1900,10,0,10\n2,1901,10,0,10\n2,1902,9,0,9\n2,1903,9,0,9\n2,1904,9,0,9\n"
    polity += "20,1900,9,0,9\n200,1900,8,0,8\n255,1900,-66,-66,\n300,1900,-66,-66,\n"
    panel = (
        "2,1900,10,\n2,1901,10,\n2,1902,9,\n2,1903,9,\n2,1904,9,\n"
        "20,1900,8,\n220,1900,3,\n255,1900,3,\n300,1900,,\n"
    )
    tidy = read("regimes", polity=HEADER + polity, regime_panel=PANEL + panel + "20,1799,3,\n")
    assert compared(tidy) == [6, 5, 1, 2]


def test_scores_of_years_after_the_file_are_not_expected_of_it(read):
    panel = PANEL + "2,1900,10,\n2,1901,10,\n2,1902,10,\n"
    assert compared(read("regimes", polity=HEADER + "2,1901,10,0,10\n", regime_panel=panel)) == [1, 1, 0, 1]


@pytest.mark.parametrize(("equal", "refused"), [(4, False), (3, True), (0, True)])
def test_scores_that_agree_too_little_with_the_panel_are_refused(read, equal, refused):
    polity = HEADER + "".join(f"2,{1900 + place},10,0,10\n" for place in range(5))
    panel = PANEL + "".join(f"2,{1900 + place},{10 if place < equal else 7},\n" for place in range(5))
    if refused:
        with pytest.raises(UnknownStateError, match=f"Only {equal} of 5 regime scores") as caught:
            read("regimes", polity=polity, regime_panel=panel)
        assert "country_codes.csv" in caught.value.remedy
    else:
        assert compared(read("regimes", polity=polity, regime_panel=panel))[:2] == [5, 4]


def test_a_recode_onto_a_state_with_scores_of_its_own_is_refused(read, make_recodes):
    polity = HEADER + "364,1922,0,7,-7\n365,1922,1,2,-1\n"
    with pytest.raises(SchemaError, match="2 rows share a key"):
        read(
            "regimes",
            make_recodes(("polity", 364, 1922, 1991, 365)),
            polity=polity,
            regime_panel=PANEL + "2,1,1,\n",
        )


def test_a_code_that_is_recoded_in_other_years_only_is_unknown(read, make_recodes):
    polity = HEADER + "364,1921,0,7,-7\n364,1922,0,7,-7\n"
    with pytest.raises(UnknownStateError, match=r"polity.csv: .*: 364 \(1 rows\)\."):
        read("regimes", make_recodes(("polity", 364, 1922, 1991, 365)), polity=polity)


def test_a_recode_to_a_state_with_another_regime_is_refused(read, make_recodes):
    polity = HEADER + "2,1950,10,0,10\n300,1950,0,9,-9\n364,1950,0,9,-9\n"
    panel = PANEL + "2,1950,10,1.5\n300,1950,-9,-1.4\n365,1950,,-1.5\n345,1950,,1.5\n"
    right = make_recodes(("polity", 364, 1922, 1991, 365))
    tidy = read("regimes", right, polity=polity, regime_panel=panel)
    assert [entry[1:] for entry in tidy.log if entry[0] == "compared"][4:] == [
        ("recoded scores of members", 1),
        ("of these, with an extended score in the regime panel", 1),
    ]
    wrong = make_recodes(("polity", 364, 1922, 1991, 345))
    with pytest.raises(UnknownStateError, match="polity,364,1922,1991,345"):
        read("regimes", wrong, polity=polity, regime_panel=panel)


# Scores that a recode line sends to the wrong state


def polity(*rows):
    """Rows of ccode, year, democracy, autocracy, line of the recode table or None."""
    frame = pd.DataFrame(rows, columns=["ccode", "year", "democracy", "autocracy", "line"])
    return frame.astype({"line": "Int64"})


def judge(regimes, panel, members, lines):
    log = DataLog("regimes")
    refuse_wrong_targets(
        regimes,
        pd.DataFrame(panel, columns=["ccode", "year", "extended_score"]),
        pd.DataFrame(members, columns=["ccode", "year"]),
        lines,
        log,
    )
    return log.frame()["rows"].tolist()


@pytest.fixture
def lines(make_recodes):
    """Line 1 sends Polity's 364 to COW's 365."""
    return make_recodes(("alliances", 348, 1800, 2005, None), ("polity", 364, 1922, 1991, 365))


# Membership of the target


@pytest.mark.parametrize(("members", "refused"), [(10, False), (4, False), (3, True), (0, True)])
def test_the_target_must_be_a_member_in_enough_of_the_years_of_the_rows(lines, members, refused):
    assert LEAST_MEMBERS == 0.4
    regimes = polity(*[(365, 1930 + place, 0, 9, 1) for place in range(10)])
    span = [(2, year) for year in range(1920, 1950)]
    listed = span + [(365, 1930 + place) for place in range(10 - members, 10)]
    if refused:
        with pytest.raises(UnknownStateError, match=rf"only {members} of the 10 years") as caught:
            judge(regimes, [], listed, lines)
        assert caught.value.what.startswith(
            "The recode line polity,364,1922,1991,365 sends scores to COW 365"
        )
        assert "country_codes.csv" in caught.value.remedy
    else:
        assert judge(regimes, [], listed, lines) == [members, 0]


def test_years_outside_the_list_of_states_are_not_judged(lines):
    regimes = polity(*[(365, year, 0, 9, 1) for year in range(1922, 1992)])
    assert judge(regimes, [], [(365, 1950)], lines) == [1, 0]


def test_scores_that_were_not_recoded_may_belong_to_no_member(lines):
    assert judge(polity((698, 1900, 0, 9, None)), [], [(2, 1899), (2, 1901)], lines) == [0, 0]


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


def of_target(lines, *scores, special=()):
    """Judge line 1, which sends scores of −9 to members with these extended scores."""
    years = range(1950, 1950 + len(scores))
    listed = [(code, year) for code in [365, *(other[0] for other in OTHERS)] for year in years]
    rows = [
        (code, year, democracy, autocracy, None) for code, democracy, autocracy, _ in OTHERS for year in years
    ]
    rows += [(365, year, *((-66, -66) if year in special else (0, 9)), 1) for year in years]
    panel = [(code, year, score) for code, _, _, score in OTHERS for year in years]
    panel += [(365, year, score) for year, score in zip(years, scores, strict=True)]
    return judge(polity(*rows), panel, listed, lines)


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
def test_scores_must_lie_near_those_of_other_states_with_the_same_score(lines, scores, distance):
    if distance is None:
        assert of_target(lines, *scores) == [3, 3]
    else:
        with pytest.raises(
            UnknownStateError, match=f"polity,364,1922,1991,365 .*: in 3 years .* {distance} from"
        ):
            of_target(lines, *scores)


def test_special_codes_and_years_that_the_panel_lacks_are_not_judged(lines):
    assert of_target(lines, -1.5, 9.0, 9.0, None, special={1951, 1952}) == [4, 1]


def test_each_line_is_judged_by_itself(make_recodes):
    lines = make_recodes(("polity", 364, 1922, 1991, 365), ("polity", 769, 1947, 1971, 770))
    years = range(1950, 1955)
    rows = [(code, year, 0, 9, line) for code, line in ((2, None), (365, 0), (770, 1)) for year in years]
    panel = [(code, year, {2: -1.5, 365: -1.5, 770: 1.5}[code]) for code, year, *_ in rows]
    with pytest.raises(UnknownStateError, match="The recode line polity,769,1947,1971,770"):
        judge(polity(*rows), panel, [row[:2] for row in rows], lines)
