"""How a table of fits is laid out, and read again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

#: Dyad-years that a fit is about: all of the sample, or those not allied the year before.
ALL, NEW = "all", "new"

#: Measures of fit, see :func:`entente.models.classification.classification`.
MEASURES = (
    "log_likelihood",
    "pseudo_r2",
    "percent_correct",
    "marginal_improvement_in_fit",
    "roc_area",
    "precision_recall_area",
)

#: Coefficient of what the model expects, where it is a term: a term of the wrong sign adds to the fit too.
PREDICTION = "prediction_coefficient"

#: Columns of the table of fits, and those that are words, of which some may be empty.
WORDS = ("alliance", "sample", "dyads", "model", "description", "terms", "column", "reason")
COLUMNS = (*WORDS[:-1], "n", "allied", "unknown_before", "base_rate", *MEASURES, PREDICTION, WORDS[-1])


def read_fits(path: str | Path) -> pd.DataFrame:
    """Read a table of :func:`entente.studies.maoz2011.dyadic_fit.fits.fits` that was written as CSV."""
    words = dict.fromkeys(WORDS, "string")
    table = pd.read_csv(path, usecols=list(COLUMNS), dtype=words)
    return table.fillna(dict.fromkeys(WORDS, ""))
