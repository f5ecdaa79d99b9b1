"""Runs of ``actors``: against the exact process, a slow program beside it, themselves in other batches."""

import runpy
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.burden import actors
from entente.burden.actors.coefficients import Rates
from entente.core.errors import BurdenInputError, ConfigurationError, IterationNotHeld, NetworkError

from .worlds import EFFORT, EXACT, START, measured, world

#: The slow program that the benchmark runs side by side.
PLAIN = Path(__file__).resolve().parents[3] / "benchmarks/plain_actors.py"
simulate_plainly = runpy.run_path(str(PLAIN))["simulate"]


@pytest.mark.parametrize(("rule", "ties", "efforts", "rates", "expected"), EXACT)
def test_runs_are_distributed_as_the_exponential_of_the_rate_matrix(rule, ties, efforts, rates, expected):
    given = {"ties": ties, "efforts": efforts, "rates": rates, "rule": rule, "centre": 2}
    exact = actors.generator(3, 3, **given)
    chance = exact.probabilities(START, EFFORT)
    runs = [actors.simulate(START, EFFORT, **given, categories=3, seed=(11, index)) for index in range(1000)]
    found = measured(np.array([run.network for run in runs]), np.array([run.effort for run in runs]))
    assert np.abs(errors(found, chance @ measured(exact.networks, exact.efforts))).max() < 3.5
    # Whole situations, not moments alone: the frequent ones by Pearson's statistic.
    counts = np.bincount([exact.position(run.network, run.effort) for run in runs], minlength=len(chance))
    often = chance * len(runs) >= 10
    expected_counts = chance[often] * len(runs)
    statistic = ((counts[often] - expected_counts) ** 2 / expected_counts).sum()
    assert statistic < often.sum() + 3.5 * np.sqrt(2 * often.sum())


def errors(found, expected):
    """How many standard errors means lie from what is expected; one that never varies has to be exact."""
    deviation, error = found.mean(axis=0) - expected, found.std(axis=0) / np.sqrt(len(found))
    return np.divide(deviation, error, out=np.where(np.abs(deviation) < 1e-9, 0.0, np.inf), where=error > 0)


@pytest.mark.parametrize("rule", ["confirm", "unilateral"])
def test_runs_are_distributed_as_those_of_a_slow_program(rule):
    """Seven states with every term there is, so that counts that are kept up must be kept up well."""
    network, effort, ties, efforts = world(7)
    ours, plain = [], []
    for index in range(200):
        run = actors.simulate(
            network, effort, ties=ties, efforts=efforts, rates={"ties": 3, "efforts": 2}, rule=rule,
            categories=5, centre=2.5, seed=(3, index),
        )  # fmt: skip
        ours.append(moments(run.network, run.effort))
        partners, z = simulate_plainly(
            network, effort, ties, efforts, (3, 2), rule, categories=5, centre=2.5, seed=index
        )
        tied = np.array([[j in partners[i] for j in range(7)] for i in range(7)])
        plain.append(moments(tied, np.array([z[i] for i in range(7)])))
    ours, plain = np.array(ours), np.array(plain)
    difference = ours.mean(axis=0) - plain.mean(axis=0)
    assert np.abs(difference / np.sqrt((ours.var(axis=0) + plain.var(axis=0)) / 200)).max() < 3.5


def moments(network, effort):
    degree = network.sum(axis=0)
    return [
        degree.sum(),
        np.trace(np.linalg.matrix_power(network.astype(int), 3)),
        *degree,
        *effort,
        degree @ effort,
    ]


