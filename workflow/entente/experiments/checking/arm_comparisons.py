"""Comparisons of arms that checks need: shares with their difference, and who answers at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.effects import effect
from entente.experiments.estimation.regression import Wald, least_squares

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import Factor
    from entente.experiments.experiment import Experiment

#: Name of an outcome of zeros and ones.
SHARE = "share"


def compared(experiment: Experiment, truth: pd.Series, factor: Factor, arm: str) -> tuple[Estimate, str]:
    """Return the difference of a share between an arm and the base of its factor, and its limits in words.

    The standard error is that of the difference of means, within blocks and by clusters as they were drawn.
    Where nothing varies within arms it is 0, and p is 1 if there is no difference, else 0.
    """
    frame = experiment.frame.assign(**{SHARE: truth.astype(float)})
    assignment = experiment.design.assignment
    try:
        found = effect(
            frame,
            SHARE,
            {factor.name: factor.base},
            {factor.name: arm},
            estimator="difference",
            block=assignment.block,
            cluster=assignment.cluster,
        )
    except ExperimentInputError:
        shares = frame.groupby(factor.name)[SHARE]
        if shares.var()[[arm, factor.base]].any():
            raise
        return Certain(
            float(shares.mean()[arm] - shares.mean()[factor.base]), 0.0, float("inf")
        ), "without error"
    low, high = found.limits()
    return found, f"95 % from {low:.4f} to {high:.4f}"


class Certain(Estimate):
    """A difference between arms in each of which everybody is the same."""

    @property
    def p(self) -> float:
        """1 if there is none, else 0."""
        return float(not self.estimate)


def attrition(experiment: Experiment, answered: pd.Series, factor: Factor, *, with_covariates: bool) -> Wald:
    """Return the Wald test, HC2 or CR2, that answering does not hang on the arm of a factor.

    With covariates it is the test of arms and their products with centred covariates, among rows that have
    these.  Dummies of blocks stand beside.  Arms in which everybody answered differ in nothing, and are one
    arm here, as are those in which nobody did.  ExperimentInputError is raised if it cannot be tested.
    """
    frame, assignment = experiment.frame, experiment.design.assignment
    names = list(experiment.design.covariates) if with_covariates else []
    rows = frame[frame[names].notna().all(axis=1)]
    shares = answered[rows.index].groupby(rows[factor.name]).transform("mean")
    arms = rows[factor.name].mask(shares == 1, "everybody answered").mask(shares == 0, "nobody answered")
    dummies = pd.get_dummies(arms, dtype=float).iloc[:, 1:]
    centred = rows[names] - rows[names].mean()
    products = {f"{arm} × {name}": dummies[arm] * centred[name] for arm in dummies.columns for name in names}
    X = pd.concat([dummies, pd.DataFrame(products, index=rows.index), centred], axis=1)
    tested = [*dummies.columns, *products]
    if assignment.block is not None:
        X = X.join(pd.get_dummies(rows[assignment.block], prefix="block", drop_first=True).astype(float))
    clusters = None if assignment.cluster is None else rows[assignment.cluster]
    fit = least_squares(
        answered[rows.index].astype(float),
        X.assign(constant=1.0),
        "HC2" if clusters is None else "CR2",
        clusters,
    )
    return fit.wald({column: 1.0} for column in tested)
