"""How well each model fits, on all rows of a column of Table 2 and on those that can bring a new alliance."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from entente.core.checked_yaml import named
from entente.core.errors import ModelDataError
from entente.core.storage import read_csv
from entente.models.classification import base_rate, classification
from entente.models.data import model_data
from entente.models.logit import fit_logit
from entente.regressions.samples import CONSTANT, assemble
from entente.regressions.source import Source
from entente.regressions.specification import Specification, Term
from entente.studies.maoz2011.dyadic_fit.declaration import (
    EXPECTED,
    EXPECTED_COLUMN,
    LAGGED,
    Comparison,
    Sample,
    term_name,
)

logger = logging.getLogger(__name__)

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

#: Term: allied the year before, or no dyad then.  Where it is 0, a new alliance can come.
NOT_AT_RISK = "not_at_risk"


def compared_rows(
    comparison: Comparison, sample: Sample, alliance: str, source: Source
) -> tuple[pd.Series, pd.DataFrame]:
    """Return outcome and terms of a sample, one of the comparison's: the rows of its column of Table 2.

    The outcome is 1 for allies; terms are a column each, the constant last, all float64.  A dyad that was
    none the year before, or precedes all data, counts as not allied then in ``lagged_outcome``, as its
    durations are 0, but can bring no new alliance (a choice): ``not_at_risk``.  The source has dyad_year,
    ties and runs.
    """
    column = comparison.columns[sample.rows_of].for_alliance(alliance)
    before = [
        named(name, Term(column=column.outcome, lag=1, otherwise=value))
        for name, value in ((LAGGED, 0), (NOT_AT_RISK, 1))
    ]
    found = assemble(replace(column, terms=(*column.terms, *before)), source)
    terms = found.terms.rename(columns={term.name: term_name(column, term) for term in column.terms})
    used = set().union(*map(comparison.terms, sample.models))
    for name in sorted(term for term in used - {*terms} if term.startswith(EXPECTED)):
        other = next(other for other in comparison.columns.values() if EXPECTED + other.sample == name)
        terms.insert(0, name, _expected(other.for_alliance(alliance), found.keys, source))
    return found.outcome, terms


def _expected(column: Specification, keys: pd.DataFrame, source: Source) -> pd.Series:
    """What the model expects in the iteration of a column, for the dyad-years of other rows."""
    term = next(term for term in column.terms if term.column == EXPECTED_COLUMN)
    found = assemble(replace(column, terms=(term,)), source)
    unit = ["year", "ccode1", "ccode2"]
    expected = found.keys[unit].assign(expected=found.terms[term.name])
    return keys[unit].merge(expected, on=unit, how="left", validate="many_to_one")["expected"]


def fits(comparison: Comparison, alliance: str, source: Source) -> pd.DataFrame:
    """Estimate all models of a comparison for one type of alliance.

    The source has dyad_year, ties and runs.  A row a sample, choice of dyads (``all``, ``new``) and model:
    alliance, sample, dyads, model (names of its blocks), description, terms (joined by spaces), column (of
    Table 2, if it is one), n, allied, unknown_before (rows of dyads that were none the year before),
    base_rate, the measures of fit, prediction_coefficient, and reason (why there are none).  On new alliances
    nobody was allied before: a model that differs from an earlier one by that term alone is left out.
    """
    found = []
    for sample in comparison.samples:
        outcome, terms = compared_rows(comparison, sample, alliance, source)
        at_risk = terms[NOT_AT_RISK] == 0
        for dyads, rows in ((ALL, slice(None)), (NEW, at_risk)):
            chosen = outcome[rows], terms[rows]
            for model in _models(comparison, sample, dyads):
                labels = [comparison.blocks[block].label for block in model]
                used = [term for term in terms if term in comparison.terms(model)]
                about = {
                    "alliance": alliance,
                    "sample": sample.name,
                    "dyads": dyads,
                    "model": "+".join(model) or "base_rate",
                    "description": " + ".join(labels) or "base rate",
                    "terms": " ".join(used),
                    "column": comparison.column(sample, model) if dyads == ALL else "",
                }
                found.append({**about, **_fit(*chosen, used)})
        logger.info("%s: sample %s, %d rows.", alliance, sample.name, len(outcome))
    return pd.DataFrame(found, columns=list(COLUMNS))


def _models(comparison: Comparison, sample: Sample, dyads: str) -> list[tuple[str, ...]]:
    """The models of a sample; of new alliances without what cannot vary among them, each once."""
    if dyads == ALL:
        return list(sample.models)
    varying = [name for name, block in comparison.blocks.items() if block.terms != (LAGGED,)]
    return list(dict.fromkeys(tuple(name for name in model if name in varying) for model in sample.models))


def _fit(outcome: pd.Series, terms: pd.DataFrame, used: list[str]) -> dict[str, Any]:
    """Sizes and measures of fit of a logit on some of the terms, or the reason why there are none."""
    sizes = {
        "n": len(outcome),
        "allied": int(outcome.sum()),
        "unknown_before": int((terms[NOT_AT_RISK] != terms[LAGGED]).sum()),
        "base_rate": base_rate(outcome) if len(outcome) else np.nan,
    }
    probability, coefficients = np.full(len(outcome), outcome.mean()), {}
    try:
        if used:
            data = model_data(outcome, terms[[*used, CONSTANT]])
            results = fit_logit(data)
            probability = np.asarray(results.predict())
            coefficients = dict(zip(data.exog_names, np.asarray(results.params), strict=True))
        measured = classification(outcome, probability)
    except ModelDataError as error:
        reason = " ".join(error.what.split())
        return {**sizes, **dict.fromkeys((*MEASURES, PREDICTION), np.nan), "reason": reason}
    prediction = next((coefficients[name] for name in used if name.startswith(EXPECTED)), np.nan)
    return {**sizes, **{name: measured[name] for name in MEASURES}, PREDICTION: prediction, "reason": ""}


def read_fits(path: str | Path) -> pd.DataFrame:
    """Read a table of :func:`fits` that was written as CSV."""
    words = dict.fromkeys(WORDS, "string")
    table = read_csv(path, usecols=list(COLUMNS), dtype=words)
    return table.fillna(dict.fromkeys(WORDS, ""))
