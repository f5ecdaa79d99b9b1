import pytest

from entente.core.errors import RawFileError, SchemaError

SYSTEM = "stateabb,ccode,year\n"
SPELLS = "ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday\n"


def days(tidy):
    """Year to first and last day of membership."""
    return {row.year: (row.first_day, row.last_day) for row in tidy.table.itertuples()}


def test_members_carry_name_and_days(read):
    tidy = read(
        "states",
        state_system=SYSTEM + "USA,2,1817\nUSA,2,1816\nUKG,200,1816\n",
        states=SPELLS + "2,United States,1816,1,1,1817,12,31\n200,United Kingdom,1816,5,1,1816,5,31\n",
    )
    # 1816 is a leap year: 1 May is its 122nd day.
    assert tidy.text == (
        "year,ccode,abbreviation,name,first_day,last_day\n"
        "1816,2,USA,United States,1,366\n"
        "1816,200,UKG,United Kingdom,122,152\n"
        "1817,2,USA,United States,1,365\n"
    )
    assert tidy.log == [("read", "state-years of the state system list", 3)]


def test_years_between_the_ends_of_a_spell_are_whole(read):
    tidy = read(
        "states",
        state_system=SYSTEM + "FRN,220,1900\nFRN,220,1901\nFRN,220,1902\n",
        states=SPELLS + "220,France,1900,12,30,1902,1,2\n",
    )
    assert days(tidy) == {1900: (364, 366), 1901: (1, 366), 1902: (1, 2)}


def test_two_spells_in_one_year_span_from_the_first_to_the_last_day(read):
    tidy = read(
        "states",
        state_system=SYSTEM + "FRN,220,1944\nFRN,220,1945\n",
        states=SPELLS + "220,France,1944,1,10,1944,2,1\n220,France,1944,8,25,1945,1,31\n",
    )
    assert days(tidy) == {1944: (10, 366), 1945: (1, 31)}


@pytest.mark.parametrize(
    ("system", "found"),
    [("USA,2,1816\n", "right_only"), ("USA,2,1816\nUSA,2,1817\nUSA,2,1818\n", "left_only")],
)
def test_files_that_disagree_are_refused_with_the_state_year(read, system, found):
    with pytest.raises(SchemaError) as caught:
        read("states", state_system=SYSTEM + system, states=SPELLS + "2,United States,1816,1,1,1817,12,31\n")
    year = {"right_only": 1817, "left_only": 1818}[found]
    assert "state_system.csv and" in caught.value.what
    assert "states.csv disagree about 1 state-years" in caught.value.what
    assert caught.value.what.split()[-3:] == ["2", str(year), found]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1816,13,1", ", row 2: first_year 1816, first_month 13, first_day 1 is no date"),
        ("1816,2,30", ", row 2: first_year 1816, first_month 2, first_day 30 is no date"),
        ("1816,,1", ": row 2, column stmonth: the cell is blank"),
    ],
)
def test_a_day_that_never_was_is_refused(read, date, said):
    with pytest.raises(RawFileError, match=rf"states\.csv{said}"):
        read("states", state_system=SYSTEM + "USA,2,1816\n", states=SPELLS + f"2,USA,{date},1816,12,31\n")


def test_a_spell_that_ends_before_it_begins_is_refused(read):
    with pytest.raises(SchemaError, match="1 spells end before they begin"):
        read("states", state_system=SYSTEM + "USA,2,1816\n", states=SPELLS + "2,USA,1817,1,1,1816,12,31\n")
