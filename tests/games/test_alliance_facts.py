"""Alliances by obligation, how they ended, and whom states joined."""

import pandas as pd
import pytest

from entente.games import alliance_facts as facts
from entente.games.membership import predecessors, read_accessions


def members(*rows):
    """Members of pacts: alliance, state, days of entry and exit, letters of their obligations."""
    table = pd.DataFrame(rows, columns=["atopid", "ccode", "entry", "exit", "letters"])
    table = table.assign(entry=pd.to_datetime(table["entry"]), exit=pd.to_datetime(table["exit"]))
    return table.assign(
        **{
            name: table["letters"].str.contains(letter)
            for name, letter in zip(facts.OBLIGATIONS, "dofnc", strict=True)
        }
    )


def test_an_alliance_obliges_if_it_obliges_one_and_needs_two():
    table = members(
        (1, 2, "1950-01-01", "1951-12-31", "d"),
        (1, 4, "1950-01-01", None, ""),
        (1, 5, "1952-06-01", None, "n"),
        (3, 6, "1950-01-01", None, "d"),
    )
    states = pd.DataFrame({"year": [1950, 1950, 1950, 1950, 1952, 1952], "ccode": [2, 4, 5, 6, 4, 5]})
    found = facts.obligations(table, states, range(1949, 1953)).set_index(["year", "obligation"])
    alliances, allied = found["alliances"].unstack("year"), found["states"].unstack("year")
    assert alliances.loc["any"].tolist() == [0, 1, 0, 1]
    assert alliances.loc["defense"].tolist() == [0, 1, 0, 0]
    assert alliances.loc["nonaggression"].tolist() == [0, 0, 0, 1]
    assert allied.loc["any"].tolist() == [0, 2, 0, 2] and allied.loc["defense"].tolist() == [0, 1, 0, 0]
    assert found.at[(1950, "any"), "state_share"] == 0.5


def test_what_is_not_known_of_an_ending_counts_as_unknown():
    treaties = pd.DataFrame({"last_year": [1950, 1950, 1950, 1950, None, 1950], "ending": [1, 2, 2, 3, 0, 0]})
    treaties = treaties.assign(**dict.fromkeys(facts.OBLIGATIONS, False))
    treaties["defense"] = treaties["ending"] == 2
    found = facts.endings(treaties).set_index(["obligation", "ending"])
    assert found["alliances"].loc["any"].to_dict() == {
        "fulfilled": 1,
        "broken": 2,
        "replaced": 1,
        "unknown": 1,
        "in_force": 1,
    }
    assert found["share"].loc["any"].dropna().tolist() == [0.25, 0.5, 0.25]
    assert found["share"].loc["defense"].dropna().tolist() == [0, 1, 0]
    assert found["share"].loc["offense"].isna().all()


NO_CODES = pd.Series(dtype="Int16")
CINC = pd.DataFrame({"year": 1949, "ccode": [1, 2, 3, 4, 5], "cinc": [0.4, 0.3, 0.15, 0.1, 0.05]})


@pytest.mark.parametrize(
    ("partners", "with_strongest", "weaker_side"),
    [
        ([1], "bandwagoning", "bandwagoning"),
        ([2], "balancing", "balancing"),
        ([2, 3], "balancing", "bandwagoning"),
        ([4], "neither", "neither"),
    ],
)
def test_a_state_balances_or_bandwagons(partners, with_strongest, weaker_side):
    rows = [(9, 5, "1950-05-01", None, "d"), *((9, code, "1940-01-01", None, "d") for code in partners)]
    # Neither pacts of another kind nor former members count.
    rows += [(8, 5, "1950-05-01", None, "n"), (9, 1, "1940-01-01", "1941-01-01", "d")]
    found = facts.alignments(members(*rows), CINC, [1950], 3, NO_CODES).set_index("definition")
    expected = {"with_strongest": with_strongest, "weaker_side": weaker_side}
    for definition, said in expected.items():
        row = found.loc[definition]
        assert row["decade"] == 1950 and row[said] == 1, definition
        assert row[["balancing", "bandwagoning", "neither", "strongest", "unknown"]].sum() == 1
    assert found["balancing_share"].loc["with_strongest"] == pytest.approx(
        {"balancing": 1, "bandwagoning": 0, "neither": float("nan")}[with_strongest], nan_ok=True
    )


