"""Measure how long a year of the rule set of needs takes, beside plain Python; print tables.

Usage: python benchmarks/needs.py [--rounds N]

Systems are drawn: 3 % of pairs are primary enemies, 5 % neighbours, none or a tenth allies at the start.
Times are of the processor, on one core, the least of some rounds, without the first run; plain Python is
timed once.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from plain_needs import PROGRAM, V2, PlainYear

from entente.burden import needs

#: States of the table, of the curve, and of the comparison.
STATES, SIZES, PLAIN_STATES = 190, (25, 50, 100, 190, 380), 40
VARIANTS = {
    "program": needs.Rules(),
    "program, upper 0": needs.Rules(upper=0.0),
    "program, synchronous": needs.Rules(order="synchronous"),
    "v2": needs.Rules.named("v2"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print(f"{STATES} states:\n\n{pd.DataFrame(variant_rows(rounds)).to_string(index=False)}\n")
    print(f"Curve:\n\n{pd.DataFrame(curve_rows(rounds)).to_string(index=False)}\n")
    print(f"{PLAIN_STATES} states:\n\n{pd.DataFrame(plain_rows(rounds)).to_string(index=False)}")


def variant_rows(rounds: int) -> list[dict[str, object]]:
    """Return a row for each rule set and start."""
    return [
        {"rules": name, "start": start} | measured(drawn(STATES, density), rules, rounds)
        for name, rules in VARIANTS.items()
        for start, density in (("empty", 0.0), ("a tenth of pairs", 0.1))
    ]


def curve_rows(rounds: int) -> list[dict[str, object]]:
    """Return a row for each number of states."""
    return [{"states": n} | measured(drawn(n, 0.1), needs.Rules(), rounds) for n in SIZES]


def plain_rows(rounds: int) -> list[dict[str, object]]:
    """Return a row for each rule set, compiled and plain; both must end with the same ties."""
    rows = []
    for name, plain_rules in (("program", PROGRAM), ("v2", V2)):
        world, rules = drawn(PLAIN_STATES, 0.1), VARIANTS[name]
        row = measured(world, rules, rounds)
        begun = time.process_time()
        plain = PlainYear(world, plain_rules).run()
        row |= {"plain (s)": round(time.process_time() - begun, 2)}
        if sum(map(len, plain.allies)) != 2 * row["ties"]:
            raise AssertionError(f"plain Python ends with other ties: {name}")
        rows.append({"rules": name} | row)
    return rows


def measured(world: dict, rules: needs.Rules, rounds: int) -> dict[str, object]:
    """Time a year."""
    given = {name: values for name, values in world.items() if values is not None}
    if rules.secondary == "current":
        del given["secondary_enemies"]
    run = needs.run(**given, rules=rules)
    seconds = least(lambda: needs.run(**given, rules=rules), rounds)
    ties = int(run.allies.sum()) // 2
    return {"year (s)": round(seconds, 3), "rounds": run.rounds, "status": run.status, "ties": ties}


def least(call: Callable[[], object], rounds: int) -> float:
    """Return the least seconds of the processor that a call takes."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        call()
        times.append(time.process_time() - begun)
    return min(times)


def drawn(n: int, density: float) -> dict:
    """Return a system of n states, with ties at the start between some of the pairs."""
    rng = np.random.default_rng([n, round(100 * density)])

    def mutual(share: float) -> np.ndarray:
        ties = np.triu(rng.random((n, n)) < share, 1)
        return ties | ties.T

    capability, hostile, allies = rng.pareto(1.1, n) + 0.05, mutual(0.03), mutual(density)
    secondary = (hostile @ allies) & ~hostile
    np.fill_diagonal(secondary, False)
    return {
        "capability": capability / capability.sum(),
        "democracy": rng.random(n) < 0.45,
        "culture": mutual(0.2).astype(float),
        "neighbours": mutual(0.05),
        "primary_enemies": hostile,
        "secondary_enemies": secondary,
        "allies": allies,
        "year": 2000,
        "burden_change": rng.normal(0, 0.01, n),
        "duration": np.zeros((n, n)),
    }


if __name__ == "__main__":
    main()
