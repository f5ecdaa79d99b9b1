"""The rule set of needs against the project's own programs, and against plain Python."""

import json
import runpy
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.burden import needs
from entente.core.errors import BurdenInputError, ConfigurationError, IterationNotHeld

#: The slow program that the benchmark runs side by side.
SLOW = runpy.run_path(str(Path(__file__).resolve().parents[3] / "benchmarks/plain_needs.py"))
PlainYear, PLAIN = SLOW["PlainYear"], {"program": SLOW["PROGRAM"], "v2": SLOW["V2"]}


def network(n, pairs, mutual=True):
    """Pairs such as "10 31", or "1-0 3-1"."""
    ties = np.zeros((n, n), dtype=bool)
    for pair in pairs.split():
        i, j = map(int, pair.split("-") if "-" in pair else pair)
        ties[i, j] = True
        ties[j, i] |= mutual
    return ties


def six_states():
    """World ``toy(6, 1, 1900)``: what the program of November 2022 was given."""
    return {
        "capability": np.array([0.1187, 0.0341, 0.5947, 0.0405, 0.0128, 0.1991]),
        "democracy": np.array([0, 0, 1, 1, 0, 0]),
        "culture": network(6, "20 21 31 40 51 52 54").astype(float),
        "neighbours": network(6, "20 21 31 32 54"),
        "primary_enemies": network(6, "10 30 31 50 51 54"),
        "secondary_enemies": network(6, "21 43"),
        "allies": network(6, "43"),
        "year": 1900,
        "burden_change": np.array([-0.0078, 0.0009, -0.0155, 0.0017, -0.0046, 0.0123]),
        "duration": np.zeros((6, 6)),
    }


def drawn_world(seed, rules="program", most=12):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, most))

    def mutual(density):
        ties = np.triu(rng.random((n, n)) < density, 1)
        return ties | ties.T

    capability = rng.gamma(0.6, size=n) + 0.001
    hostile = rng.random((n, n)) < rng.uniform(0, 0.4)
    np.fill_diagonal(hostile, False)
    second = (rng.random((n, n)) < 0.2) & ~hostile
    np.fill_diagonal(second, False)
    years = rng.integers(0, 4, (n, n))
    world = {
        "capability": capability / capability.sum() * rng.choice([1, 1, 3]),
        "democracy": rng.random(n) < 0.4,
        "culture": mutual(0.4) * 0.5 + mutual(0.2) * 0.5,
        "neighbours": mutual(0.3),
        "primary_enemies": hostile,
        "secondary_enemies": second,
        "allies": mutual(rng.uniform(0, 0.5)),
        "year": int(rng.choice([1900, 1944, 1960])),
        "burden_change": rng.normal(0, 0.01, n),
        "duration": np.triu(years, 1) + np.triu(years, 1).T,
    }
    if rules == "v2":
        del world["secondary_enemies"]
    return world


def labelled(world):
    labels = pd.Index([100 + 7 * i for i in range(len(world["capability"]))], name="ccode")
    return {
        name: values
        if name == "year"
        else pd.DataFrame(values, labels, labels)
        if values.ndim == 2
        else pd.Series(values, labels)
        for name, values in world.items()
    }


def reordered(world, order):
    return {
        name: values if name == "year" else values[np.ix_(*[order] * values.ndim)]
        for name, values in world.items()
    }


def test_it_ends_as_the_projects_own_program_does():
    """Branch burdenSharing_v3.0_NDPE, its own libraries, javac 17; its schedule's ordering counter rises."""
    run = needs.run(**six_states())
    assert np.array_equal(run.allies, network(6, "10 30 31 40 41 43 50 51 53 54"))
    utility = [-0.04550258, -0.47443596, 0.57765, 0.08897178, -0.01708281, 0.12467268]
    assert run.utility.round(8).tolist() == utility
    assert run.burden.round(8).tolist() == [0.40809113, 0.4144611, 0, -0.01883869, 0.44879501, -0.11132132]
    assert (run.rounds, run.status) == (4, "settled")


