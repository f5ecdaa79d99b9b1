import pytest

from entente.core.errors import RawFileError

HEADER = "DISNO,STATEA,STATEB,YEAR,HIHOST,WAR,Duration\n"


def test_disputes_are_sorted_and_typed_with_the_lower_code_first(read):
    rows = "9,200,20,1904,4,0,365\n9,200,20,1903,4,0,10\n8,2,365,1904,5,1,0\n"
    tidy = read("disputes", disputes=HEADER + rows)
    assert tidy.text == (
        "dispute,year,ccode1,ccode2,hostility,war,days\n"
        "8,1904,2,365,5,True,0\n"
        "9,1903,20,200,4,False,10\n"
        "9,1904,20,200,4,False,365\n"
    )
    assert tidy.log == [("read", "dispute-dyad-years", 3)]
    assert tidy.table["war"].dtype == bool


def test_two_disputes_of_a_dyad_in_a_year_are_two_rows(read):
    tidy = read("disputes", disputes=HEADER + "8,2,20,1904,4,0,1\n9,2,20,1904,4,0,1\n")
    assert tidy.table["dispute"].tolist() == [8, 9]


DIRECTED = "disno,statea,stateb,year,hihost,war,duration,strtyr,strtmnth,strtday,endyear,endmnth,endday\n"


def directed(*rows):
    """Both directions of rows of dispute, dyad, year, hostility, war, days, first and last date."""
    lines = []
    for dispute, a, b, *values, start, end in rows:
        dates = f"{start},{end}".replace("-", ",")
        for one, other in ((a, b), (b, a)):
            lines.append(",".join(map(str, (dispute, one, other, *values))) + f",{dates}\n")
    return DIRECTED + "".join(lines)


def test_the_directed_layout_gives_the_same_table(read):
    rows = directed(
        (9, 200, 20, 1904, 4, 0, 365, "1904-1-1", "1905-3-1"),
        (8, 2, 365, 1904, 5, 1, 3, "1904-5-1", "1904-5-3"),
    )
    tidy = read("disputes", disputes=rows)
    assert tidy.text == (
        "dispute,year,ccode1,ccode2,hostility,war,days\n8,1904,2,365,5,True,3\n9,1904,20,200,4,False,365\n"
    )
    assert tidy.table["war"].dtype == bool
    assert tidy.rows("read") == 4 == len(tidy.table) + tidy.rows("dropped")
    assert [entry[2] for entry in tidy.log if entry[0] == "compared"] == [0, 0, 0, 0]


def test_directions_that_differ_are_counted_and_the_larger_taken(read):
    rows = directed((8, 2, 20, 1904, 5, 1, 9, "1904-5-1", "1904-5-9"))
    rows = rows.replace("8,20,2,1904,5,1,9", "8,20,2,1904,5,0,7")
    tidy = read("disputes", disputes=rows)
    assert tidy.text.splitlines()[1:] == ["8,1904,2,20,5,True,9"]
    counts = {reason.split()[0]: number for action, reason, number in tidy.log if action == "compared"}
    assert counts == {"dyads": 0, "hostility": 0, "war": 1, "days": 1}


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (("1917-1-31", "1917-1-31"), ("1917-12-7", "1917-12-7"), 2),  # apart
        (("1917-5-1", "1917-5-10"), ("1917-5-1", "1917-5-10"), 10),  # the same
        (("1917-5-1", "1917-5-10"), ("1917-5-8", "1917-5-12"), 12),  # overlapping
        (("1916-6-5", "1917-1-5"), ("1917-12-30", "1920-8-1"), 7),  # beyond the year
    ],
)
def test_spells_of_one_dispute_in_a_year_are_joined_each_day_once(read, first, second, days):
    rows = directed((8, 2, 20, 1917, 2, 0, 99, *first), (8, 2, 20, 1917, 4, 1, 99, *second))
    tidy = read("disputes", disputes=rows)
    assert tidy.text.splitlines()[1:] == [f"8,1917,2,20,4,True,{days}"]
    assert ("dropped", "further spells of one dispute, directed dyad and year", 2) in tidy.log
    assert tidy.rows("read") == 4 == len(tidy.table) + tidy.rows("dropped")


def test_a_date_that_is_none_is_refused_where_it_is_needed(read):
    spells = [
        (8, 2, 20, 1917, 4, 0, 1, "1917-2--9", "1917-3-1"),
        (8, 2, 20, 1917, 4, 0, 1, "1917-2-1", "1917-3-1"),
    ]
    with pytest.raises(RawFileError, match=r"disputes\.csv, row 2: first_year 1917, .* -9 is no date"):
        read("disputes", disputes=directed(*spells).replace(",2,,9,", ",2,-9,"))
    assert len(read("disputes", disputes=directed(spells[0]).replace(",2,,9,", ",2,-9,")).table) == 1
