"""Measure how fast contributions to a public good settle, beside plain numpy, and runs that form ties.

Usage: python benchmarks/commons.py [--runs N]

Both ways have to find the same contributions.  Seconds are of processor time, without the first calls.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from scipy import sparse

from entente.burden import commons
from entente.burden.networks import play

#: States and ties; the first is put to plain numpy, too.
SIZES = ((200, 2_000), (1_000, 20_000), (10_000, 500_000), (100_000, 1_000_000))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    for n, ties in SIZES:
        given = system(n, ties)
        commons(**given)
        seconds, found = timed(lambda given=given: commons(**given))
        claimed, _ = timed(lambda found=found: found.unique)
        print(f"n = {n:,}, {ties:,} ties: {1e3 * seconds:.2f} ms, uniqueness {1e3 * claimed:.2f} ms")
        if n == SIZES[0][0]:
            slow, plain = timed(lambda given=given: with_numpy(**given))
            np.testing.assert_allclose(plain, found.contributions, atol=1e-9)
            print(f"    plain numpy {1e3 * slow:.0f} ms")
    for cost in (0.05, 0.1, 0.2):
        seconds, ended = timed(lambda cost=cost: [run(cost, seed) for seed in range(runs)])
        stable = ended.count("stable")
        print(f"ties formed by 30 states at {cost}: {seconds / runs:.3f} s a run, {stable} stable")


def timed(call):
    """Return processor seconds of a call and what it returned."""
    started = time.process_time()
    found = call()
    return time.process_time() - started, found


def system(n: int, ties: int) -> dict[str, object]:
    """Return a random system of n states."""
    rng = np.random.default_rng(n)
    pairs = rng.integers(0, n, (2, 3 * ties))
    pairs = np.unique(np.sort(pairs[:, pairs[0] != pairs[1]], axis=0), axis=1)
    one, other = pairs[:, rng.permutation(pairs.shape[1])[:ties]]
    network = sparse.coo_array((np.ones(ties, np.int8), (one, other)), shape=(n, n))
    attributes = {"resources": rng.lognormal(size=n), "weight": rng.uniform(0.1, 0.6, n)}
    return attributes | {"network": (network + network.T).tocsr()}


def run(cost: float, seed: int) -> str:
    """Let 30 random states form ties."""
    rng = np.random.default_rng(seed)
    attributes = {"resources": rng.lognormal(size=30), "weight": rng.uniform(0.2, 0.8, 30)}
    return play(**attributes, tie_cost=cost, seed=seed).status


def with_numpy(resources, weight, network):
    """Return contributions by sweeps in plain numpy, on a dense matrix."""
    matrix, order = network.toarray(), np.argsort(-resources, kind="stable")
    contributions = np.zeros(len(resources))
    for _ in range(100_000):
        before = contributions.copy()
        for i in order:
            reply = weight[i] * resources[i] - (1 - weight[i]) * (matrix[i] @ contributions)
            contributions[i] = max(0.0, reply)
        if np.abs(contributions - before).max() < 1e-12:
            break
    return contributions


if __name__ == "__main__":
    main()
