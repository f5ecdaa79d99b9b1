"""Agreements of pairs: of alliances, of treaties, of a user; and the years in which they are in force."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.burden.agreements import (
    OBLIGATIONS,
    alliance_agreements,
    cooperation_agreements,
    in_force,
    users_agreements,
)

DAY = pd.Timestamp


def member(ccode, entry, exit=None, phase=0, atopid=1, **obliged):
    flags = {name: name in obliged for name in OBLIGATIONS}
    return {"atopid": atopid, "ccode": ccode, "phase": phase, "entry": DAY(entry), "exit": DAY(exit), **flags}


def members(*rows):
    return pd.DataFrame(list(rows)).astype({"entry": "datetime64[us]", "exit": "datetime64[us]"})


def test_two_members_agree_on_what_one_of_them_is_obliged_to():
    found = alliance_agreements(
        members(
            member(20, "1950-03-01", defense=1, consultation=1),
            member(2, "1949-04-04", "1966-07-01", defense=1),
            member(200, "1970-01-01", defense=1),
        ),
        2018,
    ).set_index(["type", "ccode1", "ccode2"])
    assert sorted(found.index) == [
        ("consultation", 2, 20),
        ("consultation", 20, 200),
        ("defence", 2, 20),
        ("defence", 20, 200),
    ]
    closed, open_ = found.loc[("defence", 2, 20)], found.loc[("defence", 20, 200)]
    assert (closed["first_date"], closed["last_date"]) == (DAY("1950-03-01"), DAY("1966-07-01"))
    assert (closed["first_year"], closed["last_year"], closed["end"], closed["both"]) == (
        1950,
        1966,
        "observed",
        True,
    )
    assert (open_["last_year"], open_["end"], pd.isna(open_["last_date"])) == (2018, "open", True)
    assert not found.loc[("consultation", 2, 20), "both"]


def test_phases_are_agreements_of_their_own_and_a_state_makes_none_with_itself():
    found = alliance_agreements(
        members(
            member(2, "1950-01-01", "1960-01-01", phase=1, defense=1),
            member(2, "1960-01-01", phase=2, defense=1),
            member(20, "1950-01-01", "1960-01-01", phase=1, defense=1),
            member(20, "1960-01-01", phase=2, defense=1),
            member(20, "1970-01-01", atopid=9, defense=1),
        ),
        2018,
    )
    assert found[["id", "phase", "first_year", "last_year"]].values.tolist() == [
        ["1", "1", 1950, 1960],
        ["1", "1/2", 1960, 1960],
        ["1", "2/1", 1960, 1960],
        ["1", "2", 1960, 2018],
    ]


def treaty(name, category, signed, end, terminated=False, force=None, type="general", confidence="high"):
    return {
        "id": name,
        "ccode1": 2,
        "ccode2": 20,
        "type": type,
        "category": category,
        "confidence": confidence,
        "signature_date": DAY(signed),
        "force_date": DAY(force),
        "end_year": end,
        "terminated": terminated,
    }


@pytest.fixture
def treaties():
    return pd.DataFrame(
        [
            treaty("estimated", "DCA", "1990-05-01", 1995, force="1991-01-01"),
            treaty("ended", "DIC", "1990-05-01", 2010, terminated=True),
            treaty("open", "TREX", "2000-05-01", 2010, type="sector", confidence=None),
        ]
    ).astype({"signature_date": "datetime64[us]", "force_date": "datetime64[us]"})


def test_treaties_end_as_estimated_as_observed_or_not_before_the_data(treaties):
    found = cooperation_agreements(treaties, 2010).set_index("id")
    assert found["type"].to_dict() == {"estimated": "dca", "ended": "dic", "open": "sector"}
    assert found["end"].to_dict() == {"estimated": "estimated", "ended": "observed", "open": "open"}
    assert found["last_date"].tolist() == [DAY("1995-12-31"), DAY("2010-12-31"), pd.NaT]
    assert found["confidence"].tolist() == ["high", "high", ""]


def test_beginnings_and_ends_are_as_the_switches_say(treaties):
    agreements = cooperation_agreements(treaties, 2010)
    one = agreements[agreements["id"] == "estimated"]
    years = {
        (begins, ends): (lambda found: (found["year"].min(), found["year"].max()))(
            in_force(one, 2010, begins=begins, ends=ends)
        )
        for begins in ("signature", "force")
        for ends in ("estimate", "never")
    }
    assert years == {
        ("signature", "estimate"): (1990, 1995),
        ("signature", "never"): (1990, 2010),
        ("force", "estimate"): (1991, 1995),
        ("force", "never"): (1991, 2010),
    }
    assert in_force(agreements[agreements["id"] == "open"], 2010, begins="force").empty


@pytest.mark.parametrize(("last", "years"), [("1966-07-01", 1965), ("1966-12-31", 1966), (None, 2018)])
def test_on_31_december_an_agreement_that_ended_within_the_year_is_in_force_no_more(last, years):
    agreements = alliance_agreements(
        members(member(2, "1949-04-04", last, defense=1), member(20, "1949-04-04", defense=1)), 2018
    )
    assert in_force(agreements, 2018, "31_december")["year"].max() == years
    assert in_force(agreements, 2018)["year"].max() == (2018 if last is None else 1966)


def test_users_agreements_go_on_to_the_last_year_and_name_the_lower_code_first():
    given_ = pd.DataFrame(
        {"ccode1": [20, 2], "ccode2": [2, 200], "first": [1990, 1991], "last": [1995, None], "id": ["a", "b"]}
    )
    found = users_agreements(given_, 2020)
    assert found[["ccode1", "ccode2", "first_year", "last_year", "end"]].values.tolist() == [
        [2, 20, 1990, 1995, "observed"],
        [2, 200, 1991, 2020, "open"],
    ]
    assert set(found["type"]) == {"gsa"}


SPELLS = st.lists(
    st.tuples(st.sampled_from([(2, 20), (2, 200), (20, 200)]), st.integers(1950, 1960), st.integers(0, 5)),
    min_size=1,
    max_size=8,
)


@given(SPELLS)
def test_pairs_of_a_year_are_those_with_a_spell_over_it_each_once(spells):
    agreements = pd.DataFrame(
        {
            "ccode1": [pair[0] for pair, _, _ in spells],
            "ccode2": [pair[1] for pair, _, _ in spells],
            "first_date": pd.to_datetime([f"{first}-06-01" for _, first, _ in spells]),
            "force_date": pd.NaT,
            "last_date": pd.to_datetime([f"{first + more}-06-30" for _, first, more in spells]),
            "last_year": [first + more for _, first, more in spells],
        }
    )
    for counted, short in (("any_day", 0), ("31_december", 1)):
        found = list(in_force(agreements, 1963, counted).itertuples(index=False, name=None))
        expected = {
            (year, *pair)
            for pair, first, more in spells
            for year in range(first, min(first + more - short, 1963) + 1)
        }
        assert len(found) == len(set(found)) and set(found) == expected