def test_the_strongest_and_years_without_capabilities_are_counted_apart():
    rows = [(9, 1, "1950-05-01", None, "o"), (9, 5, "1955-05-01", None, "o")]
    found = facts.alignments(members(*rows), CINC, range(1950, 1960), 3, NO_CODES)
    assert (
        found[["strongest", "unknown", "balancing", "bandwagoning", "neither"]].to_numpy().tolist()
        == [[1, 1, 0, 0, 0]] * 2
    )


def test_what_a_partner_without_capabilities_weighs_is_unknown():
    rows = [(9, 5, "1950-05-01", None, "d"), (9, 2, "1940-01-01", None, "d"), (9, 7, "1940-01-01", None, "d")]
    found = facts.alignments(members(*rows), CINC, [1950], 3, NO_CODES)
    assert found["unknown"].tolist() == [1, 1]
    assert not found[["balancing", "bandwagoning", "neither", "strongest"]].to_numpy().any()


@pytest.mark.parametrize(("left", "joins"), [("1950-05-01", 0), ("1950-04-30", 0), ("1950-04-29", 1)])
def test_a_state_that_goes_on_under_another_code_does_not_join(left, joins):
    rows = [(9, 2, "1940-01-01", None, "d"), (9, 4, "1940-01-01", left, "d"), (9, 5, "1950-05-01", None, "d")]
    # Of two states without anything to do with each other one may join as the other leaves.
    rows += [(9, 3, "1950-05-01", None, "d")]
    found = facts.alignments(members(*rows), CINC, [1950], 3, pd.Series({5: 4}))
    counts = found.set_index("definition")[["balancing", "bandwagoning", "neither"]]
    assert counts.sum(axis=1).tolist() == [1 + joins] * 2


def test_decades_name_who_was_strongest_in_the_years_before():
    later = pd.DataFrame({"year": [1950, 1951, 1952], "ccode": [3, 1, 3], "cinc": 0.6})
    rows = [(9, 5, "1950-05-01", None, "d"), (9, 4, "1969-01-01", None, "d")]
    found = facts.alignments(members(*rows), pd.concat([CINC, later]), range(1950, 1970), 3, NO_CODES)
    named = found.set_index(["definition", "decade"])["strongest_states"]
    assert named.loc["weaker_side"].fillna("").to_dict() == {1950: "1 3", 1960: ""}


@pytest.mark.real_data
def test_germany_does_not_join_in_1990(tidy, accession_path):
    codes = predecessors(read_accessions(accession_path))
    given = tidy.alliance_members, tidy.capabilities, [1990], 5
    counts = ["bandwagoning", "neither", "balancing"]
    joined, without = (
        facts.alignments(*given, known).set_index("definition").loc["with_strongest", counts]
        for known in (codes, NO_CODES)
    )
    # NATO, with the strongest state; Western European Union, with none of the great powers.
    assert (without - joined).tolist() == [1, 1, 0]


@pytest.mark.real_data
def test_nato_after_1995_balances_against_china(tidy, accession_path):
    codes = predecessors(read_accessions(accession_path))
    nato = tidy.alliance_members[tidy.alliance_members["atopid"] == 3180]
    found = facts.alignments(nato, tidy.capabilities, range(1997, 2010), 5, codes).set_index(
        ["definition", "decade"]
    )
    joined = found.loc["with_strongest"]
    assert set(joined["strongest_states"]) == {"710"} and (joined["bandwagoning"] == 0).all()
    assert joined["balancing"].sum() == 12


@pytest.mark.real_data
def test_published_alliances(tidy):
    """Counts of the file itself: pacts that are known to have been broken, fulfilled and replaced are so."""
    treaties = tidy.alliance_treaties.set_index("atopid")
    known = {2470: 2, 2325: 2, 1415: 3}  # Germany with the Soviet Union and with Poland; Britain with Japan
    assert treaties.loc[list(known), "ending"].to_dict() == known
    found = facts.endings(tidy.alliance_treaties).set_index(["obligation", "ending"])["alliances"]
    assert found.loc["any"].to_dict() == {
        "fulfilled": 84,
        "broken": 162,
        "replaced": 123,
        "unknown": 49,
        "in_force": 371,
    }
    assert found.loc["defense"].sum() == 280
