"""The model on history: tables that say what the runs of single years say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.abm import Rules, simulate
from entente.abm.explanation import explain
from entente.abm.history import explain_state, run_systems, run_years, stored_alliances, who_wanted_whom
from entente.core.errors import CoverageError
from entente.core.schema import load_schema
from entente.core.storage import write_table
from entente.systems.international_system import international_systems

from ..systems.worlds import CODES, MID_COLUMNS, World, cells, few, generators, panel_tables, worlds

densities = st.sampled_from([0, 0.2, 0.6, 1])
rule_sets = st.sampled_from([Rules.named("paper"), Rules.named("program"), Rules(carry_allies=False)])
KEYS = {
    "ties": ["year", "iteration", "ccode", "partner"],
    "states": ["year", "iteration", "ccode"],
    "runs": ["year"],
}


def systems(tables, **definitions):
    return list(international_systems(**tables, **({"mid": "window"} | definitions)))


def simulated(system, rules):
    return simulate(
        capability=system.capability,
        srg=system.srg,
        mid=system.mid,
        democracy=system.democracy,
        cooperation=system.cooperation,
        rules=rules,
    )


@few
@given(worlds(), generators, densities, rule_sets, st.sampled_from(list(MID_COLUMNS)), st.booleans())
def test_tables_say_what_the_runs_say(world, rng, density, rules, mid, symmetrise):
    of_years = systems(panel_tables(world, rng, density), mid=mid, symmetrise=symmetrise)
    tables = run_years(of_years, rules)
    ties, costs, runs = [], [], []
    for system in of_years:
        run, codes = simulated(system, rules), system.axis.codes.tolist()
        runs.append((system.year, len(codes), run.iterations, run.converged))
        for t in range(run.iterations):
            costs += [(system.year, t + 1, code, cost) for code, cost in zip(codes, run.aoc[t], strict=True)]
            held = [run.wishes[t], run.alliances[t], run.srg[t]]
            for i, code in enumerate(codes):
                for j, partner in enumerate(codes):
                    marks = tuple(bool(matrix[i, j]) for matrix in held)
                    if any(marks):
                        ties.append((system.year, t + 1, code, partner, *marks))
    assert cells(tables["ties"], *KEYS["ties"], "wish", "alliance", "srg") == ties
    assert cells(tables["states"], *KEYS["states"], "aoc") == costs
    assert cells(tables["runs"], "year", "n", "iterations", "converged") == runs
    read_back = stored_alliances(of_years, tables["ties"], tables["runs"])
    for (system, alliances), (same, run) in zip(read_back, run_systems(of_years, rules), strict=True):
        assert system is same
        np.testing.assert_array_equal(alliances, list(run.alliances))


@few
@given(worlds(), generators, densities, rule_sets)
def test_results_do_not_depend_on_which_years_are_run_together(world, rng, density, rules):
    of_years = systems(panel_tables(world, rng, density))
    together = run_years(of_years, rules)
    alone = [run_years([system], rules) for system in reversed(of_years)]
    for name, key in KEYS.items():
        joined = pd.concat([tables[name] for tables in alone], ignore_index=True)
        joined = joined.astype(together[name].dtypes).sort_values(key, ignore_index=True)
        pd.testing.assert_frame_equal(joined, together[name])


def test_tables_fit_their_schemas():
    tables = run_years(systems(little_world()), Rules())
    for name, table in tables.items():
        pd.testing.assert_frame_equal(
            load_schema(f"abm/abm_{name}").validate(table), table, check_dtype=False
        )
    assert tables["runs"]["iterations"].max() > 2


@few
@given(worlds(), generators, densities, rule_sets)
def test_explanations_name_partners_by_their_codes(world, rng, density, rules):
    for system, run in run_systems(systems(panel_tables(world, rng, density)), rules):
        codes = system.axis.codes
        for i, code in enumerate(codes.tolist()):
            steps, by_position = explain_state(system, rules, code), explain(run, i)
            assert steps["partner"].isna().equals(by_position["partner"].isna())
            partners = by_position["partner"].dropna().to_numpy(int)
            assert steps["partner"].dropna().tolist() == codes[partners].tolist()
            assert steps.drop(columns="partner").equals(by_position.drop(columns="partner"))


def test_a_state_that_is_no_member_has_no_explanation():
    system = systems(little_world())[0]
    with pytest.raises(CoverageError, match="State 999 is no member of the system of 1907"):
        explain_state(system, Rules(), 999)


# --- who wanted whom ---------------------------------------------------------------------------------------


def little_world():
    """Years 1907 to 1914, without any ties in every third of them, 1908, 1911 and 1914."""
    world = World({(year, code): (1, 366) for year in range(1907, 1915) for code in CODES})
    return panel_tables(world, np.random.default_rng(13), 0.5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Tables of a run."""
    path = tmp_path_factory.mktemp("paper")
    for name, table in run_years(systems(little_world()), Rules()).items():
        write_table(table, path / f"{name}.parquet", schema=f"abm/abm_{name}")
    return path


@pytest.mark.parametrize("year", [1907, 1909, 1910, 1912, 1913])
def test_wishes_of_a_year(folder, year):
    system = next(system for system in systems(little_world()) if system.year == year)
    run = simulated(system, Rules())
    for iteration in [*range(1, run.iterations + 1), None]:
        wishes, alliances = (
            networks[-1 if iteration is None else iteration - 1] for networks in (run.wishes, run.alliances)
        )
        codes = system.axis.codes
        expected = [(codes[i], codes[j], alliances[i, j]) for i, j in np.argwhere(wishes)]
        assert cells(who_wanted_whom(folder, year, iteration), "ccode", "partner", "alliance") == expected
    assert wishes.any()


@pytest.mark.parametrize("iteration", [None, 1, 2])
def test_in_a_year_with_no_ties_at_all_nobody_wanted_anybody(folder, iteration):
    wishes = who_wanted_whom(folder, 1914, iteration)
    assert wishes.empty and wishes.columns.tolist() == ["ccode", "partner", "alliance"]


@pytest.mark.parametrize("year", [1906, 1919, 1950])
def test_a_year_that_was_not_run_is_refused(folder, year):
    with pytest.raises(CoverageError, match=rf"no run of the model for {year}(.|\n)*that was run"):
        who_wanted_whom(folder, year)


@pytest.mark.parametrize("iteration", [0, -1, 51])
def test_an_iteration_that_was_not_reached_is_refused(folder, iteration):
    iterations = simulated(systems(little_world())[0], Rules()).iterations
    with pytest.raises(
        CoverageError, match=rf"1907 has no iteration {iteration}\.\nIt has iterations 1 to {iterations}"
    ):
        who_wanted_whom(folder, 1907, iteration)


def test_an_iteration_is_a_whole_number(folder):
    with pytest.raises(TypeError, match="float"):
        who_wanted_whom(folder, 1907, 1.5)
    assert who_wanted_whom(folder, 1907, np.int64(1)).equals(who_wanted_whom(folder, 1907, 1))
