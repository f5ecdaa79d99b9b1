"""The state-year panel against loops."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.schema import load_schema
from entente.studies.maoz2011.panels import state_year_panel
from entente.systems.international_system import international_systems

from ...systems import slow
from ...systems.worlds import (
    MID_COLUMNS,
    World,
    assert_column,
    cells,
    few,
    generators,
    of_year,
    panel_tables,
    worlds,
)

densities = st.sampled_from([0, 0.2, 0.6, 1])


def panel(tables, mid="window"):
    return state_year_panel(international_systems(**tables, mid=mid))


def average(values):
    mean = slow.mean(values)
    return None if mean is None else float(mean)


def share(number, total):
    return number / total if total else None


@few
@given(worlds(), generators, densities, st.sampled_from(list(MID_COLUMNS)))
def test_equals_loops(world, rng, density, mid):
    tables = panel_tables(world, rng, density)
    result = panel(tables, mid)
    assert cells(result, "year", "ccode") == sorted(world.days)
    rows = [row for year in world.years for row in slow_rows(tables, year, world.members(year), mid)]
    for column in rows[0]:
        assert_column(result[column], [row[column] for row in rows])


def slow_rows(tables, year, members, mid):
    """Regressors of the states of a year, from its rows."""
    rows = {name: of_year(frame, year) for name, frame in tables.items()}
    pairs = cells(rows["dyads"], "ccode1", "ccode2", *DYADIC)
    in_groups = cells(rows["srg"], "ccode", "member")
    hostile = cells(rows["threats"], "ccode1", "ccode2", MID_COLUMNS[mid])
    enemies = slow.neighbours([row[:2] for row in hostile if row[2]])
    states = {
        row[0]: row[1:] for row in cells(rows["states"], "ccode", "capability", "regime_score", "democracy")
    }
    for code in members:
        of = {
            sum(row[:2]) - code: dict(zip(DYADIC, row[2:], strict=True)) for row in pairs if code in row[:2]
        }
        group = {member for owner, member in in_groups if owner == code}
        outside = set(members) - group - {code}
        courted = slow.reached(enemies, enemies, code) & outside
        yield {
            **slow_allies(of, states),
            **slow_group(group, states),
            **slow_partners(of, outside, courted, states, score=states[code][1]),
        }


def slow_allies(of, states):
    row = {"alliance_commitment": sum(values["commitment"] for values in of.values())}
    for kind in ("any", "pact"):
        allies = [other for other, values in of.items() if values[f"ally_{kind}"]]
        row[f"allies_{kind}"] = len(allies)
        row[f"allies_capability_{kind}"] = sum(states[other][0] for other in allies)
    return row


def slow_group(group, states):
    scores = [states[other][1] for other in group if states[other][1] is not None]
    return {
        "srg_size": len(group),
        "srg_capability": sum(states[other][0] for other in group),
        "srg_regime_score": average(scores),
        "srg_democracy_share": share(sum(score >= 30 for score in scores), len(scores)),
    }


def slow_partners(of, outside, courted, states, score):
    democracies = sum(states[other][2] for other in outside)
    trade = average(of[other]["past_trade"] for other in outside)
    organizations = average(of[other]["past_joint_igo"] for other in outside)
    unknown = score is None
    return {
        "non_srg_democracies": democracies,
        "non_srg_democracy_share": share(democracies, len(outside)),
        "regime_x_non_srg_democracies": None if unknown else score * democracies,
        "regime_x_non_srg_democracy_share": None if unknown else share(score * democracies, len(outside)),
        "non_srg_enemies_of_enemies": len(courted),
        "non_srg_enemies_of_enemies_share": share(len(courted), len(outside)),
        "past_trade_non_srg": trade,
        "past_joint_igo_non_srg": organizations,
        "past_cooperation_non_srg": average([trade, organizations]),
        "joint_cooperation_non_srg": share(
            sum(of[other]["joint_cooperation"] for other in outside), len(outside)
        ),
        "cultural_similarity_non_srg": average(of[other]["cultural_similarity"] for other in outside),
    }


DYADIC = (
    "ally_any",
    "ally_pact",
    "commitment",
    "joint_cooperation",
    "past_trade",
    "past_joint_igo",
    "cultural_similarity",
)


def portfolios(world, dyads, kind):
    """Year → set of allies, for each state."""
    allied = [row[:3] for row in cells(dyads, "year", "ccode1", "ccode2", f"ally_{kind}") if row[3]]
    sets = {code: {year: set() for year, other in world.days if other == code} for code in world.codes}
    for year, one, other in allied:
        sets[one][year].add(other)
        sets[other][year].add(one)
    return sets


@few
@given(worlds(), generators, densities)
def test_status_is_years_since_the_portfolio_changed(world, rng, density):
    tables = panel_tables(world, rng, density)
    # Alliances that last: those of every third year hold until the next such year, if both are members.
    dyads = tables["dyads"]
    key = [dyads["year"] - dyads["year"] % 4, dyads["ccode1"], dyads["ccode2"]]
    for column in ("ally_any", "ally_pact"):
        dyads[column] = dyads.groupby(key)[column].transform("first")
    result = panel(tables)
    for kind in ("any", "pact"):
        sets = portfolios(world, dyads, kind)
        lasted = {code: slow.durations(history) for code, history in sets.items()}
        assert_column(result[f"status_{kind}"], [lasted[code][year] for year, code in sorted(world.days)])


@settings(few, max_examples=10)
@given(worlds(), st.integers(0, 99), st.data())
def test_status_does_not_know_the_alliances_of_its_year(world, seed, data):
    year = data.draw(st.sampled_from(world.years))
    before, after = (panel_tables(world, np.random.default_rng(seed), 0.5) for _ in range(2))
    later = after["dyads"]["year"] >= year
    for column in ("ally_any", "ally_pact"):
        after["dyads"][column] ^= later
    first, second = panel(before), panel(after)
    upto = first["year"] <= year
    for column in ("status_any", "status_pact"):
        pd.testing.assert_series_equal(first.loc[upto, column], second.loc[upto, column])


def test_a_portfolio_changes_when_an_ally_leaves_the_system():
    world = World({(year, 2): (1, 366) for year in range(1900, 1906)})
    world.days.update({(year, 20): (1, 366) for year in range(1900, 1903)})
    world.days.update({(year, 100): (1, 366) for year in range(1900, 1906)})
    tables = panel_tables(world, np.random.default_rng(0), 0)
    tables["dyads"]["ally_any"] = tables["dyads"]["ccode1"].eq(2) & tables["dyads"]["ccode2"].eq(20)
    result = panel(tables)
    of_two = result[result["ccode"] == 2]
    status = dict(zip(*(of_two[name] for name in ("year", "status_any")), strict=True))
    assert status == {1900: 0, 1901: 1, 1902: 2, 1903: 3, 1904: 1, 1905: 2}
    assert result.loc[result["ccode"] == 100, "status_any"].tolist() == [0, 1, 2, 3, 4, 5]


@settings(few, max_examples=5)
@given(worlds(), generators)
def test_the_panel_fits_its_schema_even_without_ties(world, rng):
    valid = load_schema("maoz2011/state_year").validate(panel(panel_tables(world, rng, 0)))
    assert (valid[["allies_any", "srg_size", "non_srg_enemies_of_enemies"]] == 0).all(axis=None)
    assert valid["srg_regime_score"].isna().all()
