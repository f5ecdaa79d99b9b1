import pytest

from entente.errors import SchemaError, UnknownStateError

HEADER = "ccode,year,democ,autoc,polity2\n"
PANEL = "ccode,year,polity2\n"


def compared(tidy):
    """The counts of the comparison: both, equal, here only, in the panel only."""
    return [rows for action, _, rows in tidy.log if action == "compared"]


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
    tidy = read("regimes", recodes, polity=HEADER + rows, regime_panel=PANEL + "2,1918,10\n")
    assert tidy.text == "ccode,year,democracy,autocracy\n2,1918,10,0\n300,1918,1,5\n"
    assert tidy.rows("read") == 3 == len(tidy.table) + tidy.rows("dropped")
    assert tidy.rows("recoded") == 2


def test_agreement_with_the_panel_is_counted_among_members(read):
    # 20 in 1799 is no member; 200 has a score here only, 220 and 255 in the panel only, and 300 nowhere.
    polity = "2,1900,10,0,10\n2,1901,10,0,10\n2,1902,9,0,9\n2,1903,9,0,9\n2,1904,9,0,9\n"
    polity += "20,1900,9,0,9\n200,1900,8,0,8\n255,1900,-66,-66,\n300,1900,-66,-66,\n"
    panel = (
        "2,1900,10\n2,1901,10\n2,1902,9\n2,1903,9\n2,1904,9\n20,1900,8\n220,1900,3\n255,1900,3\n300,1900,\n"
    )
    tidy = read("regimes", polity=HEADER + polity, regime_panel=PANEL + panel + "20,1799,3\n")
    assert compared(tidy) == [6, 5, 1, 2]


def test_scores_of_years_after_the_file_are_not_expected_of_it(read):
    panel = PANEL + "2,1900,10\n2,1901,10\n2,1902,10\n"
    assert compared(read("regimes", polity=HEADER + "2,1901,10,0,10\n", regime_panel=panel)) == [1, 1, 0, 1]


@pytest.mark.parametrize(("equal", "refused"), [(4, False), (3, True), (0, True)])
def test_scores_that_agree_too_little_with_the_panel_are_refused(read, equal, refused):
    polity = HEADER + "".join(f"2,{1900 + place},10,0,10\n" for place in range(5))
    panel = PANEL + "".join(f"2,{1900 + place},{10 if place < equal else 7}\n" for place in range(5))
    if refused:
        with pytest.raises(UnknownStateError, match=f"Only {equal} of 5 regime scores") as caught:
            read("regimes", polity=polity, regime_panel=panel)
        assert "country_codes.csv" in caught.value.remedy
    else:
        assert compared(read("regimes", polity=polity, regime_panel=panel))[:2] == [5, 4]


def test_a_recode_to_the_wrong_state_disagrees_with_the_panel(read, make_recodes):
    polity = HEADER + "305,1900,1,5,-4\n364,1950,0,9,-9\n"
    panel = PANEL + "300,1900,-4\n365,1950,-9\n"
    right = make_recodes(("polity", 305, 1800, 1918, 300), ("polity", 364, 1922, 1991, 365))
    assert compared(read("regimes", right, polity=polity, regime_panel=panel)) == [2, 2, 0, 0]
    panel += "365,1900,9\n300,1950,9\n"
    wrong = make_recodes(("polity", 305, 1800, 1918, 365), ("polity", 364, 1922, 1991, 300))
    with pytest.raises(UnknownStateError, match="Only 0 of 2 regime scores"):
        read("regimes", wrong, polity=polity, regime_panel=panel)


@pytest.mark.parametrize(("years", "refused"), [(9, False), (10, True)])
def test_one_recoded_state_that_disagrees_is_refused_among_many_that_agree(
    read, make_recodes, years, refused
):
    agreeing = [(2, year, 10) for year in range(1900, 1955)]
    polity = "".join(f"{code},{year},10,0,{score}\n" for code, year, score in agreeing)
    panel = "".join(f"{code},{year},{score}\n" for code, year, score in agreeing)
    polity += "".join(f"364,{1950 + place},0,9,-9\n" for place in range(years))
    panel += "".join(f"365,{1950 + place},9\n" for place in range(years))
    recodes = make_recodes(("polity", 364, 1922, 1991, 365))
    if refused:
        with pytest.raises(UnknownStateError, match="Only 0 of 10 regime scores of COW 365"):
            read("regimes", recodes, polity=HEADER + polity, regime_panel=PANEL + panel)
    else:
        assert compared(read("regimes", recodes, polity=HEADER + polity, regime_panel=PANEL + panel))[1] == 55


def test_a_recode_onto_a_state_with_scores_of_its_own_is_refused(read, make_recodes):
    polity = HEADER + "364,1922,0,7,-7\n365,1922,1,2,-1\n"
    with pytest.raises(SchemaError, match="2 rows share a key"):
        read(
            "regimes",
            make_recodes(("polity", 364, 1922, 1991, 365)),
            polity=polity,
            regime_panel=PANEL + "2,1,1\n",
        )


def test_a_code_that_is_recoded_in_other_years_only_is_unknown(read, make_recodes):
    polity = HEADER + "364,1921,0,7,-7\n364,1922,0,7,-7\n"
    with pytest.raises(UnknownStateError, match=r"polity.csv: .*: 364 \(1 rows\)\."):
        read("regimes", make_recodes(("polity", 364, 1922, 1991, 365)), polity=polity)
