"""The effect of perceiving an arm, with assignment as its instrument."""

from __future__ import annotations

import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.experiments.effects import effect
from entente.experiments.estimate import Estimate

#: What has to hold, beside a first stage.
EXCLUSION = (
    "if the text moves answers only through being perceived as it says (exclusion), and nobody defies it"
)


def wald_ratio(
    frame: pd.DataFrame,
    outcome: str,
    perceived: pd.Series,
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
    perceived : Series of bool
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
        If assignment does not move perception, or as of :func:`entente.experiments.effect`.
    """
    drawn = {"estimator": "difference", "block": block, "cluster": cluster}

    def moved(values: pd.Series) -> Estimate:
        return effect(frame.assign(value=values), "value", {factor: base}, {factor: level}, **drawn)

    shares = perceived.groupby(frame[factor]).mean()
    if shares[level] == shares[base]:
        raise ExperimentInputError(
            f"{factor}: {level} is perceived as often by those who were not assigned to it.",
            "There is no first stage to divide by: leave the instrument off.",
        )
    read = perceived.astype(float)
    # Where all perceive as assigned the first stage is 1, without error.
    stage = 1.0 if shares[level] == 1 and shares[base] == 0 else moved(read).estimate
    ratio = moved(frame[outcome]).estimate / stage
    rest = moved(frame[outcome] - ratio * read)
    return Estimate(ratio, rest.se / abs(stage), rest.df)
