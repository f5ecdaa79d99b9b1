"""What members weigh, and how many are democracies."""

import csv

import numpy as np
import pandas as pd
import pytest

from entente.games import nato

MEMBERS = pd.DataFrame({"year": [1, 1, 1, 2, 2, 2, 3], "ccode": [2, 4, 5, 2, 4, 5, 2]})
STATES = pd.DataFrame({"year": [1] * 4 + [2] * 4 + [3] * 4, "ccode": [2, 4, 5, 9] * 3})
CAPABILITIES = pd.DataFrame(
    {
        "year": [1, 1, 1, 1, 2, 2, 2, 2],
        "ccode": [2, 4, 5, 9] * 2,
        "cinc": [0.4, 0.1, np.nan, 0.5, 0.5, np.nan, np.nan, 0.5],
        "expenditure": [6.0, 2.0, 2.0, 10.0] * 2,
        "personnel": [1.0] * 8,
    }
)
REGIMES = pd.DataFrame(
    {
        "year": [1, 1, 1, 1, 2, 2, 2],
        "ccode": [2, 4, 5, 9, 2, 4, 5],
        "polity2": [10, 5, np.nan, 6, 10, np.nan, np.nan],
        "polyarchy": [0.9, 0.5, 0.1, 0.2, 0.9, 0.5, 0.49],
    }
)


@pytest.fixture
def series():
    return nato.series(MEMBERS, STATES, CAPABILITIES, REGIMES).set_index("year")


def test_shares_are_of_the_states_that_have_it_and_of_half_of_the_members(series):
    assert series["members"].tolist() == [3, 3, 1]
    assert series["state_share"].tolist() == [0.75, 0.75, 0.25]
    assert series["cinc_known"].tolist() == [2, 1, 0]
    np.testing.assert_allclose(series["cinc_share"], [0.5, np.nan, np.nan])
    np.testing.assert_allclose(series["expenditure_share"], [0.5, 0.5, np.nan])
    np.testing.assert_allclose(series["united_states_share"], [0.6, 0.6, np.nan])


def test_democracies_are_counted_among_the_scored_and_nothing_is_carried(series):
    assert series["polity2_scored"].tolist() == [2, 1, 0]
    assert series["polity2_democracies"].tolist() == [1, 1, 0]
    np.testing.assert_allclose(series["polity2_share"], [0.5, np.nan, np.nan])
    np.testing.assert_allclose(series["polity2_world"], [2 / 3, np.nan, np.nan])
    np.testing.assert_allclose(series["polyarchy_share"], [2 / 3, 2 / 3, np.nan])
    np.testing.assert_allclose(series["polyarchy_world"], [0.5, 2 / 3, np.nan])
    np.testing.assert_allclose(series["polyarchy_mean"], [0.5, 0.63, np.nan])


def test_capabilities_are_of_members_in_years_that_the_data_cover():
    found = nato.capabilities_of(MEMBERS, CAPABILITIES)
    assert found.groupby("year").size().to_dict() == {1: 3, 2: 3}


def test_years_after_the_last_borders_have_those():
    days = pd.to_datetime(["1990-01-01", "2001-01-01", "2000-12-31", "2019-12-31"])
    borders = pd.DataFrame({"shape": [1, 2], "first_date": days[:2], "last_date": days[2:]})
    for year, shape, of in ((2000, 1, 2000), (2001, 2, 2001), (2024, 2, 2019)):
        held, found = nato.borders_on(borders, year)
        assert (held["shape"].tolist(), found) == ([shape], of)


@pytest.fixture(scope="module")
def published_series(tidy, accession_path):
    spells = nato.accession_spells(nato.read_accessions(accession_path))
    members = nato.members(spells, range(1949, 2025), "31_december")
    system = nato.system(tidy.states, "31_december")
    return nato.series(members, system, tidy.capabilities, tidy.regimes).set_index("year")


@pytest.mark.real_data
def test_nato_in_1955(published_series, published_games):
    row = published_series.loc[1955]
    assert row["members"] == 15
    shares = row[["cinc_share", "expenditure_share", "personnel_share", "united_states_share"]]
    assert shares.round(4).tolist() == [0.4452, 0.5722, 0.2864, 0.7503]
    assert row[["polity2_democracies", "polity2_scored"]].tolist() == [11, 14]
    assert row["polyarchy_mean"] == pytest.approx(0.6769, abs=5e-5)
    with published_games["capabilities"].open() as file:
        spent = {
            int(line["ccode"]): float(line["milex"])
            for line in csv.DictReader(file)
            if line["year"] == "1955"
        }
    theirs = [2, 20, 200, 210, 211, 212, 220, 235, 325, 385, 390, 395, 350, 640, 260]
    known = sum(value for value in spent.values() if value >= 0)
    assert sum(spent[code] for code in theirs) / known == pytest.approx(row["expenditure_share"])


@pytest.mark.real_data
def test_years_beyond_a_source_are_missing(published_series):
    known = published_series.notna()
    for column, last in (("cinc_share", 2016), ("polity2_share", 2018), ("polyarchy_share", 2024)):
        assert known.index[known[column]].tolist() == list(range(1949, last + 1)), column
    assert published_series["polity2_scored"].loc[1950] == 11, "Iceland is never scored"