@pytest.mark.parametrize("position", range(8))
def test_it_ends_as_both_programs_do_on_drawn_worlds(root, position):
    """Output of both programs, compiled as above, from java burdensharing.SimEnvironment args.json.

    November's branch burdenSharing_v3.0_NDPE and January's commit 0dc6e35; the first three of November tell
    turns by the utility of a round before from those by that of the round itself.
    """
    worlds = json.loads((root / "tests/oracle/needs_worlds.json").read_text(encoding="utf-8"))
    world = worlds[position]
    rules, ends, n = world.pop("rules"), world.pop("ends"), len(world["capability"])
    for name, values in world.items():
        if isinstance(values, str):
            world[name] = network(n, values, mutual="enemies" not in name)
    run = needs.run(**world, rules=rules)
    assert np.array_equal(run.allies, network(n, ends["allies"])) and run.rounds == ends["rounds"]
    assert run.utility == pytest.approx(ends["utility"], rel=1e-12, abs=1e-12)
    if rules == "program":
        assert run.burden == pytest.approx(ends["burden"], rel=1e-12, abs=1e-12)


@given(
    st.integers(0, 10_000), st.sampled_from(["program", "v2"]), st.booleans(), st.sampled_from([None, 0.0])
)
@settings(max_examples=25)
def test_compiled_rounds_do_what_plain_python_does(seed, rules, at_once, upper):
    world = drawn_world(seed, rules)
    changes = {} if upper is None else {"upper": upper}
    switches = needs.Rules.named(rules, order="synchronous" if at_once else "in place", **changes)
    run, plain = needs.run(**world, rules=switches), PlainYear(world, PLAIN[rules], at_once, upper).run()
    assert np.array_equal(run.allies, [[j in of_i for j in range(plain.n)] for of_i in plain.allies])
    assert (run.rounds, run.status) == (plain.rounds, plain.status)
    assert run.utility == pytest.approx(plain.utility, rel=1e-9, abs=1e-12)
    assert run.burden == pytest.approx(plain.burden, rel=1e-9, abs=1e-12)


@given(st.integers(0, 10_000), st.sampled_from(["program", "v2"]))
def test_synchronously_the_order_of_the_states_does_not_matter(seed, rules):
    """Capabilities are drawn, so that there are no equals.  B keeps the order in which u are renewed."""
    world, switches = drawn_world(seed, rules), needs.Rules.named(rules, order="synchronous")
    order = np.random.default_rng(seed).permutation(len(world["capability"]))
    run, again = (needs.run(**given_, rules=switches) for given_ in (world, reordered(world, order)))
    assert np.array_equal(run.allies[np.ix_(order, order)], again.allies)
    assert run.utility[order] == pytest.approx(again.utility, rel=1e-9, abs=1e-12)
    assert run.rounds == again.rounds


def test_in_place_the_order_of_the_states_can_matter():
    ends = set()
    for seed in (24, 25):
        world = drawn_world(seed)
        order = np.arange(len(world["capability"]))[::-1]
        run, again = needs.run(**world), needs.run(**reordered(world, order))
        ends.add(np.array_equal(run.allies[np.ix_(order, order)], again.allies))
    assert ends == {True, False}


@given(st.integers(0, 10_000), st.sampled_from(["program", "v2"]))
@settings(max_examples=20)
def test_a_year_ends_and_is_the_same_each_time(seed, rules):
    world = drawn_world(seed, rules)
    run, again = needs.run(**world, rules=rules, keep="all"), needs.run(**world, rules=rules)
    assert run.utility.tobytes() == again.utility.tobytes()
    with pytest.raises(IterationNotHeld):
        _ = again.trace
    assert run.burden.tobytes() == again.burden.tobytes()
    assert run.status == "settled" or run.rounds == 20
    assert np.array_equal(run.allies, run.allies.T) and not run.allies.diagonal().any()
    if rules == "v2":
        assert not (run.allies & world["primary_enemies"] & ~world["allies"]).any()


