"""Linear mediation: average causal mediation and direct effects, and how fragile they are.

What is computed here rests on sequential ignorability: given treatment and covariates, nothing moves both
mediator and outcome.  No experiment that randomizes the treatment alone makes it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.experiments.mechanisms.pathway import Pathway, Quantities, Resampled
from entente.experiments.mechanisms.resampling import CrossProducts

#: Correlations at which the curve of the sensitivity is drawn (choice).
RHO = tuple(np.round(np.linspace(-0.95, 0.95, 39), 2).tolist())


@dataclass(frozen=True, eq=False)
class LinearMediation:
    """Effects of a linear pathway.

    Attributes
    ----------
    pathway : Pathway
    interaction : bool
    effects : Resampled
        acme, ade, total and share (acme / total), in the unit of the outcome; with an interaction acme and
        ade at the settings control, treated and average.
    """

    pathway: Pathway
    interaction: bool
    effects: Resampled

    @cached_property
    def delta_se(self) -> pd.Series:
        """Standard errors by the delta method, by (quantity, setting); of the share none."""
        return _delta_se(self.pathway, self.interaction)

    def table(self, level: float = 0.95) -> pd.DataFrame:
        """Return estimates with percentile limits (low, high), and those of the delta method, normal."""
        table = self.effects.table(level)
        reach = stats.norm.ppf((1 + level) / 2) * self.delta_se
        return table.assign(
            delta_se=self.delta_se,
            delta_low=table["estimate"] - reach,
            delta_high=table["estimate"] + reach,
        )


def linear_mediation(pathway: Pathway, *, interaction: bool = False) -> LinearMediation:
    """Estimate what a treatment does through a mediator and beside it, by two linear regressions.

    M = α₂ + aT + ξ₂′X and Y = α₃ + cT + bM + ξ₃′X: ACME = ab, ADE = c, and their sum is the total effect.
    With an interaction d·TM, δ(t) = a(b + dt) and ζ(t) = c + d·E[M(t)], covariates at their means.

    Parameters
    ----------
    pathway : Pathway
        The rows.
    interaction : bool
        Whether the mediator may act otherwise among the treated.

    Returns
    -------
    LinearMediation
        Intervals by the bootstrap, and standard errors by the delta method, a²V(b) + b²V(a) for the ACME,
        from HC2 or CR2 variances of the two regressions, taken as uncorrelated.

    Raises
    ------
    ExperimentInputError
        If regressors are collinear.

    Notes
    -----
    Baron & Kenny 1986; Imai, Keele & Yamamoto 2010, *Statistical Science* 25: 51–71.
    """
    effects = Resampled.of(pathway, lambda rows: _effects(rows, pathway, interaction))
    return LinearMediation(pathway, interaction, effects)


def _effects(rows: CrossProducts, pathway: Pathway, interaction: bool) -> Quantities:
    before = [pathway.treatment, *pathway.covariates]
    a = rows.slopes(pathway.mediator, before)[pathway.treatment].to_numpy()
    after = rows.slopes(pathway.outcome, _regressors(pathway, interaction))
    c, b = (after[name].to_numpy() for name in (pathway.treatment, pathway.mediator))
    if not interaction:
        total = rows.slopes(pathway.outcome, before)[pathway.treatment].to_numpy()
        return {("acme", ""): a * b, ("ade", ""): c, ("total", ""): total, ("share", ""): a * b / total}
    d = after[pathway.product].to_numpy()
    untreated = rows.mean(pathway.mediator) - a * rows.mean(pathway.treatment)
    acme = {"control": a * b, "treated": a * (b + d)}
    ade = {"control": c + d * untreated, "treated": c + d * (untreated + a)}
    found = {}
    for quantity, at in (("acme", acme), ("ade", ade)):
        found |= {(quantity, setting): values for setting, values in at.items()}
        found[quantity, "average"] = (at["control"] + at["treated"]) / 2
    total = acme["treated"] + ade["control"]
    return found | {("total", ""): total, ("share", ""): found["acme", "average"] / total}


def _regressors(pathway: Pathway, interaction: bool) -> list[str]:
    product = [pathway.product] if interaction else []
    return [pathway.treatment, pathway.mediator, *product, *pathway.covariates]


def _delta_se(pathway: Pathway, interaction: bool) -> pd.Series:
    """Standard errors of the delta method, the two regressions taken as uncorrelated."""
    mediator = pathway.regress(pathway.frame[pathway.mediator], [pathway.treatment, *pathway.covariates])
    outcome = pathway.regress(pathway.frame[pathway.outcome], _regressors(pathway, interaction))
    gradients = _gradients(pathway, mediator.params, outcome.params, interaction)
    variances = sum(
        np.einsum("qi,ij,qj->q", part, fit.cov.loc[part.columns, part.columns], part)
        for fit, part in ((mediator, gradients["mediator"]), (outcome, gradients["outcome"]))
    )
    return pd.Series(np.sqrt(variances), index=gradients.index).rename_axis(["quantity", "setting"])


def _gradients(pathway: Pathway, first: pd.Series, second: pd.Series, interaction: bool) -> pd.DataFrame:
    """Derivatives of the effects, a row each, by the coefficients of the two regressions."""
    treatment, mediator, product = pathway.treatment, pathway.mediator, pathway.product
    a, b, d = first[treatment], second[mediator], second.get(product, 0.0)
    means = pd.Series({"const": 1.0, treatment: 0.0, **pathway.frame[list(pathway.covariates)].mean()})

    def acme(t: int) -> dict[tuple[str, str], float]:
        return {("mediator", treatment): b + d * t, ("outcome", mediator): a, ("outcome", product): a * t}

    def ade(t: int) -> dict[tuple[str, str], float]:
        level = means.where(means.index != treatment, float(t))
        by_level = {("mediator", name): d * value for name, value in level.items()}
        return by_level | {("outcome", treatment): 1.0, ("outcome", product): float(first @ level)}

    rows = {(name, t): of(t) for name, of in (("acme", acme), ("ade", ade)) for t in (0, 1)}
    columns = [("mediator", name) for name in first.index] + [("outcome", name) for name in second.index]
    by_arm = pd.DataFrame(rows, index=pd.MultiIndex.from_tuples(columns)).fillna(0.0).T
    found = {("total", ""): by_arm.loc[("acme", 1)] + by_arm.loc[("ade", 0)]}
    for name in ("acme", "ade"):
        control, treated = by_arm.loc[(name, 0)], by_arm.loc[(name, 1)]
        if interaction:
            found |= {(name, "control"): control, (name, "treated"): treated}
            found[name, "average"] = (control + treated) / 2
        else:
            found[name, ""] = control
    return pd.DataFrame(found).T


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """How the ACME depends on the correlation ρ of the two regressions' errors, which no data show.

    Attributes
    ----------
    pathway : Pathway
    rho : sequence of float
        Correlations.
    """

    pathway: Pathway
    rho: Sequence[float]

    @cached_property
    def curve(self) -> Resampled:
        """The ACME, at each ρ as setting."""
        return Resampled.of(self.pathway, lambda rows: _curve(rows, self.pathway, self.rho))

    @cached_property
    def fragility(self) -> Resampled:
        """What would explain the ACME away; the smaller, the less is needed.

        ``rho_at_zero``, at which the ACME is none; ``r2_star``, its square: the share of what is left
        unexplained of either that a confounder would have to explain; ``r2_tilde``, the product of the shares
        of the whole variances.
        """
        return Resampled.of(self.pathway, lambda rows: _fragility(rows, self.pathway))


def sensitivity(pathway: Pathway, rho: Sequence[float] = RHO) -> Sensitivity:
    """Compute the ACME of a linear pathway without interaction for each correlation ρ of the errors.

    δ(ρ) = a (σ₁/σ₂) [r − ρ √((1−r²)/(1−ρ²))], with r the correlation and σ₁, σ₂ the standard deviations of
    the residuals of outcome and mediator on treatment and covariates.  It is zero at ρ = r, exactly: no grid
    is searched.  R²* = ρ² and R̃² = ρ² (1−R²_M)(1−R²_Y), R²_Y with the mediator in the model.

    Parameters
    ----------
    pathway : Pathway
        The rows.
    rho : sequence of float
        Correlations, above −1 and below 1.

    Returns
    -------
    Sensitivity
        With the draws of the bootstrap, so that the curve has a band.

    Raises
    ------
    ExperimentInputError
        If a correlation is not between −1 and 1.

    Notes
    -----
    Imai, Keele & Yamamoto 2010, *Statistical Science* 25: 51–71, theorem 4 and section 5.
    """
    outside = [value for value in rho if not -1 < value < 1]
    if outside:
        raise ExperimentInputError(
            f"A correlation of errors is {outside[0]}.", "Give values above -1 and below 1."
        )
    return Sensitivity(pathway, tuple(rho))


def _curve(rows: CrossProducts, pathway: Pathway, rho: Sequence[float]) -> Quantities:
    before = [pathway.treatment, *pathway.covariates]
    a = rows.slopes(pathway.mediator, before)[pathway.treatment].to_numpy()
    left = rows.residuals([pathway.outcome, pathway.mediator], before)
    ratio, r = np.sqrt(left[:, 0, 0] / left[:, 1, 1]), _correlation(left)
    return {("acme", value): a * ratio * (r - value * np.sqrt((1 - r**2) / (1 - value**2))) for value in rho}


def _fragility(rows: CrossProducts, pathway: Pathway) -> Quantities:
    before = [pathway.treatment, *pathway.covariates]
    both = [pathway.outcome, pathway.mediator]
    left, whole = rows.residuals(both, before), rows.residuals(both, [])
    unexplained = rows.residuals([pathway.outcome], [*before, pathway.mediator])[:, 0, 0] / whole[:, 0, 0]
    r = _correlation(left)
    return {
        ("rho_at_zero", ""): r,
        ("r2_star", ""): r**2,
        ("r2_tilde", ""): r**2 * unexplained * left[:, 1, 1] / whole[:, 1, 1],
    }


def _correlation(products: np.ndarray) -> np.ndarray:
    return products[:, 0, 1] / np.sqrt(products[:, 0, 0] * products[:, 1, 1])
