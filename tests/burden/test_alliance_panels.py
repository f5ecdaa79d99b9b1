"""Panels of alliances: members by year, shares of those with data, and what becomes of a treaty."""

import numpy as np
import pandas as pd
import pytest

from entente.burden.alliance_panels import (
    alliance_member_year,
    alliance_year,
    nato_treaty,
    treaty_members,
)
from entente.core.data_log import DataLog
from entente.core.schema import load_schema

MEMBERS = pd.DataFrame(
    {
        "atopid": [1, 1, 1, 2, 2],
        "ccode": [2, 20, 200, 2, 20],
        "entry": pd.to_datetime(["2000-03-01", "2000-03-01", "2001-01-01", "2000-01-01", "2000-01-01"]),
        "exit": pd.to_datetime([None, "2001-06-01", "2001-12-31", None, None]),
        "defense": [True, False, False, False, False],
    }
)


@pytest.mark.parametrize(("counted", "last"), [("any_day", [3, 1]), ("31_december", [2, 1])])
def test_members_are_of_alliances_that_oblige_one_to_defend(counted, last):
    found = treaty_members(MEMBERS, range(2000, 2004), 2002, counted)
    assert set(found["group"]) == {"1"}
    assert found.groupby("year").size().tolist() == [2, *last]


@pytest.mark.parametrize("counted", ["any_day", "31_december"])
def test_an_alliance_has_its_last_year_whatever_day_counts(counted):
    """20 leaves alliance 1 in the year before, and is not counted on the eve of that year."""
    members = pd.DataFrame(
        {
            "atopid": [1, 1, 1, 2, 2],
            "ccode": [2, 20, 200, 2, 20],
            "entry": pd.to_datetime("2000-03-01"),
            "exit": pd.to_datetime(["2002-06-01", "2001-06-01", "2002-06-01", None, "2002-06-01"]),
            "defense": True,
        }
    )
    found = treaty_members(members, range(2000, 2004), 2002, counted)
    by_year = found.groupby(["group", "year"])["ccode"].agg(list)
    ending, on = by_year["1"], by_year["2"]
    assert ending[2002] == [2, 200] and ending[2001] == ([2, 20, 200] if counted == "any_day" else [2, 200])
    # What does not end keeps the rule of the setting in its last year with data.
    assert on[2002] == ([2, 20] if counted == "any_day" else [2])


def states():
    years = {"year": [2000] * 3 + [2001] * 3, "ccode": [2, 20, 200] * 2}
    return pd.DataFrame(years).assign(
        gdp=[100.0, 50.0, 50.0, 100.0, np.nan, 50.0],
        population=1.0,
        burden_sipri=[0.04, 0.02, 0.02, 0.04, 0.02, np.nan],
        burden_nmc=0.01,
        burden_nmc_real=0.01,
        burden_nato=np.nan,
        expenditure_nmc=[3000.0, 1000.0, 500.0, 3000.0, 1000.0, 1000.0],
        polyarchy=[0.9, 0.5, np.nan, 0.9, 0.5, 0.1],
        rivals_expenditure=[500.0, 0.0, 0.0, np.nan, np.nan, np.nan],
    )


@pytest.fixture
def shares():
    groups = pd.DataFrame(
        {"group": "1", "year": [2000, 2000, 2001, 2001, 2001, 2001], "ccode": [2, 20, 2, 20, 200, 950]}
    )
    found = alliance_member_year(groups, states(), DataLog("panels"))
    return load_schema("burden_sharing/alliance_member_year").validate(found)


def test_shares_are_of_members_with_effort_and_gdp_and_add_up_to_1(shares):
    found = shares.set_index(["year", "ccode"])
    assert found.loc[(2000, 2), ["effort_sipri", "share_sipri", "share_nmc"]].tolist() == [4, 0.8, 0.75]
    assert found.loc[(2001, 2), ["share_sipri", "share_nmc"]].tolist() == [1, 0.75]
    assert found.loc[(2001, 20), ["share_sipri", "share_nmc", "share_gdp"]].isna().all()
    assert np.isnan(found["share_nato"]).all()


def test_members_outside_the_system_are_members_without_data_and_counted():
    groups = pd.DataFrame({"group": "1", "year": [2000, 2000, 2001], "ccode": [2, 900, 900]})
    log = DataLog("panels")
    found = alliance_member_year(groups, states(), log).set_index(["year", "ccode"])
    assert found.index.tolist() == [(2000, 2), (2000, 900)]
    assert found.loc[(2000, 900)].drop("group").isna().all()
    assert found.loc[(2000, 2), "share_sipri"] == 1
    assert log.frame()["rows"].tolist() == [2, 1]


def test_an_alliance_counts_its_members_and_ends_in_its_last_year(shares):
    treaties = pd.DataFrame(
        {
            "group": ["1"],
            "first_year": [2000],
            "last_year": pd.array([2001], "Int16"),
            "ending": [2],
            "bilateral": [False],
        }
    )
    rivalries = pd.DataFrame(
        {"ccode1": [2, 2], "ccode2": [20, 200], "first_year": [1990] * 2, "last_year": [2005] * 2}
    )
    depth, log = pd.DataFrame({"group": ["1"], "depth": [0.7]}), DataLog("panels")
    found = alliance_year(shares, states(), treaties, rivalries, depth, log)
    found = load_schema("burden_sharing/alliance_year").validate(found).set_index("year")
    assert found["members"].tolist() == [2, 4] and found["outside"].tolist() == [0, 1]
    # Who is outside the system is a member without data.
    assert found["known_sipri"].tolist() == [2, 1] and found["coverage_nmc"].tolist() == [1, 0.5]
    assert found["size_asymmetry"].tolist() == [pytest.approx(2 / 3), pytest.approx(2 / 3)]
    assert found["ended"].tolist() == [False, True] and found["ending"].tolist() == [pd.NA, 2]
    assert found["age"].tolist() == [0, 1] and found.loc[2000, "polyarchy"] == pytest.approx(0.7)
    # The rival within the alliance does not count, nor does anybody where nothing is known.
    assert found.loc[2000, "rivals_expenditure"] == 500 and np.isnan(found.loc[2001, "rivals_expenditure"])


def test_years_without_a_treaty_or_before_it_begins_are_counted(shares):
    treaties = nato_treaty(pd.DataFrame({"year": [2001], "ccode": [2]})).assign(group="1")
    nobody = pd.DataFrame(columns=["ccode1", "ccode2", "first_year", "last_year"], dtype="int64")
    depth, log = pd.DataFrame({"group": ["1"], "depth": [0.7]}), DataLog("panels")
    both = pd.concat([shares, shares.assign(group="2")], ignore_index=True)
    found = alliance_year(both, states(), treaties, nobody, depth, log)
    assert found[["group", "year"]].to_numpy().tolist() == [["1", 2001]]
    assert log.frame()["rows"].tolist() == [2, 1]


def test_nato_begins_with_its_first_members_and_has_not_ended():
    treaty = nato_treaty(pd.DataFrame({"year": [1952, 1949], "ccode": [350, 2]})).iloc[0]
    assert (treaty["group"], treaty["first_year"], pd.isna(treaty["last_year"])) == ("NATO", 1949, True)
