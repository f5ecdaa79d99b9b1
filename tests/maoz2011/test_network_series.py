"""Yearly series: the right network on every row, a draw that depends on seed and year alone, and inputs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.abm.history import stored_alliances
from entente.core.errors import TooManyCliques
from entente.networks import describe
from entente.studies.maoz2011.network_series import (
    actual_networks,
    expected_networks,
    inputs_series,
    network_series,
)
from entente.systems.international_system import international_systems

from ..systems.worlds import World, assert_column, cells, few, generators, panel_tables, table, worlds

NETWORKS = ("actual_any", "actual_pact", "abm_first", "abm_intermediate", "abm_last")

years, seeds = st.integers(1816, 2014), st.integers(0, 2**32 - 1)


# --- the draw --------------------------------------------------------------------------------------------


def intermediate_iteration(year, iterations, seed):
    """What is drawn for a run of so many iterations, whose networks are their own numbers here."""
    networks = expected_networks(year, range(1, iterations + 1), seed)
    assert all(iteration == network for iteration, network in networks.values())
    assert (networks["abm_first"][0], networks["abm_last"][0]) == (1, iterations)
    return networks.get("abm_intermediate", (None,))[0]


@given(years, st.integers(1, 50), seeds)
def test_an_intermediate_iteration_lies_strictly_between_first_and_last(year, iterations, seed):
    drawn = intermediate_iteration(year, iterations, seed)
    if iterations <= 2:
        assert drawn is None
    else:
        assert type(drawn) is int and 2 <= drawn <= iterations - 1


@pytest.mark.parametrize("iterations", [3, 4, 7])
def test_every_intermediate_iteration_is_drawn_about_as_often(iterations):
    drawn = [intermediate_iteration(year, iterations, seed=2011) for year in range(1816, 2816)]
    counts = [drawn.count(iteration) for iteration in range(2, iterations)]
    assert sum(counts) == 1000
    assert min(counts) > 0.7 * 1000 / len(counts)


@given(years, st.integers(3, 50), seeds)
def test_the_draw_is_that_of_the_recorded_seed_and_the_year(year, iterations, seed):
    generator = np.random.default_rng([seed, year])
    assert intermediate_iteration(year, iterations, seed) == 2 + generator.integers(iterations - 2)


def test_another_seed_draws_otherwise():
    draws = [[intermediate_iteration(year, 12, seed) for year in range(1816, 2002)] for seed in (1, 2)]
    assert draws[0] != draws[1]


# --- the series ------------------------------------------------------------------------------------------


def model_of(world, rng):
    """Tables of runs and ties of the model, drawn: their networks differ from iteration to iteration."""
    runs = [(year, len(world.members(year)), int(rng.integers(1, 7)), True) for year in world.years]
    ties = []
    for year, _, iterations, _ in runs:
        quiet = rng.random() < 0.3
        for iteration in range(1, iterations + 1):
            for _, one, other in (dyad for dyad in world.dyads if dyad[0] == year and not quiet):
                allied, wished = rng.random(2) < 0.4
                if allied or wished:
                    ties += [
                        (year, iteration, *pair, allied or pair == (one, other), allied, not allied)
                        for pair in ((one, other), (other, one))
                    ]
    return table("abm/abm_ties", sorted(ties)), table("abm/abm_runs", runs)


def series_of(tables, model, years=None, seed=2011, max_cliques=1000):
    chosen = [
        system
        for system in international_systems(**tables, mid="window")
        if years is None or system.year in years
    ]
    actual = ((system, actual_networks(system)) for system in chosen)
    expected = (
        (system, expected_networks(system.year, alliances, seed))
        for system, alliances in stored_alliances(chosen, *model)
    )
    series = pd.concat(network_series(networks, max_cliques=max_cliques) for networks in (actual, expected))
    in_order = series.sort_values("network", key=lambda names: names.map(NETWORKS.index), kind="stable")
    return in_order.sort_values("year", kind="stable", ignore_index=True)


def adjacency(members, ties):
    matrix = np.zeros((len(members), len(members)), dtype=int)
    for one, other in ties:
        matrix[members.index(one), members.index(other)] = matrix[
            members.index(other), members.index(one)
        ] = 1
    return matrix


@few
@given(worlds(), generators, st.sampled_from([0, 0.3, 0.8]), seeds)
def test_rows_describe_the_networks_that_they_name(world, rng, density, seed):
    tables, (ties, runs) = panel_tables(world, rng, density), model_of(world, rng)
    series = series_of(tables, (ties, runs), seed=seed)
    capability = {row[:2]: row[2] for row in cells(tables["states"], "year", "ccode", "capability")}
    iterations = dict(cells(runs, "year", "iterations"))
    actual = cells(tables["dyads"], "year", "ccode1", "ccode2", "ally_any", "ally_pact")
    expected_ties = cells(ties[ties["alliance"]], "year", "iteration", "ccode", "partner")
    expected = []
    for year in world.years:
        drawn = intermediate_iteration(year, iterations[year], seed)
        for network, iteration in zip(NETWORKS, (None, None, 1, drawn, iterations[year]), strict=True):
            if network.startswith("actual"):
                column = 3 if network == "actual_any" else 4
                pairs = [row[1:3] for row in actual if row[0] == year and row[column]]
            elif iteration is None:
                continue
            else:
                pairs = [row[2:] for row in expected_ties if row[:2] == (year, iteration)]
            members = world.members(year)
            measures = describe(adjacency(members, pairs), [capability[year, code] for code in members])
            expected.append({"year": year, "network": network, "iteration": iteration, **measures})
    assert series.columns.tolist() == list(expected[0])
    pd.testing.assert_frame_equal(series, pd.DataFrame(expected).astype({"iteration": "Int16"}))


@few
@given(worlds(), generators, seeds)
def test_a_year_without_intermediate_iteration_has_no_row_for_it(world, rng, seed):
    ties, runs = model_of(world, rng)
    series = series_of(panel_tables(world, rng, 0.3), (ties, runs), seed=seed)
    rows = cells(series, "year", "network")
    assert len(rows) == len(set(rows))
    for year, iterations in cells(runs, "year", "iterations"):
        absent = {"abm_intermediate"} if iterations <= 2 else set()
        assert {network for of_year, network in rows if of_year == year} == set(NETWORKS) - absent


@few
@given(worlds(), generators, st.data())
def test_a_batch_of_years_gives_their_rows_of_the_whole(world, rng, data):
    tables, model = panel_tables(world, rng, 0.4), model_of(world, rng)
    batch = data.draw(st.sets(st.sampled_from(world.years), min_size=1))
    of_batch = tuple(frame[frame["year"].isin(batch)] for frame in model)
    whole = series_of(tables, model)
    expected = whole[whole["year"].isin(batch)].reset_index(drop=True)
    pd.testing.assert_frame_equal(series_of(tables, of_batch, batch), expected)
    pd.testing.assert_frame_equal(series_of(tables, model, batch), expected)


@pytest.mark.parametrize(
    ("series", "named"), [("actual", "actual_any, 1901"), ("expected", "abm_[a-z]+, 1901")]
)
def test_more_cliques_than_the_bound_are_refused(series, named):
    world = World({(1901, code): (1, 366) for code in (2, 20, 100)})
    rng = np.random.default_rng(0)
    systems = list(international_systems(**panel_tables(world, rng, 0), mid="window"))
    networks = {"actual": [(system, actual_networks(system)) for system in systems]}
    runs = stored_alliances(systems, *model_of(world, rng))
    networks["expected"] = [(system, expected_networks(1901, alliances, 2011)) for system, alliances in runs]
    with pytest.raises(TooManyCliques, match=named):
        network_series(networks[series], max_cliques=2)


INPUTS = ["year", "n", "mid1", "mid5", "war10", "rivalry", "threat", "ally_any", "ally_pact", "srg_mean"]
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
    assert series.columns.tolist() == INPUTS
    assert series["year"].tolist() == world.years
    for source, counted in (
        ("threats", SOURCES),
        ("dyads", {kind: kind for kind in ("ally_any", "ally_pact")}),
    ):
        for name, column in counted.items():
            true = [year for year, value in cells(tables[source], "year", column) if value]
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
