"""What carries the fit of Table 2, as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from entente.reporting.printed_numbers import PrintedNumber
from entente.studies.maoz2011.dyadic_fit.fits import ALL, NEW, PREDICTION
from entente.systems.alliance_types import ALLIANCES

#: Measures of fit that Table 2 prints.
PRINTED = ("pseudo_r2", "marginal_improvement_in_fit")

#: The column of Table 2 that the sentences are about: the model's final word.
HEADLINE = "table2_last"


def with_printed(fits: pd.DataFrame, printed: Mapping[tuple[str, str, str], PrintedNumber]) -> pd.DataFrame:
    """Put the fit that Table 2 prints beside that of its columns.

    Adds printed_pseudo_r2 and printed_marginal_improvement_in_fit, missing for models that are no column of
    Table 2, to fits of both types of alliance.  Printed numbers are from
    :func:`entente.reporting.table_specification.printed_beside`.
    """
    table = fits.copy()
    for measure in PRINTED:
        cells = [printed.get((row.column, row.alliance, measure)) for row in fits.itertuples()]
        table[f"printed_{measure}"] = [cell.estimate if cell else float("nan") for cell in cells]
    return table


def page_values(table: pd.DataFrame, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template ``maoz2011/dyadic_fit`` tells of a table of :func:`with_printed`.

    The last column of Table 2 beside parts of it (empty if it was not compared), all its columns taken apart,
    and all measures.  ``titles`` say what the rows of each sample are.
    """
    estimated, beaten = _beaten(table)
    return {
        "printed": table["printed_pseudo_r2"].dropna(),
        "headline": _headline(table),
        "estimated": estimated,
        "beaten": beaten,
        "columns": {dyads: _taken_apart(table, dyads) for dyads in (ALL, NEW)},
        "samples": [
            (ALLIANCES[alliance].words, titles[sample], *(_models(rows, dyads) for dyads in (ALL, NEW)))
            for (sample, alliance), rows in table.groupby(["sample", "alliance"], sort=False)
        ],
    }


def _headline(table: pd.DataFrame) -> dict[str, Any]:
    own = table[table["column"] == HEADLINE]
    if own.empty:
        return {}
    sample, model = own[["sample", "model"]].iloc[0]
    rows = table[table["sample"] == sample]
    return {
        "model": model,
        "without_durations": _less(model, "durations"),
        "without_prediction": _less(model, "last"),
        "rows": own.to_dict("list"),
        "at_risk": rows[(rows["dyads"] == NEW) & (rows["model"] == model)].to_dict("list"),
        "all": _readers(rows[rows["dyads"] == ALL]),
        "new": _readers(rows[rows["dyads"] == NEW]),
    }


def _readers(rows: pd.DataFrame) -> dict[str, Callable[..., list[float]]]:
    """What reads a measure of a model, or its excess over another's, for both types of alliance."""

    def read(measure: str, model: str, less: str | None = None) -> list[float]:
        values = rows.pivot(index="alliance", columns="model", values=measure).reindex(ALLIANCES)
        asked = values.reindex(columns=[model, less])
        return (asked[model] - (asked[less] if less else 0.0)).tolist()

    names = {"r2": "pseudo_r2", "roc": "roc_area", "coefficient": PREDICTION}
    return {name: partial(read, measure) for name, measure in names.items()}


def _beaten(table: pd.DataFrame) -> tuple[int, int]:
    """Columns of Table 2, and those that fit their own rows less well than the year before's outcome does."""
    fitted = table[table["dyads"] == ALL].dropna(subset="pseudo_r2")
    lagged = fitted[fitted["model"] == "lagged_outcome"].set_index(["sample", "alliance"])["pseudo_r2"]
    columns = fitted[fitted["column"] != ""].join(lagged.rename("lagged"), on=["sample", "alliance"])
    return len(columns), int((columns["lagged"] > columns["pseudo_r2"]).sum())


def _taken_apart(table: pd.DataFrame, dyads: str) -> pd.DataFrame:
    """R² of each column of Table 2 and of parts of it, on the rows of the column."""
    values = table[table["dyads"] == dyads].set_index(["model", "sample", "alliance"])
    lines = []
    for row in table[table["column"] != ""].sort_values(["alliance", "column"]).itertuples():
        iteration = row.column.partition("_")[2]
        measures = values.xs((row.sample, row.alliance), level=["sample", "alliance"])
        r2, roc = (measures[name].get for name in ("pseudo_r2", "roc_area"))
        predicts = iteration in row.model.split("+")
        lines.append(
            {
                "alliances": ALLIANCES[row.alliance].words,
                "column": iteration,
                "printed": row.printed_pseudo_r2,
                "here": r2(row.model),
                "without_durations": r2(_less(row.model, "durations")),
                "without_prediction": r2(_less(row.model, iteration)) if predicts else None,
                "prediction": r2(iteration),
                "durations": r2("durations"),
                "lagged": r2("lagged_outcome"),
                "lagged_and_durations": r2("lagged_outcome+durations"),
                "roc": roc(row.model),
                "prediction_roc": roc(iteration),
            }
        )
    found = pd.DataFrame(lines)
    return found.astype(dict.fromkeys(found.columns[2:], "float64"))


def _models(rows: pd.DataFrame, dyads: str) -> pd.DataFrame:
    """All models on all or on some of the dyads of a sample; the columns of Table 2 stand out."""
    chosen = rows[rows["dyads"] == dyads]
    return chosen.assign(
        model=[
            f"**{row.description}** (Table 2, {row.column.partition('_')[2]})"
            if row.column
            else row.description
            for row in chosen.itertuples()
        ],
        log_likelihood=["" if pd.isna(value) else f"{value:.1f}" for value in chosen["log_likelihood"]],
    )


def _less(model: str, block: str) -> str:
    return "+".join(name for name in model.split("+") if name != block)
