"""The results store: what is kept of a regression, as two tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.core.schema import load_schema
from entente.regressions.estimate import Estimate


def term_table(model: str, alliance: str, estimate: Estimate) -> pd.DataFrame:
    """Return the coefficients under each variance.

    Parameters
    ----------
    model, alliance : str
    estimate : Estimate

    Returns
    -------
    DataFrame
        Table model_terms; without a row if nothing was estimated.
    """
    columns = load_schema("regressions/model_terms").column_names
    tables = [table.assign(variance=variance) for variance, table in estimate.terms.items()]
    joined = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
    return load_schema("regressions/model_terms").validate(joined.assign(model=model, alliance=alliance))


def statistic_table(
    model: str, alliance: str, estimate: Estimate, reasons: Mapping[str, str]
) -> pd.DataFrame:
    """Return the statistics, and those that there are not, with the reason.

    Parameters
    ----------
    model, alliance : str
    estimate : Estimate
    reasons : mapping of str to str
        What there is to say of statistics that have a value.

    Returns
    -------
    DataFrame
        Table model_statistics.
    """
    rows = [(name, float(value), reasons.get(name)) for name, value in estimate.statistics.items()]
    rows += [(name, None, reason) for name, reason in estimate.blank.items()]
    table = pd.DataFrame(rows, columns=["statistic", "value", "reason"])
    return load_schema("regressions/model_statistics").validate(table.assign(model=model, alliance=alliance))


def read_statistics(path: str | Path) -> dict[str, float]:
    """Return the statistics of a stored model that have a value.

    Parameters
    ----------
    path : path
        statistics.csv of a model and type of alliance.

    Returns
    -------
    dict of str to float
    """
    table = pd.read_csv(path).dropna(subset="value")
    return dict(zip(table["statistic"], table["value"], strict=True))
