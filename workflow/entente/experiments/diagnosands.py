"""What a design can show, before it is fielded: its diagnosands, over many surveys of a simulated world.

A diagnosand is a property of an answer strategy: how far its estimates fall from what is true, how often its
intervals contain that, and how often it says so (Blair, Cooper, Coppock & Humphreys 2019, *American Political
Science Review* 113: 838–859; errors of sign and exaggeration: Gelman & Carlin 2014, *Perspectives on
Psychological Science* 9: 641–651).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.experiments.countries import DIFFERENCE
from entente.experiments.designs.design import Design
from entente.experiments.simulation.asked_of_world import Asked
from entente.experiments.simulation.declared_world import World, read_world
from entente.experiments.simulation.simulated_estimates import LEE, LINEAR, simulated_estimates
from entente.experiments.simulation.simulated_truths import (
    AmongAnswering,
    Contrast,
    Pathway,
    Target,
    Truth,
    marginal_weights,
    true_values,
)
from entente.experiments.verdicts.hypothesis_verdicts import DIRECTIONS
from entente.experiments.verdicts.multiplicity import METHODS

if TYPE_CHECKING:
    from entente.experiments.experiment import Experiment

#: What a share or mean is, and its Monte Carlo standard error.
Measured = tuple[float, float]


def diagnose(
    design: Design,
    world: World,
    draws: int = 500,
    seed: int = 0,
    scenarios: Sequence[str] | None = None,
    persons: int | None = None,
) -> pd.DataFrame:
    """Compute the diagnosands of a design in the scenarios of a simulated world.

    Parameters
    ----------
    design : Design
        Its factors, outcomes and covariates are those of the world.
    world : World
        The world.
    draws : int
        Surveys of each scenario, at least 2.
    seed : int
        Seed; surveys are drawn by (seed, number of the draw).
    scenarios : sequence of str, optional
        All scenarios of the world if left out.
    persons : int, optional
        Persons asked in each country; as many as the world declares if left out.

    Returns
    -------
    DataFrame
        A row a ``scenario``, ``country`` (and, of two, their difference), ``hypothesis`` (of a pathway:
        treatment → mediator; of a family: ``family:`` and its name), ``estimator`` and ``diagnosand``, with
        ``value``, its Monte Carlo standard error ``mc_se``, and ``draws``.  In the unit of the outcome, or as
        shares:

        - ``truth``, over simulated persons on the reported scale;
        - ``bias``, ``rmse``, ``sd`` and ``mean_se`` of the estimates;
        - ``coverage``: intervals, of level 1 − α, that contain the truth;
        - ``power``: p below α; ``type_s``: of these with the wrong sign; ``type_m``: their mean size over the
          true one.  The latter two are missing where there is no effect, or none is found;
        - ``equivalence_rate``: estimates that two one-sided tests put within the margin of the outcome;
        - ``supported``: verdicts on the hypothesis, after adjustment within its family;
        - ``contains_truth`` and ``width`` of Lee's bounds, estimator ``lee``, of those who answer anyway;
        - ``family_wise_error``: surveys that reject any true hypothesis of no effect, after adjustment, where
          a family has one.

    Raises
    ------
    DesignError
        If the design asks what the world does not have.
    ExperimentInputError
        If there are fewer than two draws, or no such scenario.
    """
    if draws < 2:
        raise ExperimentInputError(f"draws is {draws}.", "Give two at least: a standard error needs them.")
    estimates = simulated_estimates(design, world, range(draws), seed, scenarios, persons)
    estimates = _with_difference(estimates, sorted(world.countries), design.analysis.level)
    truths = _truths(design, world, list(scenarios or world.scenarios), seed)
    keys = ["scenario", "country", "hypothesis", "estimator"]
    bounded = estimates["estimator"] == LEE
    estimates = estimates.assign(bounded=bounded).merge(truths, how="left", validate="many_to_one")
    estimates = _judged(estimates, design)
    rows = [
        (*key, *row)
        for key, found in estimates.groupby(keys, sort=False)
        for row in (_of_bounds(found) if key[3] == LEE else _of_estimates(found, key, design.analysis.level))
    ]
    rows += _of_families(estimates, design)
    table = pd.DataFrame(rows, columns=[*keys, "diagnosand", "value", "mc_se"])
    return table.assign(draws=draws)


def _with_difference(estimates: pd.DataFrame, countries: list[str], level: float) -> pd.DataFrame:
    """Add what two countries differ by: independent samples, Welch and Satterthwaite's degrees of freedom."""
    if len(countries) != 2:
        return estimates
    keys = ["scenario", "hypothesis", "estimator", "draw"]
    compared = estimates[estimates["estimator"] != LEE]
    parts = (compared[compared["country"] == country].set_index(keys) for country in countries)
    first, second = parts
    variances = first["se"] ** 2, second["se"] ** 2
    df = sum(variances) ** 2 / (variances[0] ** 2 / first["df"] + variances[1] ** 2 / second["df"])
    estimate, se = first["estimate"] - second["estimate"], np.sqrt(sum(variances))
    reach = stats.t.isf(level / 2, df) * se
    difference = pd.DataFrame(
        {"estimate": estimate, "se": se, "df": df, "low": estimate - reach, "high": estimate + reach}
    )
    return pd.concat([estimates, difference.reset_index().assign(country=DIFFERENCE)], ignore_index=True)


