"""States by name: the member of the year that people mean, and candidates where they may mean several."""

import pandas as pd
import pytest

from entente.core.errors import CoverageError, UnknownStateError
from entente.data.readers.country_codes import load_recodes
from entente.systems.state_names import StateNames, _further_names

from ..data.tables import read_valid

#: COW's names and years of some states.
SPELLS = [
    (2, "USA", "United States of America", 1816, 2016),
    (255, "GMY", "Germany", 1816, 1945),
    (255, "GMY", "Germany", 1990, 2016),
    (260, "GFR", "German Federal Republic", 1955, 1990),
    (265, "GDR", "German Democratic Republic", 1954, 1990),
    (300, "AUH", "Austria-Hungary", 1816, 1918),
    (305, "AUS", "Austria", 1919, 1938),
    (310, "HUN", "Hungary", 1918, 2016),
    (345, "YUG", "Yugoslavia", 1878, 1941),
    (437, "CDI", "Ivory Coast", 1960, 2016),
    (484, "CON", "Congo", 1960, 2016),
    (490, "DRC", "Democratic Republic of the Congo", 1960, 2016),
    (730, "KOR", "Korea", 1887, 1905),
    (731, "PRK", "North Korea", 1948, 2016),
    (732, "ROK", "South Korea", 1949, 2016),
    (816, "DRV", "Vietnam", 1954, 2016),
    (817, "RVN", "Republic of Vietnam", 1954, 1975),
]
NAMES = StateNames(
    pd.DataFrame(
        [
            (year, code, short, name)
            for code, short, name, first, last in SPELLS
            for year in range(first, last + 1)
        ],
        columns=["year", "ccode", "abbreviation", "name"],
    )
)


@pytest.mark.parametrize(
    ("state", "year", "code"),
    [
        ("Germany", 1914, 255),
        ("Germany", 1955, 260),
        ("Germany", 1990, 255),
        ("West Germany", 1960, 260),
        ("Prussia", 1866, 255),
        ("GMY", 1914, 255),
        ("gmy", 1914, 255),
        ("U.S.A.", 1914, 2),
        ("the united states", 1914, 2),
        ("Austria Hungary", 1914, 300),
        ("Austria", 1914, 300),
        ("Austria", 1930, 305),
        ("Serbia", 1914, 345),
        ("Côte d\u2019Ivoire", 1990, 437),
        ("Cote d'Ivoire", 1990, 437),
        ("Korea", 1900, 730),
        ("Vietnam", 1980, 816),
        ("South Vietnam", 1970, 817),
        ("255", 1914, 255),
        (255, 1914, 255),
        (255.0, 1914, 255),
    ],
)
def test_a_name_means_the_member_of_the_year(state, year, code):
    assert NAMES.code(state, year) == code


@pytest.mark.parametrize(
    ("state", "year", "candidates"),
    [
        ("Korea", 1955, r"North Korea \(731\) or South Korea \(732\)"),
        ("Vietnam", 1960, r"Vietnam \(816\) or Republic of Vietnam \(817\)"),
        ("Congo", 1970, r"Congo \(484\) or Democratic Republic of the Congo \(490\)"),
        ("German", 1960, r"German Federal Republic \(260\) or German Democratic Republic \(265\)"),
    ],
)
def test_a_name_of_several_members_lists_them(state, year, candidates):
    with pytest.raises(UnknownStateError, match=candidates):
        NAMES.code(state, year)


def test_a_name_of_nobody_lists_those_near_it():
    with pytest.raises(
        UnknownStateError, match="No member of the system is called 'Germny'; near it are Germany"
    ):
        NAMES.code("Germny", 1914)
    with pytest.raises(UnknownStateError, match="No member of the system is called 999"):
        NAMES.code(999, 1914)
    for state in (True, None, 220.5, float("inf")):
        with pytest.raises(UnknownStateError, match=f"{state} is no state"):
            NAMES.code(state, 1914)


def test_a_state_that_was_no_member_in_the_year_says_when_it_was():
    with pytest.raises(CoverageError, match=r"'Germany' was no member .* in 1950(.|\n)*1816–1945, 1955–2016"):
        NAMES.code("Germany", 1950)
    with pytest.raises(
        CoverageError, match=r"Germany \(255\) was no member .* in 1960(.|\n)*1816–1945, 1990–2016"
    ):
        NAMES.code(255, 1960)
    assert NAMES.member("Germany", 1950) is None
    # Somebody else has the name within his own.
    assert NAMES.member("Germany", 1954) is None
    assert NAMES.member("Hungary", 1900) is None
    assert NAMES.member(255, 1950) is None


@pytest.mark.real_data
def test_every_further_name_is_of_a_member_in_its_years(published, recode_path):
    """A name of no member, or outside its years, would never be found."""
    members = read_valid("states", published, None, load_recodes(recode_path)).table
    years = members.groupby("ccode")["year"].agg(set)
    for code, named in _further_names().items():
        for name, first, last in named:
            assert any(first <= year <= last for year in years[code]), (code, name)


@pytest.mark.real_data
def test_every_member_is_found_by_code_and_by_abbreviation(published, recode_path):
    members = read_valid("states", published, None, load_recodes(recode_path)).table
    names = StateNames(members)
    for row in members.itertuples():
        assert names.code(row.ccode, row.year) == names.code(row.abbreviation, row.year) == row.ccode
