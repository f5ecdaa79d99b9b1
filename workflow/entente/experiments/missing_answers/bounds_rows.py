"""Bounds of the effects of an experiment's hypotheses where some did not answer: the table bounds.csv."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from entente.experiments.countries import ALL, DIFFERENCE
from entente.experiments.missing_answers.interval_of_bounds import imbens_manski
from entente.experiments.missing_answers.missing_outcomes import (
    Bounds,
    BoundsWarning,
    lee_bounds,
    manski_bounds,
)
from entente.experiments.two_arms import WHOLE, TwoArms, seed_of

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import Hypothesis
    from entente.experiments.experiment import Experiment

COLUMNS = """hypothesis country method tighten estimand low high se_low se_high interval_low interval_high
    trimmed n_treated n_control answered_treated answered_control words""".split()

#: What stands for bounds that are not taken by cells.
OFF = "off"
#: Whose effect is bounded.
ESTIMANDS = {"manski": "everyone", "lee": "those who answer in either arm"}


def bounds_table(experiment: Experiment, replicates: int = 1000) -> pd.DataFrame:
    """Bound effects without knowing why some did not answer.

    Parameters
    ----------
    experiment : Experiment
        Its design says the ranges of outcomes, and the column, if any, whose cells Lee's bounds are taken by.
    replicates : int, default 1000
        Resamples within arms that standard errors are taken from.

    Returns
    -------
    DataFrame
        A row a hypothesis, country and method, with the columns of the schema bounds.  Manski's bounds are
        there of every hypothesis: of an interaction those of the effects in its cells, combined.  Lee's are
        not of interactions, since those who always answer in one cell are not those of another; they are by
        the cells of the declared column, too.  In blocks each person counts by the inverse of their arm's
        share of the block.  Of two countries there is also the first less the second.

    Raises
    ------
    ExperimentInputError
        If nobody of an arm answered, or an arm of a cell that bounds are taken by has nobody.
    """
    design, rows = experiment.design, []
    for hypothesis in design.hypotheses:
        found = {
            ALL if country is None else str(country): _bounded(
                experiment.of_country(country), hypothesis, replicates
            )
            for country in experiment.countries
        }
        if len(found) == 2:
            one, other = found
            signs, level = {one: 1, other: -1}, 1 - design.analysis.level
            found[DIFFERENCE] = {
                method: _combined({name: found[name][method] for name in signs}, signs, level)
                for method in found[one]
            }
        for country, bounds in found.items():
            named = {"hypothesis": hypothesis.name, "country": country}
            rows += [named | _row(*method, bound) for method, bound in bounds.items()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _bounded(
    experiment: Experiment, hypothesis: Hypothesis, replicates: int
) -> dict[tuple[str, str], Bounds]:
    """Bounds of a hypothesis in a country, by method and the column that they are taken by."""
    arms = TwoArms.of(experiment, hypothesis)
    design, assignment = experiment.design, experiment.design.assignment
    level = 1 - design.analysis.level
    common = {"replicates": replicates, "level": level}
    limits = design.outcome(hypothesis.outcome).range

    def given(rows: pd.Series) -> dict[str, Any]:
        frame, treated = arms.frame[rows], arms.treated[rows]
        y = frame[hypothesis.outcome]
        clusters = None if assignment.cluster is None else frame[assignment.cluster]
        weights = None if assignment.block is None else _weights(treated, frame[assignment.block])
        return {"y": y, "treated": treated, "answered": y.notna(), "clusters": clusters, "weights": weights}

    cells = {
        name: manski_bounds(
            **given(arms.cell == name), range=limits, seed=seed_of(experiment, hypothesis, name), **common
        )
        for name in arms.signs
    }
    found = {("manski", OFF): _combined(cells, arms.signs, level)}
    for tighten in [OFF, *filter(None, [design.analysis.tighten])] if len(cells) == 1 else ():
        column = None if tighten == OFF else arms.frame[tighten]
        with warnings.catch_warnings():
            # The row says so.
            warnings.simplefilter("ignore", BoundsWarning)
            found["lee", tighten] = lee_bounds(
                **given(arms.cell == WHOLE), tighten=column, seed=seed_of(experiment, hypothesis), **common
            )
    return found


def _weights(treated: pd.Series, block: pd.Series) -> pd.Series:
    """Persons of each block over those of them in the same arm."""
    one = pd.Series(1.0, index=treated.index)
    return one.groupby(block).transform("sum") / one.groupby([block, treated]).transform("sum")


def _combined(cells: Mapping[str, Bounds], signs: Mapping[str, int], level: float) -> Bounds:
    """Bounds of the sum of effects with their signs: whoever is in one cell, or country, is in no other."""
    if len(cells) == 1:
        return next(iter(cells.values()))
    turned = [
        (one.low, one.high, one.se_low, one.se_high)
        if signs[name] > 0
        else (-one.high, -one.low, one.se_high, one.se_low)
        for name, one in cells.items()
    ]
    lows, highs, se_lows, se_highs = np.array(turned).T
    low, high = float(lows.sum()), float(highs.sum())
    se_low, se_high = (float(np.sqrt((se**2).sum())) for se in (se_lows, se_highs))
    counts = ("n_treated", "n_control", "answered_treated", "answered_control")
    return Bounds(
        low,
        high,
        se_low,
        se_high,
        imbens_manski(low, high, se_low, se_high, level),
        **{count: sum(getattr(one, count) for one in cells.values()) for count in counts},
        remarks=tuple(remark for one in cells.values() for remark in one.remarks),
    )


def _row(method: str, tighten: str, found: Bounds) -> dict[str, Any]:
    return {
        "method": method,
        "tighten": tighten,
        "estimand": ESTIMANDS[method],
        "low": found.low,
        "high": found.high,
        "se_low": found.se_low,
        "se_high": found.se_high,
        "interval_low": found.interval[0],
        "interval_high": found.interval[1],
        "trimmed": found.trimmed,
        "n_treated": found.n_treated,
        "n_control": found.n_control,
        "answered_treated": found.answered_treated,
        "answered_control": found.answered_control,
        "words": "; ".join(found.remarks) or None,
    }
