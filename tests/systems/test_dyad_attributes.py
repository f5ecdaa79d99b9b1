"""Attributes of dyads as a whole: all columns against loops, and what no column may know."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.systems.dyad_attributes import dyad_attributes
from entente.systems.state_attributes import regime_types

from . import slow
from .worlds import (
    OBLIGATIONS,
    World,
    assert_column,
    cells,
    few,
    generators,
    logged,
    table,
    tidy_tables,
    worlds,
)

KEY = ("year", "ccode1", "ccode2")
COMMITMENT = dict(zip(OBLIGATIONS, (1, 1, 0.5, 0.5, 0.25), strict=True))
CRITERIA = st.sampled_from(["both", "any", "trade", "igo"])


def members_of(world, rng):
    """Members with a regime score, some of them unknown."""
    scores = [
        (code, year, *rng.integers(0, 11, 2)) for year, code in sorted(world.days) if rng.random() < 0.8
    ]
    regimes = regime_types(world.frame(), table("data/regimes", scores), "maoz", DataLog("regimes"))
    return world.frame().merge(regimes, on=["year", "ccode"])


def attributes(members, tidy, cooperation="both", same_day_only=False):
    log = DataLog("dyad_attributes")
    result = dyad_attributes(members, tidy, same_day_only=same_day_only, cooperation=cooperation, log=log)
    return result, logged(log)


def by_dyad(frame, *columns):
    """Dyad → value of one column, or tuple of several."""
    rows = {row[:3]: row[3:] for row in cells(frame, *KEY, *columns)}
    return {dyad: values[0] if len(columns) == 1 else values for dyad, values in rows.items()}


def by_state(frame, *columns):
    return {row[:2]: row[2:] for row in cells(frame, "year", "ccode", *columns)}


# --- all columns ---------------------------------------------------------------------------------------


@few
@given(worlds(), generators, CRITERIA)
def test_equals_loops(world, rng, criterion):
    members, tidy = members_of(world, rng), tidy_tables(world, rng)
    result, log = attributes(members, tidy, criterion)
    assert cells(result, *KEY) == world.dyads
    assert sorted(result.columns) == sorted(load_schema("systems/dyad_attributes").column_names)
    expected = {
        **slow_alliances(world, tidy["alliances"]),
        **slow_cooperation(world, tidy, criterion),
        **slow_likeness(world, members, tidy),
    }
    for kind in ("any", "pact"):
        status, apart = slow_durations(dict(zip(world.dyads, expected[f"ally_{kind}"], strict=True)))
        expected[f"status_{kind}"] = [status[dyad] for dyad in world.dyads]
        expected[f"nonalliance_{kind}"] = [1 - 2 ** (-apart[dyad] / 2) for dyad in world.dyads]
    for column, values in expected.items():
        assert_column(result[column], values)
    assert_distances(result, world, tidy["capitals"])
    for name in ("alliances", "contiguity"):
        assert log[f"{name}: dyad-years that are no dyad of members"] == len(outside(world, tidy[name]))
    for name, source in (
        ("national trade", "trade_national"),
        ("memberships in organizations", "igo_states"),
    ):
        within = {(year, code) for code, year in cells(tidy[source], "ccode", "year") if year in world.years}
        count = len(within - set(world.days))
        assert log[f"{name}: state-years that are no members"] == count


def outside(world, table):
    """Rows of the years that have dyads which are no dyad of members."""
    years = [dyad[0] for dyad in world.dyads] or [0]
    return [
        dyad
        for dyad in by_dyad(table, "year")
        if min(years) <= dyad[0] <= max(years) and dyad not in world.dyads
    ]


def slow_alliances(world, alliances):
    allied = {
        dyad: {name for name, obliged in zip(OBLIGATIONS, row, strict=True) if obliged}
        for dyad, row in by_dyad(alliances, *OBLIGATIONS).items()
    }
    entailed = [allied.get(dyad, set()) for dyad in world.dyads]
    return {
        "ally_any": [dyad in allied for dyad in world.dyads],
        "ally_pact": [bool(names & {"defense", "offense"}) for names in entailed],
        "commitment": [max((COMMITMENT[name] for name in names), default=0) for names in entailed],
    }


def slow_cooperation(world, tidy, criterion):
    flows, totals = (
        by_dyad(tidy["trade_dyads"], "imports1", "imports2"),
        by_state(tidy["trade_national"], "imports", "exports"),
    )
    trade = slow.trade_dependence(flows, totals)
    shared = by_dyad(tidy["igo_dyads"], "shared_memberships")
    counts = {state: count for state, (count,) in by_state(tidy["igo_states"], "memberships").items()}
    joint = slow.joint_membership(shared, counts)
    present = {"trade_dependence": trade, "shared_igos": shared, "joint_igo": joint}
    past = {
        name: [slow.past_mean(values, dyad, world.years[0]) for dyad in world.dyads]
        for name, values in (("past_trade", trade), ("past_igos", shared), ("past_joint_igo", joint))
    }
    both = zip(past["past_trade"], past["past_igos"], strict=True)
    cooperation = slow.joint_cooperation(dict(zip(world.dyads, both, strict=True)), criterion)
    columns = {name: [values.get(dyad) for dyad in world.dyads] for name, values in present.items()}
    return {**columns, **past, "joint_cooperation": list(cooperation.values())}


def slow_likeness(world, members, tidy):
    score = {state: value for state, (value,) in by_state(members, "regime_score").items()}
    contiguity = by_dyad(tidy["contiguity"], "contiguity")
    points = {}
    for code, year, *shares in cells(tidy["religions"], *tidy["religions"].columns):
        points.setdefault(code, {})[year] = shares
    scores = [(score[year, one], score[year, other]) for year, one, other in world.dyads]
    return {
        "contiguity": [contiguity.get(dyad) for dyad in world.dyads],
        "minimum_regime_score": [None if None in pair else min(pair) for pair in scores],
        "cultural_similarity": [
            slow.similarity(*(slow.religion(points.get(code), year) for code in pair))
            for year, *pair in world.dyads
        ],
    }


def slow_durations(allied):
    """Status and years apart of dyads, from dyad-year → whether allied."""
    histories = {}
    for (year, *pair), ally in allied.items():
        histories.setdefault(tuple(pair), {})[year] = ally
    durations = [
        {
            (year, *pair): years
            for pair, history in histories.items()
            for year, years in counted(history).items()
        }
        for counted in (slow.durations, slow.years_apart)
    ]
    return durations


def assert_distances(result, world, capitals):
    spells = cells(capitals, "ccode", "first_date", "last_date", "latitude", "longitude")
    for (year, *pair), distance in zip(world.dyads, result["distance"], strict=True):
        places = [slow.capital(spells, year, code) for code in pair]
        expected = float("nan") if None in places else slow.great_circle(*places)
        assert distance == pytest.approx(expected, rel=0.006, abs=1e-6, nan_ok=True)


# --- single points -------------------------------------------------------------------------------------


@settings(few, max_examples=6)
@given(worlds(), st.integers(0, 99), st.data())
def test_no_duration_separates_the_outcome(world, seed, data):
    """Turning every alliance of t and later into none, and none into one, changes no duration up to t."""
    year = data.draw(st.sampled_from(world.years))
    rng = np.random.default_rng(seed)
    members, tidy = members_of(world, rng), tidy_tables(world, rng)
    allied = tidy["alliances"]
    others = [dyad for dyad in world.dyads if dyad[0] >= year and dyad not in by_dyad(allied, "year")]
    turned = table("data/alliances", [(*dyad, *(True,) * len(OBLIGATIONS)) for dyad in others])
    tidy_turned = tidy | {"alliances": pd.concat([allied[allied["year"] < year], turned], ignore_index=True)}
    before, after = attributes(members, tidy)[0], attributes(members, tidy_turned)[0]
    upto, now = before["year"] <= year, before["year"] == year
    assert (before.loc[now, "ally_any"] != after.loc[now, "ally_any"]).all()
    for column in ("status_any", "status_pact", "nonalliance_any", "nonalliance_pact"):
        pd.testing.assert_series_equal(before.loc[upto, column], after.loc[upto, column])


def test_status_and_years_without_alliance_worked_out_by_hand():
    rng = np.random.default_rng(0)
    world = World({(year, code): (1, 366) for year in range(1900, 1909) for code in (2, 20) if year != 1906})
    # They consult in 1902, 1903, 1905 and 1907 and defend each other in 1903; in 1906 nobody is a member.
    obliged = [(1902, False), (1903, True), (1905, False), (1907, False)]
    alliances = [(year, 2, 20, pact, False, False, False, True) for year, pact in obliged]
    tidy = tidy_tables(world, rng) | {"alliances": table("data/alliances", alliances)}
    result, _ = attributes(members_of(world, rng), tidy)
    assert result["year"].tolist() == [1900, 1901, 1902, 1903, 1904, 1905, 1907, 1908]
    assert result["status_any"].tolist() == [0, 1, 2, 1, 2, 1, 0, 1]
    assert result["status_pact"].tolist() == [0, 1, 2, 3, 1, 1, 0, 1]
    decay = [1 - 2 ** (-years / 2) for years in range(4)]
    assert_column(result["nonalliance_any"], [decay[years] for years in (0, 1, 2, 0, 0, 1, 0, 0)])
    assert_column(result["nonalliance_pact"], [decay[years] for years in (0, 1, 2, 3, 0, 1, 0, 1)])


def test_a_dyad_that_is_dropped_for_a_year_starts_again():
    rng = np.random.default_rng(0)
    world = World({(year, code): (1, 366) for year in range(1900, 1905) for code in (2, 20)})
    world.days.update({(1902, 2): (1, 100), (1902, 20): (200, 366)})
    members, tidy = (
        members_of(world, rng),
        tidy_tables(world, rng) | {"alliances": table("data/alliances", [])},
    )
    for same_day_only, status in ((False, [0, 1, 2, 3, 4]), (True, [0, 1, 0, 1])):
        assert attributes(members, tidy, same_day_only=same_day_only)[0]["status_any"].tolist() == status


@settings(few, max_examples=5)
@given(worlds(), generators)
def test_a_world_without_any_tie_or_attribute_is_all_there(world, rng):
    tidy = {name: frame.iloc[:0] for name, frame in tidy_tables(world, rng).items()}
    result, _ = attributes(members_of(world, rng), tidy)
    assert cells(result, *KEY) == world.dyads
    load_schema("systems/dyad_attributes").validate(result)
    assert not result[["ally_any", "ally_pact", "joint_cooperation"]].any(axis=None)
    unknown = [
        "trade_dependence",
        "shared_igos",
        "past_igos",
        "distance",
        "cultural_similarity",
        "contiguity",
    ]
    assert result[unknown].isna().all(axis=None)
    assert (result["commitment"] == 0).all()
