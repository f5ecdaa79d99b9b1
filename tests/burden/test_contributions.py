"""Contributions of all sources: what is counted, averaged over months, and left out."""

import numpy as np
import pandas as pd
import pytest

from entente.burden.contributions import contributions, memberships, monthly_means
from entente.core.data_log import DataLog

DAY = pd.Timestamp


@pytest.fixture
def tables():
    def frame(columns, *rows):
        return pd.DataFrame(list(rows), columns=columns.split())

    return {
        "spending_sipri": frame(
            "ccode year burden expenditure current_expenditure",
            (2, 2000, 0.03, 400.0, 300.0),
            (20, 2000, np.nan, 9.0, 7.0),
        ),
        "spending_nato": frame("ccode year burden expenditure", (2, 2012, 0.04, 600.0)),
        "capabilities": frame(
            "ccode year expenditure personnel",
            (2, 2000, 300.0, 1.5),
            (20, 2000, 0.0, np.nan),
            (40, 1900, 0.0, 1.0),
        ),
        "un_contributions": frame(
            "ccode date troops police experts",
            (2, DAY("2000-01-31"), 10.0, 0.0, 2.0),
            (2, DAY("2000-02-29"), 20.0, 0.0, 0.0),
            (20, DAY("2000-02-29"), 0.0, 6.0, 0.0),
        ),
        "un_mission_contributors": frame(
            "mission date ccode troops",
            ("UNMIL", DAY("2010-01-31"), 2, 10.0),
            ("UNMIL", DAY("2010-02-28"), 2, 20.0),
        ),
        "us_troops": frame("ccode year troops", (255, 2000, 500.0)),
        "arms_transfers": frame(
            "supplier recipient year value", (2, 20, 2000, 5.0), (2, 200, 2000, 7.0), (200, 20, 2000, 0.0)
        ),
        "conflicts": frame(
            "conflict year type side ccode",
            (1, 2000, 4, "a", 2),
            (7, 2000, 4, "a", 2),
            (1, 2000, 4, "b", 20),
            (9, 2000, 2, "a", 2),
        ),
        "mission_contributors": frame(
            "mission year place ccode troops",
            ("MONUC", 2000, "Goma", 2, 100.0),
            ("MONUC", 2000, "Bunia", 2, 50.0),
            ("MONUC", 2000, "Goma", 20, np.nan),
        ),
    }


@pytest.fixture
def made(tables):
    log = DataLog("repository")
    return contributions(tables, log), log.frame().set_index("reason")["rows"]


def test_each_state_year_kind_and_source_has_one_value(made):
    found = made[0].set_index(["kind", "source", "ccode"])["value"]
    assert found.index.is_unique
    assert found[("share_of_gdp", "sipri", 2)] == 0.03
    assert ("share_of_gdp", "sipri", 20) not in found.index
    assert (found[("arms_sent", "sipri_arms", 2)], found[("arms_received", "sipri_arms", 20)]) == (12, 5)
    assert (
        found[("interventions_government", "ucdp", 2)],
        found[("interventions_opposition", "ucdp", 20)],
    ) == (2, 1)
    assert found[("peacekeepers", "geo_pko", 2)] == 150
    assert ("peacekeepers", "geo_pko", 20) not in found.index


def test_no_expenditure_is_no_observation_and_is_counted(made):
    found, log = made
    nmc = found[(found["kind"] == "expenditure") & (found["source"] == "nmc")]
    assert nmc["ccode"].tolist() == [2]
    assert log["expenditure 0 by NMC, which is no observation of no effort"] == 2
    assert log["of these, in the years of SIPRI"] == log["of these, with an expenditure by SIPRI"] == 1


def test_a_month_without_a_row_counts_as_none_and_months_not_covered_do_not(tables):
    found = monthly_means(tables["un_contributions"]).set_index("ccode")
    assert found.loc[2, ["troops", "police", "experts"]].tolist() == [15, 0, 1]
    assert found.loc[20, "police"] == 3


def test_memberships_are_of_missions_and_of_sides(tables):
    found = memberships(tables)
    assert found.groupby("source").size().to_dict() == {"geo_pko": 2, "ipi": 1, "ucdp": 4}
    american = found[(found["source"] == "geo_pko") & (found["ccode"] == 2)].iloc[0]
    assert (american["id"], american["troops"], american["side"]) == ("MONUC", 150, "none")
    assert found.loc[found["source"] == "ipi", "troops"].tolist() == [15]
    assert np.isnan(found.loc[(found["source"] == "geo_pko") & (found["ccode"] == 20), "troops"].iloc[0])
