import pytest

from entente.core.errors import SchemaError, UnknownStateError

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
        ("missing", "score -66: foreign interruption", 1),
        ("missing", "score -77: interregnum", 1),
        ("missing", "score -88: transition", 2),
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
