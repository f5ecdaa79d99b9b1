"""The state-year panel of a toy world: what is missing and what is 0."""

import numpy as np
import pandas as pd
import pytest

from entente.burden.state_panel import cooperation_year, rivals_by_year
from entente.core.schema import load_schema

YEARS = range(2000, 2003)
STATES = (2, 20, 200)


def by_year(*codes):
    return pd.DataFrame({"year": [year for year in YEARS for _ in codes], "ccode": [*codes] * len(YEARS)})


@pytest.fixture(scope="module")
def panel():
    states = by_year(*STATES).assign(abbreviation="X")
    economy = pd.concat([by_year(*STATES), pd.DataFrame({"year": [1999], "ccode": [2]})])
    economy = economy.assign(income=np.where(economy["year"] == 2001, 11.0, 10.0), population=2.0)
    tables = {
        "states": states,
        "economy": economy,
        "economy_gleditsch": by_year(2).assign(gdp=25.0),
        "capabilities": by_year(2, 20).assign(cinc=0.1),
        "regimes": by_year(2, 20).assign(polyarchy=0.9, polity2=10.0),
        "disputes": pd.DataFrame(
            {"dispute": [1, 1, 2], "year": [2000] * 3, "ccode1": [2, 2, 2], "ccode2": [20, 200, 20]}
        ),
        "rivalries": pd.DataFrame(
            {"ccode1": [2, 2], "ccode2": [200, 200], "first_year": [1990, 2001], "last_year": [2001, 2001]}
        ),
        "contiguity": pd.DataFrame(
            {"year": [2000, 2000], "ccode1": [2, 20], "ccode2": [20, 200], "contiguity": [1, 4]}
        ),
        "alliance_members": pd.DataFrame(
            {
                "atopid": [1, 2, 3],
                "ccode": [2, 2, 20],
                "entry": pd.to_datetime(["1990-01-01"] * 3),
                "exit": pd.to_datetime([None, "2001-06-01", None]),
            }
        ),
        "treaty_depth": pd.DataFrame({"atopid": [1, 2], "depth": [0.5, 1.5]}),
    }
    contributions = pd.DataFrame(
        [
            (2, 2000, "share_of_gdp", 0.04, "sipri"),
            (2, 2000, "expenditure", 900.0, "nmc"),
            (200, 2000, "expenditure", 400.0, "nmc"),
            (20, 2000, "un_troops", 7.0, "ipi"),
            (20, 2000, "us_troops", 3.0, "troopdata"),
        ],
        columns=["ccode", "year", "kind", "value", "source"],
    )
    covered = dict.fromkeys(("disputes", "contiguity", "ipi", "ucdp", "sipri_arms"), (2000, 2000))
    covered |= {"rivalries": (1990, 2002), "capabilities": (1990, 2001), "alliance_members": (1990, 2001)}
    nato = pd.DataFrame({"year": [2001], "ccode": [20]})
    made = load_schema("burden_sharing/cooperation_year").validate(
        cooperation_year(tables, contributions, nato, covered, YEARS)
    )
    return made.set_index(["year", "ccode"])


def test_each_member_has_a_row_a_year(panel):
    assert sorted(panel.index) == [(year, code) for year in YEARS for code in STATES]


def test_gdp_is_income_times_population_and_growth_wants_the_year_before(panel):
    assert panel.loc[(2001, 20), "gdp"] == 22
    assert panel.loc[(2001, 20), "growth"] == pytest.approx(np.log(1.1))
    assert panel.loc[(2000, 2), "growth"] == 0 and np.isnan(panel.loc[(2000, 20), "growth"])


def test_burdens_are_over_the_gdp_of_their_source(panel):
    row = panel.loc[(2000, 2)]
    assert (row["burden_sipri"], row["burden_nmc"], row["burden_nmc_real"]) == (0.04, 0.9 / 20, 0.9 / 25)
    assert np.isnan(panel.loc[(2000, 200), "burden_nmc_real"])


def test_who_is_not_listed_contributes_nothing_only_within_the_years_of_the_source(panel):
    assert panel.loc[2000, "un_troops"].tolist() == [0, 7, 0]
    assert panel.loc[2001, "un_troops"].isna().all()
    assert panel["us_troops"].count() == 1


def test_disputes_rivals_and_neighbours_are_counted_once_and_end_with_their_sources(panel):
    assert panel.loc[2000, "disputes"].tolist() == [2, 2, 1]
    assert panel.loc[2001, "disputes"].isna().all()
    assert panel.loc[2001, "rivals"].tolist() == [1, 0, 1]
    assert panel.loc[2002, "rivals"].tolist() == [0, 0, 0]
    assert panel.loc[2000, "rivals_expenditure"].tolist() == [400, 0, 900]
    assert panel.loc[2002, "rivals_expenditure"].isna().all()
    assert panel.loc[2000, "land_neighbours"].tolist() == [1, 1, 0]
    assert panel.loc[(2000, 20), "neighbours_burden_sipri"] == 0.04
    assert panel.loc[2001, "land_neighbours"].isna().all()


def test_the_deepest_alliance_in_force_counts_to_the_end_of_the_data(panel):
    assert panel.loc[(slice(None), 2), "alliance_depth"].tolist()[:2] == [1.5, 1.5]
    assert panel["alliance_depth"].count() == 2


def test_nato_is_of_its_members_in_the_year(panel):
    assert panel.index[panel["nato"]].tolist() == [(2001, 20)]


def test_a_rivalry_has_two_directions():
    rivalries = pd.DataFrame({"ccode1": [2], "ccode2": [20], "first_year": [2000], "last_year": [2001]})
    assert sorted(rivals_by_year(rivalries).values.tolist()) == [
        [2000, 2, 20],
        [2000, 20, 2],
        [2001, 2, 20],
        [2001, 20, 2],
    ]
