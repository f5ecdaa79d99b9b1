"""The model against a slow version in sets and loops, and properties that must hold in every run."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.abm import Rules, simulate

MODULE_ORDERS = [*itertools.permutations(("D", "EE", "JC")), ("EE", "JC"), ("JC",)]


# --- the model in sets and loops, with integer capabilities ------------------------------------------


def slow_run(capability, srg, mid, democracy, cooperation, rules):
    """Iterations as dicts of lists of sets, one set for each state, and whether they converged."""
    states = range(len(capability))
    group = initial = ties_of(srg)
    opponents, partners = ties_of(mid), ties_of(cooperation)
    allies = [set() for _ in states]
    trace = []
    for _ in range(rules.max_iterations):
        counted = allies if rules.carry_allies else [set() for _ in states]
        aoc, wishes = [], []
        for i in states:
            cost = (
                sum(capability[j] for j in group[i]) - capability[i] - sum(capability[j] for j in counted[i])
            )
            aoc.append(cost)
            lists = slow_lists(i, states, opponents, democracy, partners, rules)
            wishes.append(slow_search(i, cost, group[i], counted[i], lists, capability, rules))
        allies = [{j for j in wishes[i] if i in wishes[j]} for i in states]
        trace.append({"wishes": wishes, "alliances": allies, "srg": group, "aoc": aoc})
        if len(trace) > 1 and trace[-1][rules.converged_on] == trace[-2][rules.converged_on]:
            return trace, True
        before = group if rules.srg_update == "cumulative" else initial
        group = [before[i] | {j for enemy in opponents[i] for j in allies[enemy] if j != i} for i in states]
    return trace, False


def slow_lists(i, states, opponents, democracy, partners, rules):
    """Lists of candidates of state i, in the order in which it goes through them."""
    fellow_democracies = {j for j in states if democracy[i] and democracy[j]}
    enemies_of_enemies = {j for enemy in opponents[i] for j in opponents[enemy]}
    modules = {"D": fellow_democracies, "EE": enemies_of_enemies, "JC": partners[i]}
    lists = [modules[name] for name in rules.modules]
    return [*lists, set(states)] if rules.fallback == "any" else lists


def slow_search(i, cost, group, carried, lists, capability, rules):
    """Whom state i wishes for: the allies carried over, and whom it adds until its cost is covered."""
    wished = set(carried)
    for listed in lists:
        open_to_i = {j for j in listed if j != i and j not in group and j not in wished and capability[j] > 0}
        while cost > 0 and open_to_i:
            strongest = max(capability[j] for j in open_to_i)
            tied = sorted(j for j in open_to_i if capability[j] == strongest)
            added = tied if rules.ties == "together" else tied[:1]
            wished |= set(added)
            open_to_i -= set(added)
            cost -= strongest * len(added)
    return wished


def ties_of(matrix):
    """Sets of the states that each state is tied to."""
    return [{j for j, tied in enumerate(row) if tied} for row in np.asarray(matrix).tolist()]


def assert_same(run, slow, system):
    """Compare a run with the slow one: every iteration, every network, every cost."""
    trace, converged = slow
    assert (run.iterations, run.converged) == (len(trace), converged), system
    for t, step in enumerate(trace):
        for name in ("wishes", "alliances", "srg"):
            assert ties_of(getattr(run, name)[t]) == step[name], (name, t, system)
        assert run.aoc[t].tolist() == step["aoc"], (t, system)


# --- random systems ------------------------------------------------------------------------------------


def random_system(rng, smallest=1, largest=16):
    """Return a small hostile world with few distinct capabilities: many ties, many exact balances."""
    n = int(rng.integers(smallest, largest + 1))

    def symmetric(density):
        upper = np.triu(rng.random((n, n)) < density, 1)
        return upper | upper.T

    mid = symmetric(min(1, 2 / n))
    srg = mid | (rng.random((n, n)) < rng.choice([0, 0.1]))
    np.fill_diagonal(srg, False)
    return {
        "capability": rng.integers(0, rng.choice([3, 8, 40]), n),
        "srg": srg,
        "mid": mid,
        "democracy": rng.random(n) < rng.choice([0.2, 0.5]),
        "cooperation": symmetric(rng.choice([0.1, 0.3])),
    }


@st.composite
def systems(draw, distinct=False):
    """Any system of 1 to 12 states, down to the single tie."""
    n = draw(st.integers(1, 12))
    capability = draw(
        st.permutations([2 * k for k in range(n)])
        if distinct
        else st.lists(st.integers(0, draw(st.sampled_from([2, 6, 30]))), min_size=n, max_size=n)
    )

    def matrix():
        sparser = draw(st.integers(1, 3))  # each further pattern of bits halves the density
        pattern = -1
        for _ in range(sparser):
            pattern &= draw(st.integers(0, 2 ** (n * n) - 1))
        bits = [pattern >> k & 1 for k in range(n * n)]
        ties = np.array(bits, dtype=bool).reshape(n, n)
        np.fill_diagonal(ties, False)
        return ties

    mid, cooperation, others = matrix(), matrix(), matrix()
    return {
        "capability": np.array(capability),
        "srg": draw(st.sampled_from([mid, mid.T | mid, others, mid | mid.T | others])),
        "mid": mid | mid.T,
        "democracy": np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n))),
        "cooperation": cooperation | cooperation.T,
    }


any_rules = st.one_of(
    st.sampled_from([Rules.named("paper"), Rules.named("program")]),
    st.builds(
        Rules,
        modules=st.sampled_from(MODULE_ORDERS),
        fallback=st.sampled_from(["none", "any"]),
        ties=st.sampled_from(["position", "together"]),
        carry_allies=st.booleans(),
        srg_update=st.sampled_from(["cumulative", "initial"]),
        converged_on=st.sampled_from(["alliances", "wishes"]),
        max_iterations=st.sampled_from([1, 2, 3, 50]),
    ),
)


# --- the same results --------------------------------------------------------------------------------


@settings(max_examples=400)
@given(systems(), any_rules)
def test_equals_sets_and_loops(system, rules):
    assert_same(simulate(**system, rules=rules), slow_run(**system, rules=rules), system)


SWITCHES = list(
    itertools.product(
        ("none", "any"),
        ("position", "together"),
        (True, False),
        ("cumulative", "initial"),
        ("alliances", "wishes"),
    )
)


@pytest.mark.parametrize(("fallback", "ties", "carry_allies", "srg_update", "converged_on"), SWITCHES)
def test_equals_sets_and_loops_under_every_combination_of_switches(
    fallback, ties, carry_allies, srg_update, converged_on
):
    iterations = []
    for order, modules in enumerate(MODULE_ORDERS):
        rules = Rules(modules, fallback, ties, carry_allies, srg_update, converged_on, max_iterations=12)
        for index in range(12):
            system = random_system(np.random.default_rng([order, index]))
            run = simulate(**system, rules=rules)
            assert_same(run, slow_run(**system, rules=rules), system)
            iterations.append(run.iterations)
    assert max(iterations) > 3  # else these systems would not show what happens later in a run


@pytest.mark.parametrize("seed", range(8))
def test_equals_sets_and_loops_on_systems_of_several_words(seed):
    system = random_system(np.random.default_rng(seed), smallest=60, largest=140)
    for rules in (Rules.named("paper"), Rules.named("program"), Rules(carry_allies=False)):
        assert_same(simulate(**system, rules=rules), slow_run(**system, rules=rules), seed)


@pytest.mark.parametrize("name", ["paper", "program"])
def test_equals_sets_and_loops_on_a_system_as_large_as_todays(name):
    rng, n, rules = np.random.default_rng(2001), 190, Rules.named(name)
    upper = [np.triu(rng.random((n, n)) < density, 1) for density in (0.01, 0.05)]
    mid, cooperation = (ties | ties.T for ties in upper)
    capability = np.floor(1000 * rng.pareto(1, n)).astype(int)
    system = {"capability": capability, "srg": mid, "mid": mid, "cooperation": cooperation}
    system["democracy"] = rng.random(n) < 0.3
    run = simulate(**system, rules=rules)
    assert run.iterations > 3
    assert_same(run, slow_run(**system, rules=rules), name)


@settings(max_examples=100)
@given(systems(), any_rules)
def test_float_shares_decide_like_integers(system, rules):
    total = int(system["capability"].sum())
    exact = simulate(**system, rules=rules)
    shares = simulate(**system | {"capability": system["capability"] / max(total, 1)}, rules=rules)
    assert shares.iterations == exact.iterations
    for t in range(exact.iterations):
        assert np.array_equal(shares.wishes[t], exact.wishes[t])
        np.testing.assert_allclose(shares.aoc[t] * max(total, 1), exact.aoc[t], atol=1e-9)


# --- properties ----------------------------------------------------------------------------------------


def steps(run, rules):
    """Yield each iteration's networks and costs, and the allies carried into it."""
    carried = np.zeros_like(run.wishes[0])
    for t in range(run.iterations):
        yield run.wishes[t], run.alliances[t], run.srg[t], run.aoc[t], carried
        if rules.carry_allies:
            carried = run.alliances[t]


