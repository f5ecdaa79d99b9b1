"""The system-year panel against loops."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import TooManyCliques
from entente.core.schema import load_schema
from entente.studies.maoz2011.panels import system_year_panel
from entente.systems.international_system import international_systems

from ...systems.worlds import (
    World,
    assert_column,
    cells,
    few,
    generators,
    of_year,
    panel_tables,
    table,
    worlds,
)

densities = st.sampled_from([0, 0.2, 0.6, 1])


def panel(tables, disputes, wars, max_cliques=1000):
    systems = international_systems(**tables, mid="window")
    return system_year_panel(systems, disputes, wars, max_cliques=max_cliques)


def some_disputes(world, rng):
    """Disputes of several dyads and years, some dyads with several a year."""
    numbers = itertools.count(1)
    rows = [
        (next(numbers), year, *pair, 4, False, int(rng.integers(1, 200)))
        for year in world.years
        for pair in world.pairs
        for _ in range(rng.choice([0, 0, 1, 2]))
    ]
    return table("data/disputes", rows)


def some_wars(world, rng):
    """Wars of two sides, each participant with its own years."""
    rows = []
    for war in range(1, 5):
        for position, code in enumerate(world.codes[:3]):
            first = int(rng.choice(world.years))
            rows.append(
                (war, f"War {war}", code, 1 + position % 2, 1, first, first + int(rng.integers(0, 3)))
            )
    return table("data/wars", rows)


def maximal_cliques(ties, members):
    """All sets of mutually tied states that no other state can join."""
    groups = [
        set(group)
        for size in range(1, len(members) + 1)
        for group in itertools.combinations(members, size)
        if all(pair in ties for pair in itertools.combinations(group, 2))
    ]
    return [group for group in groups if not any(group < other for other in groups)]


@few
@given(worlds(), generators, densities)
def test_equals_loops(world, rng, density):
    tables, disputes, wars = (
        panel_tables(world, rng, density),
        some_disputes(world, rng),
        some_wars(world, rng),
    )
    result = panel(tables, disputes, wars)
    rows = [slow_row(world, tables, disputes, wars, year) for year in world.years]
    for column in rows[0]:
        assert_column(result[column], [row[column] for row in rows])
    if all(len(world.members(year)) > 1 for year in world.years):  # one state alone has no concentration
        load_schema("maoz2011/system_year").validate(result)


def slow_row(world, tables, disputes, wars, year):
    members = world.members(year)
    n = len(members)
    states = cells(of_year(tables["states"], year), "ccode", "capability", "democracy", "major_power")
    groups = set(cells(of_year(tables["srg"], year), "ccode", "member"))
    mutual = {(i, j) for i, j in groups if i < j and (j, i) in groups}
    democracies = {row[0] for row in states if row[2]}
    cliques = maximal_cliques(mutual, members)
    fought = {
        war for war, first, last in cells(wars, "war", "first_year", "last_year") if first <= year <= last
    }
    disputed = cells(of_year(disputes, year), "ccode1", "ccode2", "days")
    disputed = [row for row in disputed if set(row[:2]) <= set(members)]
    dyads = {row[:2] for row in disputed}
    majors = sum(row[3] for row in states)
    squares = sum(row[1] ** 2 for row in states)
    return {
        "year": year,
        "n": n,
        "major_powers": majors,
        "major_power_share": majors / n,
        "dispute_dyads": len(dyads),
        "dispute_dyads_per_state": len(dyads) / n,
        "wars": len(fought),
        "wars_per_state": len(fought) / n,
        "dispute_days": sum(row[2] for row in disputed),
        "democratic_cliques": sum(len(clique & democracies) / len(clique) for clique in cliques)
        / len(cliques),
        "capability_concentration": None if n == 1 else math.sqrt(max(0, squares - 1 / n) / (1 - 1 / n)),
    }


@settings(few, max_examples=5)
@given(worlds(), generators)
def test_years_of_peace_count_zero(world, rng):
    result = panel(panel_tables(world, rng, 0), table("data/disputes", []), table("data/wars", []))
    assert (result[["dispute_dyads", "wars", "dispute_days"]] == 0).all(axis=None)


def test_too_many_cliques_are_refused():
    world = World({(1901, code): (1, 366) for code in (2, 20, 100)})
    tables = panel_tables(world, np.random.default_rng(0), 0)
    with pytest.raises(TooManyCliques):
        panel(tables, table("data/disputes", []), table("data/wars", []), max_cliques=2)
