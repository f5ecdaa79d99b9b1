"""What stands below figures and tables: of how many, by which estimator, assigned how, with which weights.

Each figure has words of its own, since not all are of the same respondents or of the same estimator.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from entente.experiments.countries import POOLED
from entente.experiments.designs.design import Design
from entente.experiments.estimation.estimates import estimators
from entente.studies.experiments.outputs import figures_of
from entente.studies.experiments.report_tables import within_countries
from entente.studies.experiments.told_numbers import in_words

NO_WEIGHTS = "no weights"


def asked(attrition: pd.DataFrame) -> str:
    """Return how many were asked, by country, in words."""
    return numbers(_of_all_arms(attrition, "assigned"), "assigned")


def answered(attrition: pd.DataFrame) -> str:
    """Return how many answered, by country, in words: of the outcomes the least and the most."""
    return numbers(_of_all_arms(attrition, "answered"), "answered")


def numbers(rows: pd.DataFrame, column: str = "n") -> str:
    """Return how many there are, by country, in words: the least and the most of any row."""
    shown = within_countries(rows)
    found = shown[shown["country"] != POOLED].groupby("country", sort=False)[column].agg(["min", "max"])
    told = []
    for country, (least, most) in zip(found.index, found.to_numpy(), strict=True):
        many = f"{most:,}" if least == most else f"{least:,} to {most:,}"
        told.append(many if country == "all" else f"{many} in {country}")
    return in_words(told)


def captions(design: Design, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return what stands below each figure that a design asks for."""
    words = {
        "coefficients": lambda: of_estimates(design, tables["estimates"]),
        "equivalence": lambda: of_verdicts(design, tables["hypotheses"]),
        "cell_means": lambda: _of_cell_means(design, tables["cell_means"]),
        "attrition": lambda: _of_attrition(design, tables["attrition"]),
        "power": lambda: _of_power(design, tables["power"]),
        "sensitivity": lambda: _of_sensitivity(design, tables["mediation"]),
        "heterogeneity": lambda: _of_heterogeneity(design, tables["heterogeneity"]),
    }
    return {figure: words[figure]() for figure in figures_of(design)}


def of_estimates(design: Design, estimates: pd.DataFrame) -> str:
    """Return what stands below all estimates of all respondents."""
    shown = estimates[estimates["sample"] == "all"]
    names = f"estimators: {in_words(list(estimators(design)))}, verdicts read {estimators(design)[0]}"
    return _told(design, numbers(shown), names, f"{design.weight} beside none" if design.weight else "")


def of_verdicts(design: Design, hypotheses: pd.DataFrame) -> str:
    """Return what stands below verdicts and what they rest on."""
    return _told(design, numbers(hypotheses), f"estimator: {estimators(design)[0]}")


def _of_cell_means(design: Design, cells: pd.DataFrame) -> str:
    shown = cells[cells["weights"] == "none"]
    answered = shown.groupby(["outcome", "country", "factors"], sort=False)["n"].sum().reset_index()
    return _told(design, numbers(answered), "means of those who answered, not adjusted for covariates")


def _of_attrition(design: Design, attrition: pd.DataFrame) -> str:
    return _told(design, f"{asked(attrition)}, all who were asked", "shares, with Wilson's intervals")


def _of_power(design: Design, power: pd.DataFrame) -> str:
    many = in_words([f"{n:,}" for n in sorted(power["n"].unique())])
    where = "" if set(power["country"]) == {"all"} else " in a country"
    return _told(design, f"{many}{where}, not those who were asked", f"estimator: {estimators(design)[0]}")


def _of_sensitivity(design: Design, mediation: pd.DataFrame) -> str:
    linear = mediation[mediation["step"] == "linear"]
    return _told(design, numbers(linear), "linear mediation, with intervals by bootstrap")


def _of_heterogeneity(design: Design, heterogeneity: pd.DataFrame) -> str:
    # A subgroup's effect is a combination of coefficients of the regression of all.
    of_all = heterogeneity[heterogeneity["kind"] == "interaction"]
    return _told(design, numbers(of_all), "regression on arms, covariates and arms × moderator")


def _told(design: Design, many: str, estimator: str, weights: str = "") -> str:
    assignment = design.assignment.kind.replace("_", ", ")
    weighted = f"weights: {weights}" if weights else NO_WEIGHTS
    return f"n = {many}; {estimator}; assignment: {assignment}; {weighted}."


def _of_all_arms(attrition: pd.DataFrame, column: str) -> pd.DataFrame:
    """Of all arms of a factor together; if some lack an arm, of the factor that most have."""
    found = attrition.groupby(["outcome", "country", "factor"], sort=False)[column].sum()
    return found.groupby(["outcome", "country"], sort=False).max().reset_index()