@settings(max_examples=150)
@given(systems(), any_rules)
def test_only_the_outweighed_add_and_never_from_their_group(system, rules):
    for wishes, alliances, srg, aoc, carried in steps(simulate(**system, rules=rules), rules):
        added = wishes & ~carried
        assert (wishes & carried == carried).all()
        assert not added[aoc <= 0].any()
        assert not (added & srg).any()
        assert not added[:, system["capability"] == 0].any()
        assert (alliances == (wishes & wishes.T)).all()
        assert not any(np.diag(matrix).any() for matrix in (wishes, alliances, srg))


@settings(max_examples=150)
@given(systems(), any_rules)
def test_groups_grow(system, rules):
    run = simulate(**system, rules=rules)
    assert np.array_equal(run.srg[0], system["srg"])
    for t in range(1, run.iterations):
        base = run.srg[t - 1] if rules.srg_update == "cumulative" else system["srg"]
        assert (base <= run.srg[t]).all()


@settings(max_examples=150)
@given(systems(), any_rules)
def test_a_run_ends_at_the_first_repetition_or_at_the_limit(system, rules):
    run = simulate(**system, rules=rules)
    networks = list(getattr(run, rules.converged_on))
    repeats = [np.array_equal(*pair) for pair in itertools.pairwise(networks)]
    assert not any(repeats[:-1])
    assert run.converged == bool(repeats and repeats[-1])
    assert run.iterations <= rules.max_iterations
    assert run.converged or run.iterations == rules.max_iterations


@settings(max_examples=150)
@given(systems(distinct=True), any_rules, st.randoms(use_true_random=False))
def test_relabelling_states_relabels_the_results(system, rules, random):
    order = list(range(len(system["capability"])))
    random.shuffle(order)
    square = np.ix_(order, order)
    relabelled = {name: array[order] if array.ndim == 1 else array[square] for name, array in system.items()}
    run, other = simulate(**system, rules=rules), simulate(**relabelled, rules=rules)
    assert other.iterations == run.iterations and other.converged == run.converged
    for t in range(run.iterations):
        assert np.array_equal(other.wishes[t], run.wishes[t][square])
        assert np.array_equal(other.srg[t], run.srg[t][square])
        assert np.array_equal(other.aoc[t], run.aoc[t][order])


@settings(max_examples=50)
@given(systems(), any_rules)
def test_keep_last_is_the_last_of_keep_all(system, rules):
    run, last = simulate(**system, rules=rules), simulate(**system, rules=rules, keep="last")
    for name in ("wishes", "alliances", "srg"):
        assert np.array_equal(getattr(last, name)[-1], getattr(run, name)[-1])
    assert np.array_equal(last.aoc, run.aoc)
    assert (last.iterations, last.converged) == (run.iterations, run.converged)
