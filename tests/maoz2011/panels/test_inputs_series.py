"""Yearly counts of what goes into reference groups and model."""

from hypothesis import given, settings
from hypothesis import strategies as st

from entente.studies.maoz2011.panels.inputs_series import inputs_series

from ...systems.worlds import assert_column, cells, few, generators, panel_tables, worlds

COLUMNS = ["year", "n", "mid1", "mid5", "war10", "rivalry", "threat", "ally_any", "ally_pact", "srg_mean"]
SOURCES = {
    "mid1": "dispute",
    "mid5": "recent_dispute",
    "war10": "recent_war",
    "rivalry": "rivalry",
    "threat": "threat",
}


@few
@given(worlds(), generators, st.sampled_from([0, 0.2, 0.6, 1]))
def test_equals_loops(world, rng, density):
    tables = panel_tables(world, rng, density)
    series = inputs_series(**tables)
    assert series.columns.tolist() == COLUMNS
    assert series["year"].tolist() == world.years
    for table, counted in (
        ("threats", SOURCES),
        ("dyads", {kind: kind for kind in ("ally_any", "ally_pact")}),
    ):
        for name, column in counted.items():
            true = [year for year, value in cells(tables[table], "year", column) if value]
            assert_column(series[name], [true.count(year) for year in world.years])
    sizes = [
        sum(row[0] == year for row in cells(tables["srg"], "year", "ccode", "member")) for year in world.years
    ]
    states = [len(world.members(year)) for year in world.years]
    assert_column(series["n"], states)
    assert_column(series["srg_mean"], [size / n for size, n in zip(sizes, states, strict=True)])


@settings(few, max_examples=5)
@given(worlds(), generators)
def test_a_year_without_any_ties_counts_zero(world, rng):
    series = inputs_series(**panel_tables(world, rng, 0))
    assert (series.drop(columns=["year", "n"]) == 0).all(axis=None)