@given(st.integers(0, 10_000), st.sampled_from(["program", "v2"]))
@settings(max_examples=20)
def test_the_trace_leads_from_the_first_network_to_the_last(seed, rules):
    world = drawn_world(seed, rules)
    run = needs.run(**world, rules=rules, keep="all")
    ties = world["allies"].copy()
    for move in run.trace[run.trace["accepted"]].itertuples():
        assert ties[move.state, move.partner] == (move.move == "end")
        ties[move.state, move.partner] = ties[move.partner, move.state] = move.move != "end"
    assert np.array_equal(ties, run.allies)
    assert run.trace["step"].tolist() == list(range(1, len(run.trace) + 1))
    assert run.trace["time"].is_monotonic_increasing and (run.trace["time"] <= run.rounds).all()
    refused = ~run.trace["accepted"].astype(bool)
    assert (run.trace.loc[refused, "gain"] == 0).all()


def test_states_keep_their_labels_and_hand_on_their_ties():
    world = labelled(six_states())
    run, plain = needs.run(**world, keep="all"), needs.run(**six_states(), keep="all")
    labels = world["capability"].index
    assert run.allies.index.equals(labels) and run.allies.columns.equals(labels)
    assert run.utility.index.equals(labels) and run.burden.tolist() == plain.burden.tolist()
    assert run.trace["partner"].tolist() == [100 + 7 * i for i in plain.trace["partner"]]
    allies, duration = run.handed_on([107, 121, 128, 999])
    assert allies.loc[107, 121] and allies.loc[121, 128] and not allies.loc[999].any()
    assert duration.loc[107, 121] == 1 and duration.loc[999].sum() == 0
    later = needs.run(
        **world | {"duration": world["duration"] + 3 * world["allies"], "allies": world["allies"]}
    )
    assert later.handed_on(labels)[1].loc[121, 128] == 4
    with pytest.raises(BurdenInputError, match="107 stands twice"):
        run.handed_on([107, 107])
    with pytest.raises(BurdenInputError, match="no labels"):
        plain.handed_on([0])


def test_networks_may_be_graphs_beside_labels():
    world = labelled(six_states())
    graph = nx.from_pandas_adjacency(world["allies"].astype(int))
    assert needs.run(**world | {"allies": graph}).utility.equals(needs.run(**world).utility)


def test_burdens_are_of_changes_that_are_known():
    world = six_states()
    known = world["burden_change"].copy()
    known[[3, 4, 5]] = np.nan
    found = needs.run(**world | {"burden_change": known})
    allies, enemies = (
        network_[0] & np.isfinite(known) for network_ in (found.allies, world["primary_enemies"])
    )
    assert found.burden[0] - needs.run(**world | {"burden_change": np.zeros(6)}).burden[0] == pytest.approx(
        12 * known[allies].mean() + known[enemies].mean()
    )
    nobody = needs.run(**world | {"burden_change": None})
    assert np.isnan(nobody.burden).tolist() == (nobody.allies | world["primary_enemies"]).any(axis=1).tolist()


@pytest.mark.parametrize("rules", PLAIN)
def test_burdens_by_another_source_are_those_of_a_run_with_it(rules):
    world = drawn_world(4, rules)
    other = np.where(np.arange(len(world["capability"])) == 1, np.nan, -2 * world["burden_change"])
    again = needs.run(**world | {"burden_change": other}, rules=rules)
    by_other = needs.run(**world, rules=rules).burden_by(other)
    assert by_other.tolist() == pytest.approx(again.burden.tolist(), rel=0, abs=0, nan_ok=True)
    assert not np.array_equal(by_other, needs.run(**world, rules=rules).burden, equal_nan=True)


