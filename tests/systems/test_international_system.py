"""The system of one year: vectors and matrices that say what the rows of its tables say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.systems.international_system import international_systems, read_systems

from .worlds import MID_COLUMNS, World, cells, few, generators, of_year, panel_tables, worlds

#: Relations of dyads, and what stands for a pair without a row.
DYADIC = {
    "ally_any": False,
    "ally_pact": False,
    "joint_cooperation": False,
    "commitment": 0.0,
    "past_trade": None,
    "past_joint_igo": None,
    "cultural_similarity": None,
}

densities = st.sampled_from([0, 0.2, 0.6, 1])
definitions = st.sampled_from(list(MID_COLUMNS))


def entries(axis, matrix):
    """What a matrix holds at each ordered pair of codes, None where it is missing."""
    values = np.where(np.isnan(matrix.astype(float)), None, matrix.astype(object))
    return {(i, j): values[a, b] for a, i in enumerate(axis.codes) for b, j in enumerate(axis.codes)}


@few
@given(worlds(), generators, densities, definitions)
def test_matrices_equal_rows(world, rng, density, mid):
    tables = panel_tables(world, rng, density)
    systems = list(international_systems(**tables, mid=mid))
    assert [system.year for system in systems] == world.years
    threats = {
        row[:3] for row in cells(tables["threats"], "year", "ccode1", "ccode2", MID_COLUMNS[mid]) if row[3]
    }
    groups = set(cells(tables["srg"], "year", "ccode", "member"))
    for system in systems:
        year, members = system.year, world.members(system.year)
        assert system.axis.codes.tolist() == members
        pairs = [(i, j) for i in members for j in members]
        hostile = {pair: i_j in threats for pair in pairs for i_j in [(year, min(pair), max(pair))]}
        assert entries(system.axis, system.mid) == hostile
        assert entries(system.axis, system.srg) == {pair: (year, *pair) in groups for pair in pairs}
        for column, nothing in DYADIC.items():
            rows = {
                row[:2]: row[2] for row in cells(of_year(tables["dyads"], year), "ccode1", "ccode2", column)
            }
            expected = {pair: rows.get((min(pair), max(pair)), nothing) for pair in pairs}
            assert entries(system.axis, system.matrix(column)) == expected


@few
@given(worlds(), generators, densities)
def test_vectors_and_pairs_are_in_the_order_of_rows(world, rng, density):
    tables = panel_tables(world, rng, density)
    for system in international_systems(**tables, mid="window"):
        states = of_year(tables["states"], system.year)
        np.testing.assert_array_equal(system.capability, states["capability"])
        np.testing.assert_array_equal(system.democracy, states["democracy"])
        dyads = of_year(tables["dyads"], system.year)
        for column in DYADIC:
            np.testing.assert_array_equal(system.pairs(system.matrix(column)), dyads[column])
        expected = [tuple(row) in directed(system) for row in cells(dyads, "ccode1", "ccode2")]
        assert system.pairs(system.srg).tolist() == expected


def directed(system):
    return {(system.axis.codes[i], system.axis.codes[j]) for i, j in np.argwhere(system.srg)}


@few
@given(worlds(), generators, densities)
def test_symmetrising_makes_groups_mutual_and_changes_nothing_else(world, rng, density):
    tables = panel_tables(world, rng, density)
    plain = international_systems(**tables, mid="window")
    mutual = international_systems(**tables, mid="window", symmetrise=True)
    for one, other in zip(plain, mutual, strict=True):
        ties = directed(one)
        assert directed(other) == ties | {(j, i) for i, j in ties}
        np.testing.assert_array_equal(one.mid, other.mid)
        assert one.dyads.equals(other.dyads) and one.states.equals(other.states)


@few
@given(worlds(), generators)
def test_a_year_without_any_ties(world, rng):
    for system in international_systems(**panel_tables(world, rng, 0), mid="threat"):
        assert not (system.srg.any() or system.mid.any() or system.matrix("ally_any").any())
        assert system.mid.shape == system.srg.shape == (len(system.axis),) * 2
        assert system.mid.dtype == system.srg.dtype == system.matrix("ally_any").dtype == bool


@pytest.mark.parametrize("mid", MID_COLUMNS)
def test_reading_some_years_gives_the_systems_of_those_years(mid, tmp_path):
    years = range(1900, 1912)
    world = World(
        {(year, code): (1, 366) for year in years for code in (2, 20, 100, 255) if year > 1805 + code // 2}
    )
    tables = panel_tables(world, np.random.default_rng(7), 0.5)
    paths = {name: tmp_path / f"{name}.parquet" for name in tables}
    for name, path in paths.items():
        tables[name].to_parquet(path)
    of_all = {system.year: system for system in international_systems(**tables, mid=mid, symmetrise=True)}
    read = list(read_systems(paths, (1903, 1907), mid=mid, symmetrise=True))
    assert [system.year for system in read] == [1903, 1904, 1905, 1906, 1907]
    for system in read:
        for name in ("srg", "mid", "capability"):
            np.testing.assert_array_equal(getattr(system, name), getattr(of_all[system.year], name))
        assert cells(system.dyads, *system.dyads.columns) == cells(
            of_all[system.year].dyads, *system.dyads.columns
        )
    assert [system.year for system in read_systems(paths, mid=mid)] == list(years)
