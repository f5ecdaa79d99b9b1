"""Layers of a toy world: a user's agreements beside the others, and what is counted of the panel."""

import numpy as np
import pandas as pd
import pytest
import yaml

from entente.burden.agreements import OBLIGATIONS
from entente.burden.layers import per_year, stacked
from entente.core.checked_yaml import checked
from entente.core.data_log import DataLog
from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema
from entente.studies.burden_sharing.repository import (
    WITHOUT_ARMS,
    agreements_of,
    count_odd,
    layers_of,
    treaties_of,
    without_holes,
)
from entente.studies.burden_sharing.settings import Layers

YEARS = (1990, 2012)
COVERED = {
    "alliance_members": (1815, 2005),
    "defence_agreements": (1980, 2010),
    "arms_transfers": (1990, 2012),
    "mission_contributors": (2000, 2012),
    "un_mission_contributors": (2009, 2012),
    "conflicts": (1946, 2001),
}


@pytest.fixture(scope="module")
def settings(root):
    return yaml.safe_load((root / "config/burden_sharing/settings.yaml").read_text())["burden_sharing"][
        "layers"
    ]


@pytest.fixture(scope="module")
def tables():
    flags = dict.fromkeys(OBLIGATIONS, False) | {"defense": True}
    members = pd.DataFrame(
        [
            {
                "atopid": 1,
                "ccode": code,
                "phase": 0,
                "entry": pd.Timestamp(entry),
                "exit": pd.Timestamp(exit_),
                **flags,
            }
            for code, entry, exit_ in (
                (2, "1949-04-04", None),
                (20, "1949-04-04", None),
                (200, "1949-04-04", "1980-01-01"),
            )
        ]
    )
    treaties = pd.DataFrame(
        {
            "id": ["d"],
            "ccode1": [2],
            "ccode2": [200],
            "type": ["general"],
            "category": ["DCA"],
            "confidence": ["low"],
            "signature_date": [pd.Timestamp("1995-01-01")],
            "force_date": [pd.NaT],
            "end_year": [1999],
            "terminated": [False],
        }
    ).astype({"force_date": "datetime64[us]"})
    return {"alliance_members": members, "defence_agreements": treaties}


@pytest.fixture(scope="module")
def make(tables, settings):
    """Function that makes ties per year, with a user's file or without, and the log."""

    def made(users=None, **changes):
        log = DataLog("repository")
        agreements = agreements_of(tables, users, COVERED, YEARS, log)
        load_schema("burden_sharing/agreements").validate(agreements)
        memberships = pd.DataFrame(
            [
                ("geo_pko", "A", "none", 0, 2003, 2),
                ("geo_pko", "A", "none", 0, 2003, 20),
                ("ucdp", "7", "a", 4, 2001, 2),
                ("ucdp", "7", "b", 4, 2001, 20),
            ],
            columns=["source", "id", "side", "type", "year", "ccode"],
        )
        transfers = pd.DataFrame({"supplier": [2, 2], "recipient": [20, 200], "year": [1990, 2012]})
        layers, spans = layers_of(
            agreements,
            memberships,
            transfers,
            checked(settings | changes, Layers, "layers"),
            COVERED,
            YEARS,
            log,
        )
        system = pd.DataFrame(
            [(year, code) for year in range(1990, 2013) for code in (2, 20, 200)], columns=["year", "ccode"]
        )
        counts = per_year(stacked(layers, system, *YEARS), spans)
        return load_schema("burden_sharing/ties_per_year").validate(counts), log.frame()

    return made


def ties(counts, layer):
    return counts[counts["layer"] == layer].set_index("year")["ties"]


