"""Ordered logits beside the means of ordinal outcomes: the table ordinal.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from entente.experiments.countries import ALL, with_contrasts
from entente.experiments.mechanisms.ordered_logits import OrderedLogit, ordered_logit

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import Hypothesis
    from entente.experiments.experiment import Experiment

COLUMNS = "hypothesis country outcome n coefficient coefficient_se p top change change_se low high".split()


def ordinal_table(experiment: Experiment) -> pd.DataFrame:
    """Return the effects of hypotheses about ordinal outcomes by ordered logits, a row a country.

    They are a check: the estimand is the mean of the scale.  The top of a scale are the two highest answers
    that occur in any country.  Regressors are the arms of all factors and the covariates, without weights.
    """
    rows = []
    for hypothesis in experiment.design.hypotheses:
        if experiment.design.outcome(hypothesis.outcome).kind == "ordinal":
            rows += _rows(experiment, hypothesis)
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(experiment: Experiment, hypothesis: Hypothesis) -> list[dict]:
    design = experiment.design
    top = np.unique(experiment.frame[hypothesis.outcome].dropna())[-2:].tolist()
    fits: dict[str, OrderedLogit] = {}
    for country in experiment.countries:
        rows = experiment.of_country(country).frame.dropna(subset=[hypothesis.outcome, *design.covariates])
        fits[ALL if country is None else str(country)] = ordered_logit(
            rows,
            hypothesis.outcome,
            design.bases,
            hypothesis.effect,
            covariates=design.covariates,
            within=hypothesis.within,
            block=design.assignment.block,
            cluster=design.cluster,
            top=top,
        )
    coefficients = with_contrasts({name: (fit.coefficient, fit.n) for name, fit in fits.items()}, design.pool)
    changes = with_contrasts({name: (fit.change, fit.n) for name, fit in fits.items()}, design.pool)
    found = []
    for country, (coefficient, n) in coefficients.items():
        change, _ = changes[country]
        low, high = change.limits(1 - design.analysis.level)
        found.append(
            {
                "hypothesis": hypothesis.name,
                "country": country,
                "outcome": hypothesis.outcome,
                "n": n,
                "coefficient": coefficient.estimate,
                "coefficient_se": coefficient.se,
                "p": coefficient.p,
                "top": ", ".join(f"{value:g}" for value in top),
                "change": change.estimate,
                "change_se": change.se,
                "low": low,
                "high": high,
            }
        )
    return found
