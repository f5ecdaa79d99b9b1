"""Estimates of the effects that hypotheses name, by every estimator side by side: the table estimates.csv."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.experiments.countries import ALL, with_contrasts
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.conjoint import conjoint_amce
from entente.experiments.estimation.effects import ESTIMATORS, effect
from entente.experiments.estimation.hypothesis_estimate import HypothesisEstimate

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm, Hypothesis
    from entente.experiments.experiment import Experiment

#: Weights where there are none, and the sample of all.
UNWEIGHTED, EVERYBODY = "none", "all"

COLUMNS = "hypothesis country estimand outcome estimator weights sample n estimate se df low high p".split()


class NotEstimated(UserWarning):
    """An effect cannot be estimated in a subsample, which has no row."""


def estimates_table(experiment: Experiment) -> pd.DataFrame:
    """Return the effect of every hypothesis by every estimator, without weights and with them, a row each.

    Countries stand apart, then their difference, if there are two.  Rows of those who passed the checks of
    the factors in the effect, or an attention check before treatment, stand beside those of all.
    """
    rows = [
        told(found, experiment)
        for hypothesis in experiment.design.hypotheses
        for estimator in estimators(experiment.design)
        for weights in weightings(experiment.design)
        for sample in samples(experiment, hypothesis)
        for found in estimated(experiment, hypothesis, estimator, weights, sample)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def told(found: HypothesisEstimate, experiment: Experiment) -> dict:
    """Return the row of an estimate."""
    hypothesis = experiment.design.hypothesis(found.hypothesis)
    about = {"estimand": estimand(hypothesis, experiment.design), "outcome": hypothesis.outcome}
    made = ("hypothesis", "country", "estimator", "weights", "sample", "n")
    about |= {name: getattr(found, name) for name in made}
    return about | found.row(1 - experiment.design.analysis.level)


def estimators(design: DesignForm) -> tuple[str, ...]:
    """Return the estimators of a design, that of its verdicts first; a conjoint's is regression alone."""
    if design.conjoint:
        return ("adjusted",)
    first = design.analysis.estimator
    return (first, *(name for name in ESTIMATORS if name != first))


def weightings(design: DesignForm) -> tuple[str, ...]:
    """Return what rows are weighted by: nothing, and the survey's weights if it has such."""
    return (UNWEIGHTED,) if design.weight is None else (UNWEIGHTED, design.weight)


def estimand(hypothesis: Hypothesis, design: DesignForm) -> str:
    """Return in words what is estimated."""
    arms = " × ".join(f"{name}: {arm}, not {design.bases[name]}" for name, arm in hypothesis.effect.items())
    kind = "interaction" if len(hypothesis.effect) > 1 else "effect"
    within = ", ".join(f"{name}: {arm}" for name, arm in hypothesis.within.items())
    return f"{kind} of {arms}{' within ' * bool(within)}{within}"


def samples(experiment: Experiment, hypothesis: Hypothesis) -> dict[str, pd.Series | None]:
    """Return the samples in which an effect is estimated, the full one first: which rows each has."""
    found: dict[str, pd.Series | None] = {EVERYBODY: None}
    checked = [name for name in hypothesis.effect if name in experiment.right]
    if checked:
        found[f"passed checks: {', '.join(checked)}"] = experiment.right[checked].all(axis=1)
    attention = experiment.design.attention
    if attention and attention.asked == "before":
        found["attentive"] = experiment.attentive
    return found


def estimated(
    experiment: Experiment,
    hypothesis: Hypothesis,
    estimator: str,
    weights: str = UNWEIGHTED,
    sample: str = EVERYBODY,
) -> Iterator[HypothesisEstimate]:
    """Yield the effect of a hypothesis in each country, then contrasts of countries.

    An effect that cannot be estimated is an error, in a subsample a warning.
    """
    found: dict[str, tuple[Estimate, int]] = {}
    chosen = samples(experiment, hypothesis)[sample]
    everybody = experiment if chosen is None else experiment.of_rows(chosen)
    for country in experiment.countries:
        try:
            of_country = _estimate(everybody.of_country(country), hypothesis, estimator, weights)
        except ExperimentInputError as error:
            where = f"{hypothesis.name}, {sample}{'' if country is None else f', {country}'}"
            if chosen is None:
                raise ExperimentInputError(f"{where}: {error.what}", error.remedy) from error
            warnings.warn(f"{where}: not estimated. {error.what}", NotEstimated, stacklevel=2)
            return
        found[ALL if country is None else str(country)] = of_country
    for country, (estimate, n) in with_contrasts(found, experiment.design.pool).items():
        values = (estimate.estimate, estimate.se, estimate.df)
        yield HypothesisEstimate(*values, hypothesis.name, country, estimator, weights, sample, n)


def _estimate(
    experiment: Experiment, hypothesis: Hypothesis, estimator: str, weights: str
) -> tuple[Estimate, int]:
    """The effect among the rows that have all that the estimator reads, and their number."""
    design = experiment.design
    covariates = () if estimator == "difference" or design.conjoint else design.covariates
    rows = experiment.frame.dropna(subset=[hypothesis.outcome, *covariates])
    column = None if weights == UNWEIGHTED else weights
    n = int((rows[list(hypothesis.within)] == pd.Series(hypothesis.within)).all(axis=1).sum())
    if design.conjoint and len(hypothesis.effect) == 1 and not hypothesis.within:
        return _conjoint(rows, hypothesis, design, column), n
    found = effect(
        rows,
        hypothesis.outcome,
        design.bases,
        hypothesis.effect,
        estimator=estimator,
        covariates=covariates,
        within=hypothesis.within,
        weights=column,
        block=design.assignment.block,
        cluster=design.cluster,
        satterthwaite=design.analysis.satterthwaite,
        equal=design.analysis.equal,
    )
    return found, n


def _conjoint(
    rows: pd.DataFrame, hypothesis: Hypothesis, design: DesignForm, weights: str | None
) -> Estimate:
    """The AMCE of an attribute's level, averaged over the partners it is shown with."""
    table = conjoint_amce(
        rows,
        hypothesis.outcome,
        design.bases,
        design.conjoint.respondent,
        restrictions=design.conjoint.restrictions,
        weights=weights,
    )
    ((name, arm),) = hypothesis.effect.items()
    row = table[(table["attribute"] == name) & (table["level"] == arm)].iloc[0]
    return Estimate(row["estimate"], row["se"], row["df"])


def estimate(
    experiment: Experiment,
    hypothesis: str,
    country: str | None = None,
    estimator: str | None = None,
    weights: str = UNWEIGHTED,
    sample: str = EVERYBODY,
) -> HypothesisEstimate:
    """Return the effect of one hypothesis, by the estimator of verdicts if none is named.

    Weights and sample are named as in the table.  DesignError is raised if there is no such hypothesis;
    ExperimentInputError if there is no such country, estimator, weight or sample.
    """
    declared = experiment.design.hypothesis(hypothesis)
    known = estimators(experiment.design)
    asked = {"estimator": estimator or known[0], "weights": weights, "sample": sample}
    _refuse("estimator", asked["estimator"], known)
    _refuse("weight", weights, weightings(experiment.design))
    _refuse("sample", sample, samples(experiment, declared))
    found = {it.country: it for it in estimated(experiment, declared, **asked)}
    chosen = ALL if country is None else str(country)
    _refuse("country", chosen, found)
    return found[chosen]


def _refuse(kind: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise ExperimentInputError(f"There is no {kind} {name!r}.", f"Name one of {', '.join(known)}.")