@settings(max_examples=15)
@given(
    n=st.integers(2, 9), seed=st.integers(0, 2**40), rule=st.sampled_from(["confirm", "unilateral"]),
    rates=st.floats(0, 20), categories=st.integers(1, 11), size=st.sampled_from([0.1, 1, 50]),
)  # fmt: skip
def test_a_run_ends_as_its_trace_says_and_each_gain_is_that_of_the_formulas(
    n, seed, rule, rates, categories, size
):
    """Every run ends, whatever the coefficients; trace and explanation agree, move by move, to rounding."""
    network, _, ties, efforts = world(n, seed)
    rng = np.random.default_rng(seed)
    effort = rng.integers(1, categories + 1, n)
    ties |= {"density": size * rng.normal(), "pairs": size * ties["pairs"]}
    run = actors.simulate(
        network,
        effort,
        ties=ties,
        efforts=efforts,
        rates=rates,
        rule=rule,
        categories=categories,
        seed=seed,
        keep="all",
    )
    assert run.status == "ended" and len(run.trace) == run.opportunities
    assert (run.network == run.network.T).all() and not run.network.diagonal().any()
    assert run.effort.min() >= 1 and run.effort.max() <= categories
    final, z = network.copy(), effort.copy()
    for row in run.trace.itertuples():
        if row.move in ("make", "end") and row.accepted:
            final[row.state, row.partner] = final[row.partner, row.state] = row.move == "make"
        z[row.state] += {"raise": 1, "lower": -1}.get(row.move, 0)
    assert (final == run.network).all() and (z == run.effort).all()
    for state in range(min(n, 3)):
        weighed = run.explain(state)
        chosen = weighed[weighed["chosen"]].set_index("step")
        own = run.trace[run.trace["state"] == state].set_index("step")
        assert chosen.index.equals(own.index) and chosen["move"].tolist() == own["move"].tolist()
        assert chosen["gain"].to_numpy() == pytest.approx(own["gain"].to_numpy(), abs=1e-9 * max(size, 1) * n)
        assert np.allclose(weighed.groupby("step")["probability"].sum(), 1)


def test_a_seed_gives_the_same_bytes_whatever_is_kept_and_before_and_after_other_runs():
    network, effort, ties, efforts = world(30)
    given = {"ties": ties, "efforts": efforts, "rates": 5}
    first = actors.simulate(network, effort, **given, seed=(1, 2))
    others = [actors.simulate(network, effort, **given, seed=(1, index)) for index in (3, 4)]
    again = actors.simulate(network, effort, **given, seed=(1, 2), keep="all")
    assert first.network.tobytes() == again.network.tobytes()
    assert first.effort.tobytes() == again.effort.tobytes()
    assert all((run.network != first.network).any() for run in others)
    assert again.trace.equals(actors.simulate(network, effort, **given, seed=(1, 2), keep="all").trace)
    assert again.trace["time"].is_monotonic_increasing and again.trace["time"].between(0, 1).all()


def test_inputs_stay_as_they_were():
    network, effort, ties, efforts = world(10)
    before = [values.copy() for values in (network, effort, ties["pairs"], efforts["states"])]
    actors.simulate(network, effort, ties=ties, efforts=efforts, rates=10, seed=1)
    after = (network, effort, ties["pairs"], efforts["states"])
    assert all((one == other).all() for one, other in zip(before, after, strict=True))


def test_states_go_by_their_labels():
    network, effort, ties, efforts = world(6)
    codes = pd.Index([2, 20, 200, 220, 255, 365])
    frame, series = pd.DataFrame(network, codes, codes), pd.Series(effort, codes)
    plain = actors.simulate(network, effort, ties=ties, efforts=efforts, rates=4, seed=8, keep="all")
    named = actors.simulate(frame, series, ties=ties, efforts=efforts, rates=4, seed=8, keep="all")
    assert (named.network == plain.network).all() and named.labels.equals(codes)
    assert named.trace["state"].tolist() == codes[plain.trace["state"]].tolist()
    assert named.explain(200)["probability"].equals(plain.explain(2)["probability"])
    assert set(named.explain(200)["partner"].dropna()) <= set(codes) - {200}
    graph = nx.relabel_nodes(nx.from_numpy_array(network), dict(enumerate(codes)))
    drawn = actors.simulate(graph, series, ties=ties, efforts=efforts, rates=4, seed=8)
    assert (drawn.network == plain.network).all()
    with pytest.raises(BurdenInputError, match="no state 201; near it are"):
        named.explain(201)
    for absent in (6, "a", [1]):
        with pytest.raises(BurdenInputError, match="position from 0 to 5"):
            plain.explain(absent)
    with pytest.raises(NetworkError, match="different labels"):
        actors.simulate(frame, series.iloc[::-1], seed=1)
    worth = pd.DataFrame(ties["pairs"], codes, codes)
    with pytest.raises(BurdenInputError, match="different labels"):
        actors.simulate(frame, series, ties={"pairs": worth[codes[::-1]]}, seed=1)
    with pytest.raises(NetworkError, match="different labels"):
        actors.simulate(frame, series, ties={"pairs": worth.loc[codes[::-1], codes[::-1]]}, seed=1)
    with pytest.raises(NetworkError, match="different labels"):
        actors.simulate(frame, series, efforts={"states": pd.Series(0.0, codes[::-1])}, seed=1)