def test_other_changes_of_burdens_go_by_their_labels():
    world = labelled(six_states())
    run, change = needs.run(**world), 2 * world["burden_change"]
    again = needs.run(**world | {"burden_change": change})
    assert run.burden_by(change).equals(again.burden)
    with pytest.raises(BurdenInputError, match="different labels"):
        run.burden_by(change.iloc[::-1])
    with pytest.raises(BurdenInputError, match=r"burden_change\[107\] is not a finite number"):
        run.burden_by(np.where(change.index == 107, np.inf, change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"capability": [0.1] * 5}, r"has shape \(6, 6\), but there are 5 states"),
        ({"capability": [0.1, 0.2, -0.1, 0.1, 0.1, 0.1]}, r"capability\[2\]"),
        ({"capability": [0.1, np.nan, 0.1, 0.1, 0.1, 0.1]}, r"capability\[1\]"),
        ({"democracy": [0, 0, 2, 1, 0, 0]}, r"democracy\[2\] is neither"),
        ({"culture": np.full((6, 6), 0.5)}, r"culture\[0, 0\] is of a state with itself"),
        ({"culture": 2.0 * network(6, "10")}, r"culture\[0, 1\] is no number from 0 to 1"),
        ({"neighbours": network(6, "10", mutual=False)}, r"neighbours\[0, 1\] is not the same"),
        ({"allies": network(6, "43", mutual=False)}, r"allies\[3, 4\] is not the same"),
        ({"allies": np.eye(6)}, r"allies\[0, 0\] is of a state with itself"),
        ({"allies": np.full((6, 6), "yes")}, "allies is of type"),
        ({"primary_enemies": 3 * network(6, "10")}, r"primary_enemies\[0, 1\] is neither"),
        ({"secondary_enemies": network(6, "10")}, r"\[0, 1\] is a primary and a secondary enemy"),
        ({"secondary_enemies": None}, "secondary_enemies are missing"),
        *(({name: None}, f"{name} is not given") for name in ("democracy", "culture", "primary_enemies")),
        ({"capability": 0.1}, "There are 1 states"),
        ({"rules": "v2"}, "secondary_enemies are given"),
        ({"burden_change": [np.inf] * 6}, r"burden_change\[0\]"),
        ({"duration": -1.0 * network(6, "10")}, r"duration\[0, 1\]"),
        ({"year": 1900.5}, "year is 1900.5"),
        ({"capability": 1e6 * np.arange(1, 7)}, "beyond all bounds"),
    ],
)
def test_bad_input_is_refused_by_name(change, said):
    rules = {"rules": needs.Rules(max_rounds=500, quiet=400)} if said == "beyond all bounds" else {}
    with pytest.raises(BurdenInputError, match=said):
        needs.run(**six_states() | rules | change)


def test_labels_that_differ_or_repeat_and_single_states_are_refused():
    world = labelled(six_states())
    with pytest.raises(BurdenInputError, match="different labels"):
        needs.run(**world | {"democracy": world["democracy"].iloc[::-1]})
    with pytest.raises(BurdenInputError, match="stands twice"):
        needs.run(**six_states() | {"capability": pd.Series([0.1] * 6, [1, 1, 2, 3, 4, 5])})
    alone = {name: v if name == "year" else v[(slice(1),) * v.ndim] for name, v in six_states().items()}
    with pytest.raises(BurdenInputError, match="1 states"):
        needs.run(**alone)


def test_rules_are_refused_by_name():
    with pytest.raises(ConfigurationError, match="no rule set named 'v3'"):
        needs.run(**six_states(), rules="v3")
    with pytest.raises(ConfigurationError, match="keep is 'some'"):
        needs.run(**six_states(), keep="some")
    with pytest.raises(ConfigurationError, match="rules is 3"):
        needs.run(**six_states(), rules=3)
    for wrong in (
        {"order": "inplace"},
        {"upper": float("nan")},
        {"upper": -3.0, "lower": 1.0},
        {"uper": 1.0},
    ):
        with pytest.raises(ConfigurationError, match="Rules"):
            needs.Rules(**wrong)
    with pytest.raises(ConfigurationError, match="Attraction: culture"):
        needs.Attraction(culture="much")
