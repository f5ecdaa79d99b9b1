"""What stands below figures and tables: who answered, and how it was analysed."""

from __future__ import annotations

import pandas as pd

from entente.experiments.designs.design import Design
from entente.experiments.estimation.estimates import estimators
from entente.studies.experiments.report_tables import within_countries
from entente.studies.experiments.told_numbers import in_words


def respondents(hypotheses: pd.DataFrame) -> str:
    """Return how many answered, by country, in words: the most of any hypothesis."""
    shown = within_countries(hypotheses)
    found = shown.groupby("country", sort=False)["n"].max()
    return in_words([f"{n:,}" if country == "all" else f"{n:,} in {country}" for country, n in found.items()])


def caption(design: Design, hypotheses: pd.DataFrame) -> str:
    """Return what stands below each figure: respondents, estimator, assignment and weights."""
    weights = f"weights: {design.weight} beside none" if design.weight else "no weights"
    return (
        f"n = {respondents(hypotheses)}; estimator of verdicts: {estimators(design)[0]}; assignment: "
        f"{design.assignment.kind.replace('_', ', ')}; {weights}."
    )
