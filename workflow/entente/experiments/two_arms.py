"""Hypotheses as comparisons of two arms, in the cells of other factors that an interaction contrasts."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from entente.experiments.estimation.arms import cell_name, signed_cells

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import Hypothesis
    from entente.experiments.experiment import Experiment

#: The cell of a hypothesis that contrasts none.
WHOLE = "all"


@dataclass(frozen=True)
class TwoArms:
    """A hypothesis' comparison: the arm of its first factor, in cells of the others.

    Attributes
    ----------
    frame : DataFrame
        Rows of the experiment with the levels that are compared.
    treated : Series of bool
        Which of them have the first factor's level, rather than its base.
    cell : Series
        Cell of each by the other factors; :data:`WHOLE` if there are none.
    signs : mapping
        Sign of each cell in the contrast.
    """

    frame: pd.DataFrame
    treated: pd.Series
    cell: pd.Series
    signs: Mapping[str, int]

    @classmethod
    def of(cls, experiment: Experiment, hypothesis: Hypothesis) -> TwoArms:
        """Return the comparison of a hypothesis."""
        design, frame = experiment.design, experiment.frame
        for factor, level in hypothesis.within.items():
            frame = frame[frame[factor] == level]
        for factor, level in hypothesis.effect.items():
            frame = frame[frame[factor].isin([level, design.factor(factor).base])]
        first, *others = hypothesis.effect
        signs = {WHOLE: 1}
        cell = pd.Series(WHOLE, index=frame.index)
        if others:
            contrast = signed_cells({factor: hypothesis.effect[factor] for factor in others}, design.bases)
            signs = {cell_name(levels, others): sign for levels, sign in contrast.items()}
            cell = frame[others].apply(lambda row: cell_name(tuple(row), others), axis=1)
        treated = frame[first] == hypothesis.effect[first]
        return cls(frame, treated, cell, signs)


def seed_of(experiment: Experiment, hypothesis: Hypothesis, cell: str = WHOLE) -> list[int]:
    """Return the seed of a comparison: the same for hypotheses on the same, and others do not move it."""
    levels = [*hypothesis.effect.items(), *hypothesis.within.items()]
    named = "/".join([hypothesis.outcome, cell, *(f"{factor} {level}" for factor, level in levels)])
    return [experiment.seed, zlib.crc32(named.encode())]