def test_layers_end_with_their_sources_and_years_of_the_study_bound_them(make):
    counts, log = make()
    spans = counts.groupby("layer")["year"].agg(["min", "max"]).apply(tuple, axis=1).to_dict()
    assert spans == {
        "arms": (1994, 2012),
        "codeployment": (2000, 2012),
        "combined": (1990, 2010),
        "dca": (1990, 2010),
        "defence": (1990, 2005),
        "joint_intervention": (1990, 2001),
        "sector": (1990, 2010),
    }
    assert set(ties(counts, "defence")) == {1}
    assert ties(counts, "combined")[[1990, 1995, 2000, 2006]].tolist() == [1, 2, 1, 0]
    assert ties(counts, "codeployment")[2003] == 1 and ties(counts, "joint_intervention").sum() == 0
    assert ties(counts, "arms").sum() == 2
    assert log.set_index("reason")["rows"].to_dict() == {
        "agreements, by type and pair": 4,
        "not in force in the years of the study": 2,
    }


def test_a_users_agreements_are_a_layer_of_their_own(make):
    users = pd.DataFrame(
        {"ccode1": [20, 2], "ccode2": [2, 200], "first": [1998, 2001], "last": [2000, None], "id": ["a", "b"]}
    )
    found = ties(make(users)[0], "gsa")
    assert (found.index.min(), found.index.max()) == (1998, 2012)
    assert found[[1998, 2000, 2001, 2012]].tolist() == [1, 1, 1, 1]
    assert "gsa" not in set(make()[0]["layer"])


def test_what_a_switch_leaves_out_is_counted(make, settings):
    counts, log = make(dca=settings["dca"] | {"confidence": "not_low"})
    assert ties(counts, "dca").sum() == 0
    assert log.set_index("reason").loc["dca, dic coded with low confidence", "rows"] == 1
    log = make(dca=settings["dca"] | {"from": "force"})[1]
    assert log.set_index("reason").loc["dca, dic whose entry into force is not known", "rows"] == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("counted", "always"),
        ("dca", {"types": "some", "from": "signature", "to": "estimate", "confidence": "all"}),
        ("arms", {"years": 0}),
        ("joint_intervention", {"types": [2]}),
        ("codeployment", {"source": "ipi"}),
    ],
)
def test_a_switch_that_there_is_not_is_refused(settings, key, value):
    with pytest.raises(ConfigurationError, match=key):
        checked(settings | {key: value}, Layers, "layers")


def test_holes_of_arms_are_missing_and_what_is_odd_is_counted():
    states = pd.DataFrame(
        {
            "year": [1980, 1980, 1981],
            "ccode": [2, WITHOUT_ARMS, 2],
            "arms_sent": 0.0,
            "arms_received": 0.0,
            "burden_sipri": [1.2, np.nan, 0.1],
            "expenditure_nmc": [1.0, 1.0, np.nan],
        }
    )
    log = DataLog("cooperation_year")
    assert without_holes(states, log)["arms_sent"].isna().tolist() == [False, True, False]
    economy = pd.DataFrame({"gdp_deviation": [0.5, 0.1], "gdp_simulated": 1.0})
    nato = pd.DataFrame({"year": [1981], "ccode": [2]})
    atop = pd.DataFrame({"year": [1980, 1981], "ccode": [2, 2]})
    count_odd(states, economy, atop, nato, log)
    rows = log.frame()["rows"].tolist()
    assert rows == [1, 1, 1, 0, 0, 1, 1, 2, 1]


def test_nato_stands_beside_the_treaties_of_atop_with_the_depth_of_its_own():
    treaties = pd.DataFrame(
        {
            "atopid": [3180, 1320],
            "first_year": [1949, 1921],
            "last_year": pd.array([pd.NA, 1940], dtype="Int16"),
            "ending": [0, 2],
            "bilateral": [False, True],
        }
    )
    depth = pd.DataFrame({"atopid": [3180, 1320], "depth": [1.5, -0.5]})
    nato = pd.DataFrame({"year": [1949, 1952], "ccode": [2, 640]})
    groups, deep = treaties_of(treaties, depth, nato)
    assert groups.set_index("group")["first_year"].to_dict() == {"3180": 1949, "1320": 1921, "NATO": 1949}
    assert deep.set_index("group")["depth"].to_dict() == {"3180": 1.5, "1320": -0.5, "NATO": 1.5}
