"""What was answered, before any effect: the means of the cells that are compared, and who answered."""

from __future__ import annotations

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from entente.experiments.countries import ALL
from entente.experiments.estimation.factorial import cell_means
from entente.experiments.experiment import Experiment


def cell_means_table(experiment: Experiment) -> pd.DataFrame:
    """Return the means of the cells that hypotheses compare, by country, with and without weights.

    Parameters
    ----------
    experiment : Experiment
        Those who did not answer an outcome do not count for its means.

    Returns
    -------
    DataFrame
        The columns of the schema cell_means: the factors and levels of a cell are joined by ×; means and
        their 95 % limits are in the unit of the outcome.
    """
    design = experiment.design
    names = [factor.name for factor in design.factors]
    compared = dict.fromkeys(
        (item.outcome, tuple(name for name in names if name in item.effect or name in item.within))
        for item in design.hypotheses
    )
    parts = [
        _cells(experiment.of_country(country), outcome, factors, weight).assign(country=country or ALL)
        for country in experiment.countries
        for outcome, factors in compared
        for weight in dict.fromkeys([None, design.weight])
    ]
    return pd.concat(parts, ignore_index=True)


def _cells(
    experiment: Experiment, outcome: str, factors: tuple[str, ...], weight: str | None
) -> pd.DataFrame:
    """The cells of some factors in one country."""
    answered = experiment.frame[experiment.frame[outcome].notna()]
    table = cell_means(answered, outcome, factors, weight, cluster=experiment.design.cluster)
    labels = table[list(factors)].agg(" × ".join, axis=1)
    return table.drop(columns=[*factors, "df"]).assign(
        outcome=outcome, weights=weight or "none", factors=" × ".join(factors), cell=labels
    )


def attrition_table(experiment: Experiment) -> pd.DataFrame:
    """Return how many answered each outcome, by country, factor and arm.

    Returns
    -------
    DataFrame
        The columns of the schema attrition; limits of a share are Wilson's, 95 %.
    """
    design, rows = experiment.design, []
    for country in experiment.countries:
        frame = experiment.of_country(country).frame
        for outcome in (item.name for item in design.outcomes):
            for factor in design.factors:
                by_arm = frame[outcome].notna().groupby(frame[factor.name]).agg(["size", "sum"])
                for level, (assigned, answered) in by_arm.iterrows():
                    rows.append([outcome, country or ALL, factor.name, level, assigned, answered])
    table = pd.DataFrame(rows, columns=["outcome", "country", "factor", "level", "assigned", "answered"])
    low, high = proportion_confint(table["answered"], table["assigned"], method="wilson")
    return table.assign(share=table["answered"] / table["assigned"], low=low, high=high)