def test_coefficients_may_be_objects_or_mappings():
    network, effort, ties, efforts = world(8)
    given = {"rates": {"ties": 3, "efforts": 1}, "seed": 4}
    one = actors.simulate(network, effort, ties=ties, efforts=efforts, **given)
    given["rates"] = Rates(ties=3, efforts=1)
    other = actors.simulate(
        network,
        effort,
        ties=actors.TieCoefficients(**ties),
        efforts=actors.EffortCoefficients(**efforts),
        **given,
    )
    assert (one.network == other.network).all() and (one.effort == other.effort).all()


def test_without_opportunities_nothing_happens():
    run = actors.simulate(START, EFFORT, rates=0, seed=1, keep="all")
    assert (run.network == START).all() and run.effort.tolist() == EFFORT and run.trace.empty
    assert run.explain(0).empty and repr(run) == "<ActorRun: 3 states, 0 opportunities, ties: 1>"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"effort": [0, 2, 3]}, "effort of state 0 is 0"),
        ({"effort": [1, 2, 12]}, "effort of state 2 is 12"),
        ({"effort": [1, 2.5, 3]}, "effort of state 1 is 2.5"),
        ({"effort": [1, np.nan, 3]}, "effort of state 1 is nan"),
        ({"effort": [1, 2]}, "Effort has shape"),
        ({"categories": 2}, "effort of state 2 is 3"),
        ({"categories": 0}, "categories is 0"),
        ({"rates": -1}, "rate of ties is -1"),
        ({"rates": {"ties": 1, "efforts": np.inf}}, "rate of efforts is inf"),
        ({"rates": {"ties": 1}}, "rates is"),
        ({"rates": "fast"}, "rates is 'fast'"),
        ({"rates": 1e300}, "rate of ties is 1e\\+300"),
        ({"ties": {"degree": 1e308}}, "degree is 1e\\+308"),
        ({"rule": "both"}, "rule is 'both'"),
        ({"centre": np.nan}, "centre is nan"),
        ({"ties": {"densty": 1}}, "unknown coefficient 'densty'; near it are density"),
        ({"ties": {"density": np.nan}}, "density is nan"),
        ({"ties": {"scale": "log"}}, "scale is 'log'"),
        ({"ties": {"triangles": 2}}, "triangles is 2"),
        ({"ties": {"pairs": np.full((3, 3), np.inf)}}, "pairs has 6 numbers"),
        ({"ties": {"pairs": np.full((3, 3), -1e200)}}, "6 numbers that are missing or beyond"),
        ({"ties": {"pairs": np.zeros((2, 2))}}, "pairs is of float64, with shape"),
        ({"ties": 3}, "ties is 3"),
        ({"efforts": {"direct": "much"}}, "direct is 'much'"),
        ({"efforts": {"states": [0, 0, np.nan]}}, "states has 1 numbers"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(changed, said):
    inputs = {"network": START, "effort": EFFORT, "seed": 1} | changed
    with pytest.raises(BurdenInputError, match=said):
        actors.simulate(**inputs)


def test_networks_that_are_none_are_refused():
    for entry, said in (((0, 2), "every tie must go both ways"), ((1, 1), "tied to itself")):
        wrong = START.copy()
        wrong[entry] = True
        with pytest.raises(NetworkError, match=said):
            actors.simulate(wrong, EFFORT, seed=1)
    with pytest.raises(NetworkError, match="0 or 1"):
        actors.simulate(START * 2, EFFORT, seed=1)
    with pytest.raises(BurdenInputError, match="There are 1 states"):
        actors.simulate([[0]], [1], seed=1)


def test_what_was_not_kept_cannot_be_asked_for():
    run = actors.simulate(START, EFFORT, rates=3, seed=1)
    for ask in (lambda: run.trace, lambda: run.explain(0)):
        with pytest.raises(IterationNotHeld, match="kept its end alone"):
            ask()
    with pytest.raises(ConfigurationError, match="keep is 'some'"):
        actors.simulate(START, EFFORT, seed=1, keep="some")
