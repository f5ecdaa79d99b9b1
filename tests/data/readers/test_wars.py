import pytest

from entente.core.errors import RawFileError

HEADER = "WarNum,WarName,ccode,Side,StartYear1,EndYear1,StartYear2,EndYear2\n"
COLUMNS = "war,name,ccode,side,spell,first_year,last_year\n"


def test_second_spells_are_rows_and_those_that_never_were_are_none(read):
    rows = "106,Great War,345,1,1914,1915,1917,1918\n106,Great War,300,2,1914,1918,-8,-8\n"
    tidy = read("wars", wars=HEADER + rows)
    assert tidy.text == COLUMNS + (
        "106,Great War,300,2,1,1914,1918\n106,Great War,345,1,1,1914,1915\n106,Great War,345,1,2,1917,1918\n"
    )
    assert tidy.log == [
        ("read", "participants of inter-state wars", 2),
        ("kept", "several spells of one participant listed as separate rows", 0),
    ]


def test_several_rows_of_a_participant_are_numbered_and_counted(read):
    rows = "139,War,220,1,1939,1940,-8,-8\n139,War,220,1,1944,1945,-8,-8\n139,War,365,1,1941,1945,-8,-8\n"
    tidy = read("wars", wars=HEADER + rows)
    assert tidy.table[["ccode", "spell", "first_year"]].values.tolist() == [
        [220, 1, 1939],
        [220, 2, 1944],
        [365, 1, 1941],
    ]
    assert tidy.log[1][2] == 2


def test_a_row_that_is_repeated_is_no_second_spell(read):
    row = "139,War,220,1,1939,1940,-8,-8\n"
    with pytest.raises(RawFileError, match=r"wars\.csv: 2 rows share a key; rows 2, 3 have war 139"):
        read("wars", wars=HEADER + row + row)


def test_a_state_may_fight_on_both_sides(read):
    tidy = read("wars", wars=HEADER + "139,War,220,2,1941,1943,-8,-8\n139,War,220,1,1939,1940,-8,-8\n")
    assert tidy.table[["side", "spell"]].values.tolist() == [[1, 1], [2, 1]]
    assert tidy.log[1][2] == 0


def test_a_war_that_went_on_lasts_to_the_last_year_of_the_system(read):
    tidy = read("wars", wars=HEADER + "227,War,2,1,2001,-7,-8,-8\n227,War,200,2,2001,2001,2003,-7\n")
    assert tidy.table["last_year"].tolist() == [2010, 2001, 2010]
