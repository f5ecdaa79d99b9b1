import pytest

from entente.core.errors import SchemaError

HEADER = "ccode,styear,endyear\n"


def test_spells_become_years_first_and_last_included(read):
    tidy = read("major_powers", major_powers=HEADER + "220,1938,1940\n220,1945,1946\n2,1898,1898\n")
    assert tidy.text == "ccode,year\n2,1898\n220,1938\n220,1939\n220,1940\n220,1945\n220,1946\n"
    assert tidy.log == [("read", "spells of major-power status", 3)]


def test_two_spells_in_one_year_are_one_row(read):
    tidy = read("major_powers", major_powers=HEADER + "220,1938,1940\n220,1940,1941\n")
    assert tidy.table["year"].tolist() == [1938, 1939, 1940, 1941]


def test_a_spell_that_ends_before_it_begins_does_not_vanish(read):
    with pytest.raises(SchemaError, match="1 spells end before they begin"):
        read("major_powers", major_powers=HEADER + "220,1938,1940\n2,1998,1898\n")
