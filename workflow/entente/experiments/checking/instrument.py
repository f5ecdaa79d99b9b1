"""The effect of perceiving an arm, with assignment as its instrument."""

from __future__ import annotations

from typing import Any

import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.core.given import as_numbers
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.effects import effect
from entente.experiments.given_rows import Rows, require_frame

#: What has to hold, beside a first stage.
EXCLUSION = (
    "if the text moves answers only through being perceived as it says (exclusion), and nobody defies it"
)


def wald_ratio(
    frame: pd.DataFrame,
    outcome: str,
    perceived: Any,
    factor: str,
    base: str,
    level: str,
    *,
    block: str | None = None,
    cluster: str | None = None,
) -> Estimate:
    """Effect on the outcome over that on perception: the effect on those who perceive as they are assigned.

    Parameters
    ----------
    frame : DataFrame
        A row each person who answered.
    outcome, factor : str
        Columns; that of the factor holds labels.
    perceived : array_like or Series of bool, shape (n,)
        Of the same rows: whether the level was perceived.
    base, level : str
        The labels that are compared.
    block, cluster : str, optional
        Columns of how arms were drawn.

    Returns
    -------
    Estimate
        τ/π in the unit of the outcome; the variance is that of the effect on y − (τ/π)·perceived, over π²,
        which is the delta method's (Imbens & Angrist 1994, Econometrica 62: 467–475).

    Raises
    ------
    ExperimentInputError
        If rows differ in labels, assignment does not move perception, or as of
        :func:`entente.experiments.effect`.
    """
    drawn = {"estimator": "difference", "block": block, "cluster": cluster}

    def moved(values: Any) -> Estimate:
        return effect(frame.assign(**{outcome: values}), outcome, {factor: base}, {factor: level}, **drawn)

    require_frame(frame)
    read = Rows(answers=frame, perceived=perceived).booleans("perceived").astype(float)
    on_outcome = moved(frame[outcome]).estimate
    shares = [read[(frame[factor] == arm).to_numpy(bool)].mean() for arm in (base, level)]
    if shares[0] == shares[1]:
        raise ExperimentInputError(
            f"{factor}: {level} is perceived as often by those who were not assigned to it.",
            "There is no first stage to divide by: leave the instrument off.",
        )
    # Where all perceive as assigned the first stage is 1, without error.
    stage = 1.0 if shares == [0, 1] else moved(read).estimate
    ratio = on_outcome / stage
    answers = as_numbers(frame[outcome], f"column {outcome}", ExperimentInputError)
    rest = moved(answers - ratio * read)
    return Estimate(ratio, rest.se / abs(stage), rest.df)
