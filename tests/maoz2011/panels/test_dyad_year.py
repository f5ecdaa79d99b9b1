"""The dyad-year panel against loops."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from entente.studies.maoz2011.panels import dyad_year_panel
from entente.systems.international_system import international_systems

from ...systems import slow
from ...systems.worlds import (
    MID_COLUMNS,
    assert_column,
    cells,
    few,
    generators,
    of_year,
    panel_tables,
    worlds,
)

KEY = ("year", "ccode1", "ccode2")
CONFLICT = ("dispute", "war", "recent_dispute", "recent_war", "rivalry", "threat")
densities = st.sampled_from([0, 0.2, 0.6, 1])


def panel(tables, mid="window"):
    return dyad_year_panel(international_systems(**tables, mid=mid), tables["threats"])


@few
@given(worlds(), generators, densities, st.sampled_from(list(MID_COLUMNS)))
def test_equals_loops(world, rng, density, mid):
    tables = panel_tables(world, rng, density)
    result = panel(tables, mid)
    assert cells(result, *KEY) == world.dyads
    expected = [row for year in world.years for row in slow_rows(tables, year, world.members(year), mid)]
    for column in expected[0] if expected else ():
        assert_column(result[column], [row[column] for row in expected])
    for column in tables["dyads"]:
        assert cells(result, column) == cells(tables["dyads"], column)


def slow_rows(tables, year, members, mid):
    """Relations of the dyads of a year, from its rows."""
    rows = {name: of_year(frame, year) for name, frame in tables.items()}
    conflict = {
        row[:2]: dict(zip(CONFLICT, row[2:], strict=True))
        for row in cells(rows["threats"], "ccode1", "ccode2", *CONFLICT)
    }
    enemies = slow.neighbours([pair for pair, kinds in conflict.items() if kinds[MID_COLUMNS[mid]]])
    pacts = cells(rows["dyads"], "ccode1", "ccode2", "ally_pact")
    allies = slow.neighbours([row[:2] for row in pacts if row[2]])
    contiguous = {
        row[:2] for row in cells(rows["dyads"], "ccode1", "ccode2", "contiguity") if row[2] is not None
    }
    in_groups = cells(rows["srg"], "ccode", "member")
    states = {row[0]: row[1:] for row in cells(rows["states"], "ccode", "capability", "democracy")}
    outweighed_by = {
        code: sum(states[member][0] for owner, member in in_groups if owner == code) for code in members
    }
    for one, other in itertools.combinations(members, 2):
        yield {
            "contiguous": (one, other) in contiguous,
            "joint_democracy": states[one][1] and states[other][1],
            "srg_1_has_2": (one, other) in in_groups,
            "srg_2_has_1": (other, one) in in_groups,
            "srg_mutual": {(one, other), (other, one)} <= set(in_groups),
            "minimum_srg_capability": min(outweighed_by[one], outweighed_by[other]),
            "common_enemies": other in slow.reached(enemies, enemies, one),
            "ally_of_enemy": other in slow.reached(enemies, allies, one)
            or one in slow.reached(enemies, allies, other),
            **{kind: conflict.get((one, other), {}).get(kind, False) for kind in CONFLICT},
        }


@settings(few, max_examples=5)
@given(worlds(), generators)
def test_without_conflict_every_dyad_is_at_peace(world, rng):
    result = panel(panel_tables(world, rng, 0))
    assert len(result) == len(world.dyads)
    assert not result[[*CONFLICT, "srg_mutual", "common_enemies", "ally_of_enemy"]].any(axis=None)
    assert all(result[name].dtype == bool for name in CONFLICT)