def _truths(design: Design, world: World, scenarios: Sequence[str], seed: int) -> pd.DataFrame:
    """True effects and their Monte Carlo standard errors, by scenario, country and hypothesis."""
    rows = []
    for scenario in scenarios:
        found = [_true_in(design, world, scenario, country, seed) for country in sorted(world.countries)]
        for country, truths in zip(sorted(world.countries), found, strict=True):
            rows += [(scenario, country, *key, truth.value, truth.mc_se) for key, truth in truths.items()]
        if len(found) == 2:
            for key, first in found[0].items():
                # The same simulated persons live in both countries: where these are alike, so are the truths.
                second = found[1][key]
                both = first.value - second.value, np.hypot(first.mc_se, second.mc_se)
                rows.append((scenario, DIFFERENCE, *key, *both))
    return pd.DataFrame(rows, columns=["scenario", "country", "hypothesis", "bounded", "truth", "truth_se"])


def _true_in(
    design: Design, world: World, scenario: str, country: str, seed: int
) -> dict[tuple[str, bool], Truth]:
    """What is true in a country, by hypothesis or pathway, and whether it is what bounds are of."""
    asked = Asked.of(design, world, country)
    targets: dict[tuple[str, bool], Target] = {}
    for name, item in asked.effects.items():
        outcome = item.outcome
        targets[name, False] = Contrast(outcome, marginal_weights(world, item.effect, item.within))
        if item.of_one_factor:
            ((factor, sign),) = item.effect.items()
            targets[name, True] = AmongAnswering(outcome, factor, sign)
    for name, item in asked.pathways.items():
        targets[name, False] = Pathway(item.outcome, item.mediator.answer, item.treatment)
    return true_values(world, scenario, country, targets, seed)


