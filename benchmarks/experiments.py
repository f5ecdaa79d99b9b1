"""Measure how long the tables of an experiment take, and a plain loop over statsmodels; print both.

Usage: python benchmarks/experiments.py [--design config/experiments/tomz_weeks.yaml] [--rounds N]

Each part runs on one core, in a process of its own.  The loop does what is drawn in the plain way, a
regression of statsmodels for every assignment and two for every bootstrap; it is timed for so many rounds,
and scaled.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from timing import in_fresh_process

#: Draws of the tables, and of the randomization test that is measured alone.
ASSIGNMENTS, BOOTSTRAPS, RESAMPLES, ALONE = 10_000, 2_000, 500, 20_000

#: Numbers of respondents of the power curves.
RESPONDENTS = [400, 800, 1600, 3200]


def main() -> None:
    """Measure and print, or, as a process of its own, measure one part."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--design", default="config/experiments/tomz_weeks.yaml")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--part")
    arguments = parser.parse_args()
    if arguments.part:
        print(json.dumps(measured(arguments.part, arguments.design, arguments.rounds)))
        return
    given = ["--design", arguments.design, "--rounds", str(arguments.rounds)]
    one_core = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    found = {part: in_fresh_process("experiments.py", "--part", part, *given, **one_core) for part in PARTS}
    table = pd.DataFrame(found).T.rename_axis("part").reset_index()
    print(table.to_string(index=False, float_format="{:.2f}".format))
    page = table[~table["part"].str.startswith("loop") & (table["part"] != "one randomization test")]
    print(f"\nAll tables of the page: {page['seconds'].sum():.1f} s of one core.")


def measured(part: str, design: str, rounds: int) -> dict[str, float]:
    """Return seconds of one core and peak memory (GiB) of a part."""
    from entente.experiments import Experiment

    experiment = Experiment.read(design)
    started = time.process_time()
    scale = PARTS[part](experiment, rounds)
    seconds = (time.process_time() - started) * scale
    return {"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20}


def _tables(*names: str, **options: int | list[int]) -> Callable:
    """What makes tables of an experiment, by the modules and functions that make them."""

    def make(experiment, rounds: int) -> float:
        from importlib import import_module

        for name in names:
            module, _, function = name.rpartition(".")
            getattr(import_module(f"entente.experiments.{module}"), function)(experiment, **options)
        return 1

    make.names, make.options = names, options
    return make


def _randomization(experiment, rounds: int) -> float:
    from entente.experiments import randomization_test

    hypothesis = experiment.design.hypotheses[0]
    ((factor, arm),) = hypothesis.effect.items()
    frame = experiment.frame.dropna(subset=[hypothesis.outcome])
    randomization_test(frame[hypothesis.outcome], frame[factor] == arm, draws=ALONE, seed=1)
    return 1


def _loop_of_assignments(experiment, rounds: int) -> float:
    """A regression with HC2 errors for every drawn assignment and hypothesis."""
    import statsmodels.api as sm

    random = np.random.default_rng(1)
    design, frame = experiment.design, experiment.frame
    for _ in range(rounds):
        for hypothesis in design.hypotheses:
            factors = list(hypothesis.effect)
            rows = frame[[hypothesis.outcome, *factors]].dropna()
            arms = [(rows[name] == arm).to_numpy(float) for name, arm in hypothesis.effect.items()]
            arms[0] = random.permutation(arms[0])
            columns = [*arms, np.prod(arms, axis=0)] if len(arms) > 1 else arms
            X = sm.add_constant(np.column_stack(columns))
            assert sm.OLS(rows[hypothesis.outcome].to_numpy(), X).fit(cov_type="HC2").tvalues.all()
    return ASSIGNMENTS / rounds


def _loop_of_bootstraps(experiment, rounds: int) -> float:
    """Two regressions for every bootstrap of a mediator: mediator and outcome on arms and covariates."""
    import statsmodels.api as sm

    random = np.random.default_rng(1)
    design, frame = experiment.design, experiment.frame
    arms = pd.get_dummies(frame[[factor.name for factor in design.factors]], drop_first=True, dtype=float)
    X = sm.add_constant(pd.concat([arms, frame[list(design.covariates)]], axis=1)).to_numpy()
    for mediator in design.mediators:
        y, m = frame[mediator.outcome].to_numpy(), frame[mediator.name].to_numpy()
        for _ in range(rounds):
            drawn = random.integers(0, len(y), len(y))
            assert sm.OLS(m[drawn], X[drawn]).fit().params.all()
            assert sm.OLS(y[drawn], np.column_stack([X[drawn], m[drawn]])).fit().params.all()
    return BOOTSTRAPS / rounds


PARTS = {
    "checks": _tables("checking.checks.checks_table", "checking.described_answers.attrition_table"),
    "estimates": _tables(
        "estimation.estimates.estimates_table",
        "verdicts.hypotheses.hypotheses_table",
        "estimation.amces_by_factor.amces_table",
        "checking.described_answers.cell_means_table",
    ),
    "randomization": _tables(
        "randomization_inference.randomization_rows.randomization_table", draws=ASSIGNMENTS
    ),
    "bounds": _tables("missing_answers.bounds_rows.bounds_table", replicates=1000),
    "mechanism": _tables(
        "mechanisms.mediation_tables.mediation_table",
        "mechanisms.mediation_tables.sensitivity_table",
        bootstraps=BOOTSTRAPS,
    ),
    "power": _tables("power.power_table", respondents=RESPONDENTS, draws=RESAMPLES),
    "one randomization test": _randomization,
    "loop of assignments": _loop_of_assignments,
    "loop of bootstraps": _loop_of_bootstraps,
}


if __name__ == "__main__":
    sys.exit(main())
