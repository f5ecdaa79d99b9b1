"""Randomization tests of an experiment's hypotheses: the table randomization.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from entente.experiments.countries import ALL
from entente.experiments.randomization_inference.randomization import randomization_test
from entente.experiments.two_arms import WHOLE, TwoArms, seed_of

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import Hypothesis
    from entente.experiments.experiment import Experiment

COLUMNS = """hypothesis country statistic kind null_hypothesis assignments exact draws estimate observed p
    low high n not_answered""".split()


def randomization_table(
    experiment: Experiment, exact_limit: int = 200_000, draws: int = 10_000
) -> pd.DataFrame:
    """Test that treatments do nothing to anyone, by the assignments that could have been drawn.

    Parameters
    ----------
    experiment : Experiment
        Its design says the kind of assignment, the statistic, and whether tests are inverted to intervals.
    exact_limit, draws : int
        As in :func:`entente.experiments.randomization_test`.

    Returns
    -------
    DataFrame
        A row a hypothesis and country, with the columns of the schema randomization.  Two arms of a factor
        are permuted among those who have either and answered.  Of an interaction the first factor is
        permuted within the cells of the others, and the statistic contrasts its effects in these.  It is
        studentized, since the difference alone would also reject for effects that are the same everywhere;
        there is no interval.  Hypotheses on a factor of a conjoint of which some combinations were not shown
        are left out: its levels could not all have been drawn.

    Raises
    ------
    ExperimentInputError
        If a block has too few who answered in an arm.
    """
    design = experiment.design
    pairs = design.conjoint.restrictions if design.conjoint else ()
    restricted = {factor for pair in pairs for factor in pair}
    tested = [item for item in design.hypotheses if not restricted & set(item.effect)]

    rows = [
        {"hypothesis": hypothesis.name, "country": ALL if country is None else str(country)}
        | _tested(experiment.of_country(country), hypothesis, exact_limit, draws)
        for hypothesis in tested
        for country in experiment.countries
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _tested(experiment: Experiment, hypothesis: Hypothesis, exact_limit: int, draws: int) -> dict[str, Any]:
    """What the test of a hypothesis says."""
    arms = TwoArms.of(experiment, hypothesis)
    design, assignment = experiment.design, experiment.design.assignment
    answered = arms.frame[hypothesis.outcome].notna()
    frame, cell = arms.frame[answered], arms.cell[answered]
    contrast = set(arms.signs) != {WHOLE}
    blocks = None if assignment.block is None else frame[assignment.block]
    weights = None
    if contrast:
        label = cell if blocks is None else cell + ", block " + blocks.astype(str)
        signs, sizes = cell.map(arms.signs), cell.map(cell.value_counts())
        blocks, weights = label, (signs / sizes).groupby(label).sum().to_dict()
    found = randomization_test(
        frame[hypothesis.outcome],
        arms.treated[answered],
        blocks=blocks,
        clusters=None if assignment.cluster is None else frame[assignment.cluster],
        weights=weights,
        statistic="studentized" if contrast else design.analysis.statistic,
        exact_limit=exact_limit,
        draws=draws,
        seed=seed_of(experiment, hypothesis),
        interval="invert" if design.analysis.invert and not contrast else "off",
        level=1 - design.analysis.level,
    )
    first, *others = hypothesis.effect
    whatever = f", whatever {' and '.join(others)}" if others else ""
    return {
        "statistic": found.statistic,
        "kind": assignment.kind,
        "null_hypothesis": f"{first} does nothing to anyone{whatever}",
        "assignments": _as_float(found.assignments),
        "exact": found.exact,
        "draws": found.draws,
        "estimate": found.estimate,
        "observed": found.observed,
        "p": found.p,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "not_answered": int((~answered).sum()),
    }


def _as_float(count: int) -> float:
    """A count, infinite where it is beyond the range of floating point."""
    try:
        return float(count)
    except OverflowError:
        return float("inf")
