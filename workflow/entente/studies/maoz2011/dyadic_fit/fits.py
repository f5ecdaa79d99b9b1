"""How well each model fits, on all rows and on those that can bring a new alliance."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.classification import base_rate, classification
from entente.models.data import model_data
from entente.models.logit import fit_logit
from entente.regressions.samples import CONSTANT
from entente.regressions.source import Source
from entente.studies.maoz2011.dyadic_fit.declaration import EXPECTED, LAGGED, Block, Comparison, RowChoice
from entente.studies.maoz2011.dyadic_fit.layout import ALL, COLUMNS, MEASURES, NEW, PREDICTION
from entente.studies.maoz2011.dyadic_fit.rows import ComparedRows, compared_rows

logger = logging.getLogger(__name__)

#: The model without a term, and what a reader is told it is.
BASE_RATE, BASE_RATE_LABEL = "base_rate", "base rate"


def fits(comparison: Comparison, alliance: str, source: Source) -> pd.DataFrame:
    """Estimate all models of a comparison for one type of alliance.

    Parameters
    ----------
    comparison : Comparison
    alliance : {"any", "pact"}
    source : Source
        With dyad_year, ties and runs.

    Returns
    -------
    DataFrame
        A row a sample, choice of dyads (``all``, ``new``) and model: alliance, sample, dyads, model (names of
        its blocks), description, terms (joined by spaces), column (of Table 2, if it is one), n, allied,
        unknown_before (rows of dyads that were none the year before), base_rate, the measures of fit,
        prediction_coefficient, and reason (why there are none).  On new alliances nobody was allied before:
        a model that differs from an earlier one by that term alone is left out.
    """
    found = []
    for choice in comparison.samples:
        rows = compared_rows(comparison, choice, alliance, source)
        given = {"alliance": alliance, "sample": choice.name}
        for dyads in (ALL, NEW):
            chosen = np.ones(len(rows.outcome), dtype=bool) if dyads == ALL else rows.at_risk.to_numpy()
            for blocks in _models(choice, dyads):
                terms = {term for block in blocks for term in block.terms}
                named = {
                    **given,
                    "dyads": dyads,
                    "model": "+".join(block.name for block in blocks) or BASE_RATE,
                    "description": " + ".join(block.label for block in blocks) or BASE_RATE_LABEL,
                    "terms": " ".join(term for term in rows.terms if term in terms),
                    "column": comparison.column(choice, terms) if dyads == ALL else "",
                }
                found.append({**named, **_fit(rows, chosen, terms)})
        logger.info("%s: sample %s, %d rows.", alliance, choice.name, len(rows.outcome))
    return pd.DataFrame(found, columns=list(COLUMNS))


def _models(choice: RowChoice, dyads: str) -> list[tuple[Block, ...]]:
    """The models of a sample; of new alliances without what cannot vary among them, each once."""
    if dyads == ALL:
        return list(choice.models)
    reduced = (tuple(block for block in model if block.terms != (LAGGED,)) for model in choice.models)
    return list(dict.fromkeys(reduced))


def _fit(rows: ComparedRows, chosen: np.ndarray, terms: set[str]) -> dict[str, Any]:
    """Sizes and measures of fit of one model, or the reason why there are none."""
    outcome = rows.outcome[chosen]
    sizes = {
        "n": len(outcome),
        "allied": int(outcome.sum()),
        "unknown_before": rows.unknown_before if chosen.all() else 0,
        "base_rate": base_rate(outcome) if len(outcome) else np.nan,
    }
    try:
        probability, coefficient = _estimated(rows, chosen, terms)
        measured = classification(outcome, probability)
    except ModelDataError as error:
        reason = " ".join(error.what.split())
        return {**sizes, **dict.fromkeys((*MEASURES, PREDICTION), np.nan), "reason": reason}
    return {**sizes, **{name: measured[name] for name in MEASURES}, PREDICTION: coefficient, "reason": ""}


def _estimated(rows: ComparedRows, chosen: np.ndarray, terms: set[str]) -> tuple[np.ndarray, float]:
    """The probability that a logit, or the base rate, gives each row; the prediction's coefficient."""
    outcome = rows.outcome[chosen]
    if not terms:
        return np.full(len(outcome), outcome.mean()), np.nan
    columns = [term for term in rows.terms if term in terms or term == CONSTANT]
    data = model_data(outcome, rows.terms.loc[chosen, columns])
    results = fit_logit(data)
    coefficients = dict(zip(data.exog_names, np.asarray(results.params), strict=True))
    predicted = [value for name, value in coefficients.items() if name.startswith(EXPECTED)]
    return np.asarray(results.predict()), predicted[0] if predicted else np.nan
