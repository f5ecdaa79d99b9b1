"""Members by year, of spells of either basis."""

import csv
from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ConfigurationError, RawFileError, UnknownStateError
from entente.games import membership
from entente.games.membership import members, read_accessions, refuse_no_states, treaty_spells, waves

HEADER = "ccode,abbreviation,accession,exit,continues,note\n"

SPELLS = pd.DataFrame(
    {
        "ccode": [1, 2, 3],
        "entry": pd.to_datetime(["2000-12-31", "2000-06-01", "2002-01-01"]),
        "exit": pd.to_datetime(["2001-12-31", "2001-01-01", None]),
    }
)


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ("31_december", [(2000, 1), (2000, 2), (2002, 3), (2003, 3)]),
        ("any_day", [(2000, 1), (2000, 2), (2001, 1), (2002, 3), (2003, 3)]),
    ],
)
def test_on_the_day_of_its_exit_a_state_is_a_member_no_more(counted, expected):
    found = members(SPELLS, range(1999, 2004), counted)
    assert list(found.itertuples(index=False, name=None)) == expected


def test_phases_that_meet_are_one_spell_and_a_return_is_another():
    rows = [
        (7, 1, "1950-01-01", "1955-01-01"),
        (7, 1, "1955-01-01", None),
        (7, 2, "1950-01-01", "1952-01-01"),
        (7, 2, "1960-01-01", "1961-01-01"),
        (8, 3, "1950-01-01", None),
    ]
    table = pd.DataFrame(rows, columns=["atopid", "ccode", "entry", "exit"])
    table = table.assign(entry=pd.to_datetime(table["entry"]), exit=pd.to_datetime(table["exit"]))
    found = treaty_spells(table.sample(frac=1, random_state=1), 7)
    assert [(row.ccode, row.entry.year, row.exit.year) for row in found.itertuples()] == [
        (1, 1950, pytest.approx(np.nan, nan_ok=True)),
        (2, 1950, 1952),
        (2, 1960, 1961),
    ]
    with pytest.raises(RawFileError, match="no alliance 9"):
        treaty_spells(table, 9)


def test_a_member_that_is_no_cow_state_is_named():
    states = pd.DataFrame({"ccode": [1, 2]})
    with pytest.raises(UnknownStateError, match="Members of the pact that are no COW states: 3"):
        refuse_no_states(SPELLS, states, "the pact")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2,USA,1949-02-31,,,\n", "no table of accessions"),
        ("2,USA,,,,\n", "cannot be"),
        ("2,USA,1949-08-24,1949-08-24,,\n", "cannot be"),
        ("2,USA,1949-08-24,,,\n2,USA,1950-08-24,,,\n", "cannot be"),
        ("260,GFR,1955-05-06,1990-10-03,,\n255,GMY,1990-10-04,,260,\n", "255"),
    ],
)
def test_accessions_that_cannot_be_are_refused(tmp_path, rows, said):
    (tmp_path / "accessions.csv").write_text(HEADER + rows)
    with pytest.raises(ConfigurationError, match=said):
        read_accessions(tmp_path / "accessions.csv")
    (tmp_path / "accessions.csv").write_text((HEADER + rows).replace("exit", "left", 1))
    with pytest.raises(ConfigurationError, match=r"accessions\.csv is no table(.|\n)*exit"):
        read_accessions(tmp_path / "accessions.csv")


def test_united_germany_goes_on_with_the_wave_of_the_federal_republic(accession_path):
    found = waves(read_accessions(accession_path))
    assert found[[255, 260, 2, 380]].tolist() == [1955, 1955, 1949, 2024]


#: Members of NATO on 31 December where they change.
ACCESSION = {1949: 12, 1952: 14, 1955: 15, 1982: 16, 1999: 19, 2004: 26, 2009: 28, 2017: 29, 2020: 30}
ACCESSION |= {2023: 31, 2024: 32}
ATOP = {1949: 12, 1951: 14, 1954: 15, 1981: 16, 1997: 19, 2003: 26, 2008: 28, 2016: 29}


def changes(counts):
    return {year: number for year, number in counts.items() if number != counts.get(year - 1)}


def test_members_by_accession(accession_path):
    spells = membership.accession_spells(read_accessions(accession_path))
    counts = members(spells, range(1949, 2025), "31_december").groupby("year").size().to_dict()
    assert changes(counts) == ACCESSION
    codes = {
        counted: set(members(spells, [1990], counted)["ccode"]) for counted in ("31_december", "any_day")
    }
    assert (len(codes["31_december"]), len(codes["any_day"])) == (16, 17)
    assert codes["any_day"] - codes["31_december"] == {260}


@pytest.mark.real_data
def test_members_by_atop_are_those_that_a_loop_over_the_file_counts(tidy, accession_path, published_games):
    treaty = treaty_spells(tidy.alliance_members, 3180)
    counts = members(treaty, range(1949, 2019), "31_december").groupby("year").size().to_dict()
    assert (changes(counts), len(treaty), treaty["ccode"].nunique()) == (ATOP, 30, 30)
    with published_games["alliance_members"].open(encoding="latin-1") as file:
        rows = [row for row in csv.DictReader(file) if row["atopid"] == "3180"]
    assert len(rows) == 42
    looped = Counter()
    for year in range(1949, 2019):
        inside = {
            row["member"]
            for row in rows
            if int(row["yrent"]) <= year and (row["yrexit"] == "0" or int(row["yrexit"]) > year)
        }
        looped[year] = len(inside)
    assert counts == looped
    spells = membership.accession_spells(read_accessions(accession_path))
    acceded = members(spells, range(1949, 2019), "31_december").groupby("year").size()
    assert [year for year in counts if counts[year] != acceded[year]] == [
        *(1951, 1954, 1981, 1997, 1998, 2003, 2008, 2016)
    ]


@pytest.mark.real_data
def test_signatures_come_before_accessions(tidy, accession_path):
    accessions = read_accessions(accession_path)
    lags = membership.lags(accessions, treaty_spells(tidy.alliance_members, 3180)).set_index("ccode")
    assert lags["days"].isna().sum() == 3 and set(lags.index[lags["days"].isna()]) == {343, 375, 380}
    others = lags["days"].drop(255).dropna()
    assert (others.min(), others.max(), lags.at[255, "days"]) == (119, 451, 0)
    assert lags.at[2, "days"] == (date(1949, 8, 24) - date(1949, 4, 4)).days
