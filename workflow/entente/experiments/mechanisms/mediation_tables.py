"""What a design's mediators carry: the tables mediation.csv and sensitivity.csv.

In the order in which they should be read: effects that the experiment identifies, bounds that need nothing
else, linear mediation, what would explain it away, and controlled direct effects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from entente.experiments.countries import DIFFERENCE, combined
from entente.experiments.estimate import Estimate
from entente.experiments.mechanisms.declared_pathways import DeclaredPathways, declared_pathways
from entente.experiments.mechanisms.mediation import RHO, linear_mediation, sensitivity
from entente.experiments.mechanisms.mediation_bounds import acme_bounds, arm_difference
from entente.experiments.mechanisms.pathway import Resampled
from entente.experiments.mechanisms.sequential_g import controlled_direct_effect

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import Mediator, Outcome
    from entente.experiments.experiment import Experiment

COLUMNS = (
    "mediator country treatment outcome step quantity setting n estimate se low high method words".split()
)

#: A mediator of more values is held at five quantiles of them.
MANY = 11

#: What quantities are called in the table.
NAMES = {
    "acme": "ACME",
    "ade": "ADE",
    "share": "share mediated",
    "rho_at_zero": "rho at zero",
    "r2_star": "R2 star at zero",
    "r2_tilde": "R2 tilde at zero",
    "controlled_direct": "ACDE",
}

#: A share of an effect that may be none.
NO_SHARE = "the total effect may be none, so that a share of it means nothing"

#: Shares that each count what others carry too.
SHARES_ADD_UP = "shares of mediators, each estimated without the others, add up to more than one"

#: What a step finds of a treatment: estimates by (quantity, setting), or quantities with their draws.
Found = dict[tuple[str, object], Estimate] | Resampled


def mediation_table(experiment: Experiment, bootstraps: int = 2000) -> pd.DataFrame:
    """Return what is found of every declared mediator, step by step.

    Several treatments of a mediator stand one by one, then their differences; countries likewise.  Bounds and
    what would explain an effect away are not compared.  Rows have no weights.
    """
    tables = [
        table
        for mediator in experiment.design.mediators
        for table in _of_mediator(dict(declared_pathways(experiment, mediator, bootstraps)))
    ]
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=COLUMNS)
    return _with_words_on_shares(table)[COLUMNS]


def sensitivity_table(experiment: Experiment, bootstraps: int = 2000) -> pd.DataFrame:
    """Return the ACME of every declared pathway by the correlation of the errors, with its band."""
    rows = []
    for mediator in experiment.design.mediators:
        for country, declared in declared_pathways(experiment, mediator, bootstraps):
            for treatment, pathway in declared.pathways.items():
                curve = sensitivity(pathway, RHO).curve.table(_level(declared)).reset_index()
                about = {"mediator": mediator.name, "country": country, "treatment": treatment}
                rows.append(curve.assign(**about, outcome=mediator.outcome))
    columns = ["mediator", "country", "treatment", "outcome", "rho", "acme", "low", "high"]
    if not rows:
        return pd.DataFrame(columns=columns)
    renamed = pd.concat(rows, ignore_index=True).rename(columns={"setting": "rho", "estimate": "acme"})
    return renamed.astype({"rho": float})[columns]


def _of_mediator(countries: dict[str, DeclaredPathways]) -> Iterator[pd.DataFrame]:
    """The tables of a mediator, by step, country and treatment."""
    values = np.unique(np.concatenate([_values(declared) for declared in countries.values()]))
    points = values if len(values) <= MANY else np.quantile(values, np.linspace(0, 1, 5))
    yield from _compared("effect", countries, _effects)
    for country, declared in countries.items():
        for treatment in declared.pathways:
            place = {"country": country, "treatment": treatment}
            yield _told(_bounds(treatment, declared), "bounds", place, declared)
    yield from _compared("linear", countries, _linear)
    for country, declared in countries.items():
        for treatment, path in declared.pathways.items():
            rows = _rows(sensitivity(path).fragility, _level(declared))
            place = {"country": country, "treatment": treatment}
            yield _told(rows, "sensitivity", place, declared)
    yield from _compared("controlled_direct", countries, lambda declared: _controlled(declared, points))


def _compared(
    step: str,
    countries: dict[str, DeclaredPathways],
    find: Callable[[DeclaredPathways], dict[str, Found]],
) -> Iterator[pd.DataFrame]:
    """The tables of a step of which treatments and countries are compared."""
    found = {country: find(declared) for country, declared in countries.items()}
    for country, of_treatments in found.items():
        for treatment, what in of_treatments.items():
            declared = countries[country]
            place = {"country": country, "treatment": treatment}
            yield _told(_rows(what, _level(declared)), step, place, declared)
    if len(countries) == 2:
        first, second = found.values()
        for treatment, what in first.items():
            rows = _rows(_difference(what, second[treatment]), _level(declared))
            place = {"country": DIFFERENCE, "treatment": treatment}
            yield _told(rows, step, place, *countries.values())


def _values(declared: DeclaredPathways) -> np.ndarray:
    return next(iter(declared.pathways.values())).frame[declared.mediator.name].unique()


def _level(declared: DeclaredPathways) -> float:
    return 1 - declared.design.analysis.level


def _effects(declared: DeclaredPathways) -> dict[str, Found]:
    """Effects on mediator and outcome, with the regressors of linear mediation, so that they agree."""
    found = {name: {} for name in [*declared.pathways, *declared.contrasts]}
    ends = {"effect on the mediator": declared.mediator.name, "effect on the outcome": declared.outcome.name}
    for quantity, column in ends.items():
        any_path = next(iter(declared.pathways.values()))
        fit = any_path.regress(any_path.frame[column], [any_path.treatment, *any_path.covariates])
        weights = {name: {path.treatment: 1.0} for name, path in declared.pathways.items()}
        for name, (one, other) in declared.contrasts.items():
            weights[name] = weights[one] | dict.fromkeys(weights[other], -1.0)
        for name in found:
            found[name][quantity, ""] = fit.contrast(weights[name])
    return found


def _linear(declared: DeclaredPathways) -> dict[str, Found]:
    fits = {
        name: linear_mediation(path, interaction=declared.design.analysis.interaction)
        for name, path in declared.pathways.items()
    }
    found: dict[str, Found] = _with_contrasts({name: fit.effects for name, fit in fits.items()}, declared)
    if declared.design.analysis.mediation_interval == "delta":
        for name, fit in fits.items():
            found[name] = {
                key: Estimate(fit.effects.estimates[key], se, np.inf) for key, se in fit.delta_se.items()
            }
    return found


def _controlled(declared: DeclaredPathways, points: np.ndarray) -> dict[str, Found]:
    how = {"interaction": declared.design.analysis.interaction, "at": points.tolist()}
    found = {
        name: controlled_direct_effect(path, **how).without("total")
        for name, path in declared.pathways.items()
    }
    return _with_contrasts(found, declared)


def _with_contrasts(found: dict[str, Resampled], declared: DeclaredPathways) -> dict[str, Resampled]:
    """Add the differences of treatments, draw by draw: their draws take the same rows."""
    return found | {
        name: found[one].minus(found[other]).without("share")
        for name, (one, other) in declared.contrasts.items()
    }


def _difference(first: Found, second: Found) -> Found:
    """The first less the second, of independent samples."""
    if isinstance(first, Resampled):
        return first.minus(second).without("share")
    return {key: combined([first[key], second[key]], [1.0, -1.0]) for key in first}


def _rows(found: Found, level: float) -> pd.DataFrame:
    if isinstance(found, Resampled):
        table = found.table(level).reset_index()
        of_all = len(found.draws)
        used = table["draws"].map(lambda n: f"{n} draws" if n == of_all else f"{n} of {of_all} draws")
        # A ratio of normal estimates has no variance.
        se = table["se"].where(table["quantity"] != "share")
        return table.assign(se=se, method="percentiles of " + used)
    rows = []
    for (quantity, setting), estimate in found.items():
        method = "delta method, normal" if np.isinf(estimate.df) else f"robust, t with {estimate.df:.4g} df"
        rows.append({"quantity": quantity, "setting": setting, "method": method, **estimate.row(level)})
    return pd.DataFrame(rows)


def _told(rows: pd.DataFrame, step: str, place: dict[str, str], *countries: DeclaredPathways) -> pd.DataFrame:
    """Name the step, its place and its quantities, and say what to beware of."""
    mediator = countries[0].mediator
    words = list(rows["words"].unique()) if "words" in rows else []
    if mediator.order == "after" and step != "effect":
        words.append(f"{mediator.name} was asked after {mediator.outcome}: it is no mediator of it")
    for declared in countries:
        if declared.dropped:
            where = ", ".join(f"{name} ({count})" for name, count in declared.dropped.items())
            words.append(f"{declared.left_out} rows left out for missing answers: {where}")
    settings = rows["setting"].map(lambda at: f"mediator at {at:g}" if isinstance(at, float) else at)
    return rows.assign(
        **place,
        step=step,
        n=rows["n"] if "n" in rows else sum(declared.n for declared in countries),
        mediator=mediator.name,
        outcome=mediator.outcome,
        quantity=rows["quantity"].replace(NAMES),
        setting=settings.replace("", "all"),
        words="; ".join(words) or None,
    )


def _bounds(treatment: str, declared: DeclaredPathways) -> pd.DataFrame:
    """Bounds of the ACME of answers made high or low, and the effect that it is a part of."""
    path, rows, said = declared.pathways[treatment], declared.two_arms(treatment), []
    for item in (declared.mediator, declared.outcome):
        high, words = _high(rows[item.name], item)
        rows = rows.assign(**{item.name: high})
        said.append(words)
    columns, clusters = (path.outcome, path.mediator, path.treatment), path.clusters
    found = acme_bounds(rows, *columns, clusters=clusters, level=_level(declared)).reset_index()
    sharp = found.assign(quantity="bounds of the ACME", method="sharp, no further assumption")
    interval = found.assign(
        quantity="interval of the bounds",
        method="Bonferroni over the limits, robust",
        low=found["interval_low"],
        high=found["interval_high"],
    )
    whole = arm_difference(rows, path.outcome, path.treatment, clusters)
    total = _rows({("effect on a high outcome", ""): whole}, _level(declared))
    words = f"In the bounds, of which effects are on the share of high answers, {' and '.join(said)}"
    return pd.concat([total, sharp, interval], ignore_index=True).assign(words=words, n=len(rows))


def _high(answers: pd.Series, item: Mediator | Outcome) -> tuple[pd.Series, str]:
    """Which answers are high, 1 or 0, and since when in words."""
    if item.high_from is not None:
        return (answers >= item.high_from).astype(float), f"{item.name} is high from {item.high_from:g} on"
    middle = sum(item.range) / 2
    words = f"{item.name} is high above {middle:g}, the middle of its range, since the design names no value"
    return (answers > middle).astype(float), words


def _with_words_on_shares(table: pd.DataFrame) -> pd.DataFrame:
    """Say where a share means nothing, and where those of several mediators add up to too much."""
    for _, rows in table[table["step"] == "linear"].groupby(["country", "treatment", "outcome"]):
        shares = rows[rows["quantity"] == NAMES["share"]]
        totals = rows[rows["quantity"] == "total"]
        said = [NO_SHARE] if ((totals["low"] <= 0) & (totals["high"] >= 0)).any() else []
        if len(shares) > 1 and shares["estimate"].sum() > 1:
            parts = zip(shares["mediator"], shares["estimate"], strict=True)
            sums = " + ".join(f"{name} {share:.2f}".replace(" -", " −") for name, share in parts)
            said.append(f"{SHARES_ADD_UP}: {sums} = {shares['estimate'].sum():.2f}")
        for index, before in shares["words"].items():
            table.loc[index, "words"] = "; ".join([before] * bool(before) + said) or None
    return table
