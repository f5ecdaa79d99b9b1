"""What a design can show, as a report tells it: scenario by scenario, and estimators compared."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from entente.studies.experiments.report_tables import ESTIMATORS, within_countries
from entente.studies.experiments.told_numbers import in_country, number

#: Diagnosands of point estimates, with the words above their columns.
OF_ESTIMATES = {
    "truth": "truth",
    "bias": "bias",
    "coverage": "coverage",
    "power": "p < .05",
    "type_s": "of these wrong sign",
    "type_m": "exaggerated by",
    "equivalence_rate": "equivalent",
    "supported": "supported",
}

#: The estimators of pathways and of bounds.
LINEAR, LEE = "linear", "lee"


def scenarios_shown(diagnosands: pd.DataFrame, estimator: str, texts: Mapping[str, str]) -> list[dict]:
    """Return each scenario with its text, a table of the hypotheses by an estimator, and one of pathways.

    Monte Carlo standard errors stand in parentheses; differences of countries are left to the CSV.
    """
    shown = within_countries(diagnosands)
    return [
        {
            "name": name,
            "text": texts[name],
            "hypotheses": _table(shown[(shown["scenario"] == name) & (shown["estimator"] == estimator)]),
            "pathways": _table(shown[(shown["scenario"] == name) & (shown["estimator"] == LINEAR)]),
        }
        for name in texts
    ]


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a hypothesis or pathway and country, a column a diagnosand."""
    told = []
    for (name, country), found in rows.groupby(["hypothesis", "country"], sort=False):
        values = found.set_index("diagnosand")
        if "bias" in values.index:
            columns = {words: _with_error(values, key) for key, words in OF_ESTIMATES.items()}
            told.append({"of": in_country(name, country)} | columns)
    table = pd.DataFrame(told)
    return table[[column for column in table if (table[column] != "").any()]]


def _with_error(values: pd.DataFrame, diagnosand: str) -> str:
    if diagnosand not in values.index:
        return ""
    value, error = values.loc[diagnosand, ["value", "mc_se"]]
    return f"{number(value, 3)} ({number(error, 3)})" if pd.notna(error) and error > 0 else number(value, 3)


def truths(diagnosands: pd.DataFrame, scenario: str, estimator: str) -> dict[tuple[str, str], float]:
    """Return what is true in a scenario of what an estimator is after, by hypothesis and country."""
    found = diagnosands[
        (diagnosands["scenario"] == scenario)
        & (diagnosands["estimator"] == estimator)
        & (diagnosands["diagnosand"] == "truth")
    ]
    return found.set_index(["hypothesis", "country"])["value"].to_dict()


def mediated_coverage(diagnosands: pd.DataFrame) -> str:
    """Return how often intervals of linear mediation contain the truth, in words; nothing if none are."""
    found = diagnosands[(diagnosands["diagnosand"] == "coverage") & (diagnosands["estimator"] == LINEAR)][
        "value"
    ].dropna()
    return "" if found.empty else f"{number(found.min(), 3)} to {number(found.max(), 3)}"


def estimators_compared(diagnosands: pd.DataFrame) -> pd.DataFrame:
    """Return a row an estimator: how often intervals contain the truth, over all that it estimates."""
    rows = []
    for estimator in dict.fromkeys(diagnosands["estimator"]):
        found = diagnosands[diagnosands["estimator"] == estimator]
        contained = found[found["diagnosand"].isin(["coverage", "contains_truth"])]["value"].dropna()
        if len(contained):
            power = found[found["diagnosand"] == "power"]["value"]
            rows.append(
                {
                    "estimator": _words(estimator),
                    "contains the truth": number(contained.mean(), 3),
                    "least": number(contained.min(), 3),
                    "most": number(contained.max(), 3),
                    "p < .05": number(power.mean(), 3),
                    "estimates": len(contained),
                }
            )
    return pd.DataFrame(rows)


def _words(estimator: str) -> str:
    others = {LINEAR: "linear mediation", LEE: "Lee's bounds, without their interval"}
    return others.get(estimator, ESTIMATORS.get(estimator, estimator))


def family_errors(diagnosands: pd.DataFrame, estimator: str) -> str:
    """Return how often any true hypothesis of no effect in a family is rejected, in words."""
    found = diagnosands[
        (diagnosands["diagnosand"] == "family_wise_error") & (diagnosands["estimator"] == estimator)
    ]["value"]
    return "" if found.empty else f"{number(found.min(), 3)} to {number(found.max(), 3)}"
