"""What the benchmark compares does the same: the models in Mesa and in plain sets give entente's results."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from entente.abm import Rules, simulate

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
MESA = runpy.run_path(str(BENCHMARKS / "mesa_model.py"))
SETS = runpy.run_path(str(BENCHMARKS / "set_model.py"))

NETWORKS = ("wishes", "alliances", "srg")


def system(seed, integers):
    """Return a random system; the smaller ones have many equals, exact balances and powerless states."""
    rng = np.random.default_rng(seed)
    n = int(rng.choice([1, 2, 8, 30, 100]))

    def mutual(density):
        upper = np.triu(rng.random((n, n)) < density, 1)
        return upper | upper.T

    mid = mutual(min(1, 2 / n))
    srg = mid | (rng.random((n, n)) < rng.choice([0, 0.1]))
    np.fill_diagonal(srg, False)
    capability = rng.integers(0, rng.choice([3, 8, 1000]), n)
    return {
        "capability": capability if integers else capability / max(1, capability.sum()),
        "srg": srg,
        "mid": mid,
        "democracy": rng.random(n) < 0.4,
        "cooperation": mutual(0.15),
    }


def matrix(rows, n):
    """Network of the positions that each row names."""
    network = np.zeros((n, n), dtype=bool)
    for i, members in enumerate(rows):
        network[i, list(members)] = True
    return network


def mesa_steps(model):
    """Yield what the data collector kept of each step, in the form of the model in sets."""
    for _, step in model.datacollector.get_agent_vars_dataframe().groupby(level="Step"):
        networks = {
            name: [{agent.unique_id - 1 for agent in agents} for agents in step[name]] for name in NETWORKS
        }
        yield SETS["Iteration"](**networks, aoc=step["aoc"].tolist())


def assert_same(run, steps, converged):
    """Compare every iteration: networks exactly, costs to the rounding of sums in another order."""
    n = run.aoc.shape[1]
    assert (run.iterations, run.converged) == (len(steps), converged)
    for t, step in enumerate(steps):
        for name in NETWORKS:
            assert np.array_equal(getattr(run, name)[t], matrix(getattr(step, name), n)), (name, t)
        np.testing.assert_allclose(run.aoc[t], step.aoc, rtol=0, atol=1e-12)


@pytest.mark.parametrize("integers", [True, False])
@pytest.mark.parametrize("agent_class", ["State", "ListingState"])
def test_mesa_gives_the_same(agent_class, integers):
    iterations = []
    for seed in range(25):
        inputs = system(seed, integers)
        model = MESA["simulate_with_mesa"](**inputs, agent_class=MESA[agent_class])
        run = simulate(**inputs)
        assert_same(run, list(mesa_steps(model)), model.converged)
        iterations.append(run.iterations)
    assert max(iterations) > 4  # else these systems would not show what happens later in a run


@pytest.mark.parametrize("integers", [True, False])
@pytest.mark.parametrize("rules", ["paper", "program"])
def test_sets_give_the_same(rules, integers):
    iterations = []
    for seed in range(100):
        inputs = system(seed, integers)
        run = simulate(**inputs, rules=Rules.named(rules))
        assert_same(run, *SETS["simulate_with_sets"](**inputs, rules=rules))
        iterations.append(run.iterations)
    assert max(iterations) > 4


def test_a_run_that_is_cut_short_has_not_converged():
    inputs = next(
        inputs for inputs in (system(seed, True) for seed in range(100)) if simulate(**inputs).iterations > 3
    )
    run = simulate(**inputs, rules=Rules(max_iterations=2))
    model = MESA["simulate_with_mesa"](**inputs, max_iterations=2)
    assert_same(run, list(mesa_steps(model)), model.converged)
    assert_same(run, *SETS["simulate_with_sets"](**inputs, max_iterations=2))
    assert not run.converged