def _judged(estimates: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Add p, p adjusted within families, p of equivalence, and whether the hypothesis is supported."""
    hypotheses = {item.name: item for item in design.hypotheses}
    margins = {name: design.outcome(item.outcome).margin for name, item in hypotheses.items()}
    estimate, se, df = (estimates[name].to_numpy() for name in ("estimate", "se", "df"))
    margin = estimates["hypothesis"].map(margins).to_numpy(dtype=float)
    judged = estimates.assign(
        p=2 * stats.t.sf(np.abs(estimate / se), df),
        p_tost=np.maximum(
            stats.t.sf((estimate + margin) / se, df), stats.t.cdf((estimate - margin) / se, df)
        ),
        family=estimates["hypothesis"].map({name: item.family for name, item in hypotheses.items()}),
    )
    judged = judged.merge(_adjusted(judged, design), how="left", validate="one_to_one")
    sign = judged["hypothesis"].map({name: DIRECTIONS[item.direction] for name, item in hypotheses.items()})
    level = design.analysis.level
    found = (judged["p_adjusted"] < level) & (judged["estimate"] * sign > 0)
    return judged.assign(supported=np.where(sign == 0, judged["p_tost"] < level, found))


def _adjusted(judged: pd.DataFrame, design: Design) -> pd.DataFrame:
    """P of hypotheses, adjusted within their families in each survey."""
    keys = ["scenario", "country", "estimator", "draw"]
    wide = judged[judged["family"].notna() & (judged["estimator"] != LEE)].pivot(
        index=keys, columns="hypothesis", values="p"
    )
    for family, method in design.families.items():
        names = [item.name for item in design.hypotheses if item.family == family]
        if len(names) > 1:
            wide[names] = np.apply_along_axis(METHODS[method], 1, wide[names].to_numpy())
    return wide.stack().rename("p_adjusted").reset_index()


def _of_estimates(found: pd.DataFrame, key: tuple, level: float) -> Iterator[tuple[str, float, float]]:
    """Yield each diagnosand of one estimator, with its value and Monte Carlo standard error."""
    _, country, _, estimator = key
    truth, truth_se = found["truth"].iloc[0], found["truth_se"].iloc[0]
    estimate, se = found["estimate"].to_numpy(), found["se"].to_numpy()
    errors, significant = estimate - truth, (found["p"] < level).to_numpy()
    bias, bias_se = _mean(errors)
    yield "truth", truth, truth_se
    yield "bias", bias, np.hypot(bias_se, truth_se)
    yield "rmse", *_root(errors**2)
    yield "sd", *_root((errors - bias) ** 2 * len(errors) / (len(errors) - 1))
    yield "mean_se", *_mean(se)
    yield "coverage", *_share(found["truth"].between(found["low"], found["high"]).to_numpy())
    yield "power", *_share(significant)
    real = significant if truth else np.zeros(len(errors), dtype=bool)
    yield "type_s", *_share(np.sign(estimate[real]) != np.sign(truth))
    yield "type_m", *_mean(np.abs(estimate[real] / truth) if truth else estimate[real])
    if estimator != LINEAR:
        yield "equivalence_rate", *_share(found["p_tost"].to_numpy() < level)
    if estimator != LINEAR and country != DIFFERENCE:
        yield "supported", *_share(found["supported"].to_numpy(dtype=bool))


def _of_bounds(found: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    """Yield the truth that bounds are of, how often they contain it, and how wide they are."""
    yield "truth", found["truth"].iloc[0], found["truth_se"].iloc[0]
    yield "contains_truth", *_share(found["truth"].between(found["low"], found["high"]).to_numpy())
    yield "width", *_mean((found["high"] - found["low"]).to_numpy())


def _mean(values: np.ndarray) -> Measured:
    """Mean and its standard error, missing of too few values."""
    if not len(values):
        return np.nan, np.nan
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))) if len(
        values
    ) > 1 else np.nan


def _root(squares: np.ndarray) -> Measured:
    """Root of a mean and its standard error, of the delta method."""
    mean, se = _mean(squares)
    return float(np.sqrt(mean)), se / (2 * float(np.sqrt(mean)))


def _share(true: np.ndarray) -> Measured:
    """Share and its standard error, missing of no values."""
    if not len(true):
        return np.nan, np.nan
    share = float(true.mean())
    return share, float(np.sqrt(share * (1 - share) / len(true)))


def _of_families(estimates: pd.DataFrame, design: Design) -> list[tuple]:
    """The family-wise error of each family, scenario, country and estimator."""
    rows, level = [], design.analysis.level
    counted = estimates["family"].notna() & (estimates["country"] != DIFFERENCE) & ~estimates["bounded"]
    tested = estimates[counted]
    keys = ["scenario", "country", "family", "estimator"]
    for (scenario, country, family, estimator), found in tested.groupby(keys, sort=False):
        untrue = found[found["truth"] == 0]
        if len(untrue):
            rejected = (untrue["p_adjusted"] < level).groupby(untrue["draw"]).any().to_numpy(dtype=bool)
            key = (scenario, country, f"family: {family}", estimator, "family_wise_error")
            rows.append((*key, *_share(rejected)))
    return rows


def diagnosands_table(
    experiment: Experiment, world: World | str | Path, draws: int = 500, persons: int | None = None
) -> pd.DataFrame:
    """Return the diagnosands of a simulated experiment (diagnosands.csv): :func:`diagnose`, with its seed.

    ``world`` is the simulated world, or its file.
    """
    if not isinstance(world, World):
        world = read_world(world)
    return diagnose(experiment.design, world, draws, experiment.seed, persons=persons)
