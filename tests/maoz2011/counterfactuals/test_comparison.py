"""Both worlds side by side: the baseline is history, and the tables say what the runs say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.abm import Rules, simulate
from entente.abm.history import run_years
from entente.core.errors import CounterfactualError, TooManyCliques
from entente.core.schema import load_schema
from entente.networks import describe
from entente.studies.maoz2011.counterfactuals.comparison import compare
from entente.studies.maoz2011.counterfactuals.year_inputs import YearInputs
from entente.systems.international_system import international_systems

from ...systems.worlds import CODES, World, few, generators, panel_tables, worlds
from .tiny import called, counterfactual, tiny

NAMES = called({code: f"State {code}" for code in (*CODES, 365)})


ALL_DEMOCRATIC = ("set_democracy", {"states": "all", "to": True})


def added(number):
    return ("add_random_states", {"number": number})


def removed(code):
    return ("remove_states", {"states": code})


def democratic(code):
    return ("set_democracy", {"states": code, "to": True})


def compared(systems, *changes, rules=None, seed=1, max_cliques=1000):
    found = counterfactual(*changes)
    return compare(systems, found, rules or Rules(), NAMES, seed=seed, max_cliques=max_cliques)


def world_systems(world, rng):
    """The years of a world in which there are two states or more."""
    systems = international_systems(**panel_tables(world, rng, 0.5), mid="window")
    return [system for system in systems if len(system.axis) > 1]


rule_sets = st.sampled_from([Rules.named("paper"), Rules.named("program")])


peopled = worlds().filter(lambda world: any(len(world.members(year)) > 1 for year in world.years))


@few
@given(peopled, generators, rule_sets)
def test_the_baseline_is_what_the_model_says_of_history(world, rng, rules):
    systems = world_systems(world, rng)
    ties, runs = (run_years(systems, rules)[table] for table in ("ties", "runs"))
    inputs = [YearInputs.of(system) for system in systems]
    states = compared(inputs, added(3), rules=rules).states
    iterations = runs.set_index("year")["iterations"]
    allied = ties[ties["alliance"]]
    for iteration, number in (("first", iterations * 0 + 1), ("last", iterations)):
        stored = allied[allied["iteration"] == allied["year"].map(number)].groupby(["year", "ccode"]).size()
        found = states[(states["iteration"] == iteration) & (states["member"] == "both")]
        found = found.set_index(["year", "ccode"])["allies_baseline"].astype(int)
        assert found.to_dict() == stored.reindex(found.index, fill_value=0).to_dict()


@few
@given(peopled, generators, rule_sets)
def test_without_changes_nothing_differs(world, rng, rules):
    found = compared(map(YearInputs.of, world_systems(world, rng)), rules=rules)
    assert found.ties.empty and found.effects.empty
    assert (found.states["member"] == "both").all()
    assert found.states["allies_baseline"].equals(
        found.states["allies_counterfactual"].rename("allies_baseline")
    )
    assert not found.states[["gained", "lost"]].to_numpy().any()
    assert (found.networks["difference"].fillna(0) == 0).all()
    in_world = found.runs.set_index("world")
    assert (
        in_world.loc[["baseline"], "iterations"].tolist()
        == in_world.loc[["counterfactual"], "iterations"].tolist()
    )


@few
@given(peopled, generators)
def test_results_do_not_depend_on_which_years_are_run_together(world, rng):
    inputs = [YearInputs.of(system) for system in world_systems(world, rng)]
    together = compared(inputs, added(4), seed=5)
    alone = [compared([year], added(4), seed=5) for year in reversed(inputs)][::-1]
    for table in ("states", "ties", "networks", "runs"):
        joined = pd.concat([getattr(part, table) for part in alone], ignore_index=True)
        pd.testing.assert_frame_equal(joined, getattr(together, table), check_dtype=False)


# --- four states by hand -----------------------------------------------------------------------------------

# State 20 disputes with 2 and with 365, who are enemies of an enemy and too weak to stand alone.
HISTORY = {
    "capability": (0.2, 0.5, 0.1, 0.2),
    "mid": [(2, 20), (20, 365)],
    "srg": [(2, 20), (365, 20), (20, 2), (20, 365)],
}


def allies(inputs, iteration=-1):
    return simulate(**inputs.arguments).alliances[iteration]


def test_enemies_of_an_enemy_lose_each_other_where_the_dispute_is_gone():
    inputs = [tiny(year=1950, **HISTORY), tiny(year=1951, **HISTORY)]
    assert np.argwhere(allies(inputs[0])).tolist() == [[0, 3], [3, 0]]
    found = compared(inputs, ("remove_disputes", {"states": 20, "others": 365}))
    assert found.ties.to_dict("records") == [
        {"year": year, "iteration": iteration, "ccode1": 2, "ccode2": 365, "change": "lost"}
        for year in (1950, 1951)
        for iteration in ("first", "last")
    ]
    states = found.states[(found.states["year"] == 1951) & (found.states["iteration"] == "last")]
    assert states[
        ["ccode", "name", "allies_baseline", "allies_counterfactual", "gained", "lost"]
    ].values.tolist() == [
        [2, "State 2", 1, 0, 0, 1],
        [20, "State 20", 0, 0, 0, 0],
        [200, "State 200", 0, 0, 0, 0],
        [365, "State 365", 1, 0, 0, 1],
    ]
    networks = found.networks.query("year == 1951 and iteration == 'last'").set_index("measure")
    assert networks.loc["edges"].tolist()[2:] == [1, 0, -1]
    assert networks.loc["density", "baseline"] == pytest.approx(1 / 6)
    assert np.isnan(networks.loc["transitivity", "counterfactual"]) and np.isnan(
        networks.loc["transitivity", "difference"]
    )


def test_allies_are_gained_from_and_lost_to_states_of_one_world_only():
    found = compared([tiny(**HISTORY)], removed(365))
    last = found.states[found.states["iteration"] == "last"].set_index("ccode")
    assert last["member"].to_dict() == {2: "both", 20: "both", 200: "both", 365: "baseline"}
    assert last.loc[2, ["allies_baseline", "allies_counterfactual", "gained", "lost"]].tolist() == [
        1,
        0,
        0,
        1,
    ]
    assert last.loc[365, "allies_baseline"] == 1 and pd.isna(last.loc[365, "allies_counterfactual"])
    nodes = found.networks.query("measure == 'n' and iteration == 'last'").iloc[0]
    assert (nodes["baseline"], nodes["counterfactual"]) == (4, 3)


def test_random_states_are_named_and_counted():
    found = compared([tiny(**HISTORY)], added(2))
    new = found.states[(found.states["member"] == "counterfactual") & (found.states["iteration"] == "last")]
    assert new["name"].tolist() == ["Random state 1", "Random state 2"]
    assert new["allies_baseline"].isna().all()
    assert (new["allies_counterfactual"] == new["gained"]).all()


@few
@given(peopled, generators)
def test_tables_agree_with_the_runs_and_with_each_other(world, rng):
    inputs = [YearInputs.of(system) for system in world_systems(world, rng)]
    change = ALL_DEMOCRATIC
    if all(year.democracy.all() for year in inputs):
        return
    found = compared(inputs, change)
    applied = counterfactual(change)
    for year in inputs:
        altered, _ = applied.applied(year, NAMES, 1)
        for iteration, index in (("first", 0), ("last", -1)):
            before, after = allies(year, index), allies(altered, index)
            chosen = {"year": year.year, "iteration": iteration}
            ties, states, networks = (
                table[(table["year"] == chosen["year"]) & (table["iteration"] == iteration)]
                for table in (found.ties, found.states, found.networks)
            )
            i, j = np.nonzero(np.triu(before ^ after))
            change_of = np.where(after, "gained", "lost")
            expected = {(year.codes[a], year.codes[b], change_of[a, b]) for a, b in zip(i, j, strict=True)}
            assert set(ties[["ccode1", "ccode2", "change"]].itertuples(index=False, name=None)) == expected
            assert states["allies_baseline"].tolist() == before.sum(axis=1).tolist()
            assert states["allies_counterfactual"].tolist() == after.sum(axis=1).tolist()
            assert (states["gained"] - states["lost"]).tolist() == (
                after.sum(axis=1) - before.sum(axis=1)
            ).tolist()
            values = networks.set_index("measure")["counterfactual"].to_dict()
            np.testing.assert_equal(values, describe(after, altered.capability))


def test_tables_fit_their_schemas():
    world = World({(year, code): (1, 366) for year in range(1907, 1910) for code in CODES})
    inputs = [YearInputs.of(system) for system in world_systems(world, np.random.default_rng(13))]
    found = compared(inputs, added(2), removed(2))
    for name in ("states", "ties", "networks"):
        table = getattr(found, name)
        valid = load_schema(f"maoz2011/counterfactual_{name}").validate(table)
        assert len(valid) == len(table) > 0
    with_key = found.networks.set_index(["year", "iteration", "measure"])
    assert with_key.index.is_unique


# --- what is refused, and what is counted ------------------------------------------------------------------


def test_a_change_without_any_effect_is_refused():
    inputs = [tiny(year=1950, democracy=[2]), tiny(year=1951, democracy=[2])]
    with pytest.raises(
        CounterfactualError, match=r"no difference.*\n  2\. Regime of State 2 \(2\): democracy"
    ) as caught:
        compared(inputs, democratic(20), democratic(2))
    assert "1. " not in str(caught.value)


def test_a_state_removed_cannot_be_changed_any_more():
    with pytest.raises(CounterfactualError, match=r"2\. Capabilities of State 2 "):
        compared([tiny()], removed(2), ("multiply_capability", {"states": 2, "by": 2}))


def test_years_with_an_effect_are_counted():
    inputs = [tiny(year=year, democracy=[2] if year == 1951 else []) for year in (1950, 1951, 1952)]
    years = {"first": 1951, "last": 1952}
    found = counterfactual(("set_democracy", {"states": 2, "to": True, "years": years}))
    effects = compare(inputs, found, Rules(), NAMES, seed=1, max_cliques=100).effects
    assert effects.to_dict("records") == [
        {
            "change": "Regime of State 2 (2): democracy",
            "first": 1951,
            "last": 1952,
            "years": 2,
            "years_changed": 1,
        }
    ]


def test_a_network_with_too_many_cliques_is_named():
    with pytest.raises(TooManyCliques, match=r"baseline, 1950"):
        compared([tiny(**HISTORY)], democratic(2), max_cliques=2)
