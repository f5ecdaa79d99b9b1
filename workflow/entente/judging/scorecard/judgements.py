"""Judging every printed number by ours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from entente.core.schema import load_schema
from entente.regressions.store import StoredRegression
from entente.reporting.grid import LEVELS
from entente.reporting.printed_numbers import PrintedNumber
from entente.reporting.regression_table import COUNTS
from entente.reporting.table_notes import likelihood_text, sample_text
from entente.reporting.table_specification import TableColumn, TableSpecification

#: Half the width of a 95 % interval, in standard errors (normal).
WIDTH = 1.96
#: How near to the printed one an N counts as the same.
COUNT_TOLERANCE = 0.01

#: Verdicts on a coefficient: they exclude each other, and one holds if there are both standard errors.
REPLICATES = "same sign, significant in both"
CONTRADICTS = "opposite sign, significant in both"
PRINTED_ONLY = "significant in print alone"
OURS_ONLY = "significant here alone"
NEITHER = "significant in neither"


def scorecard(
    printed: Iterable[PrintedNumber],
    tables: Iterable[TableSpecification],
    results: Mapping[tuple[str, str], StoredRegression],
    moments: pd.DataFrame,
) -> pd.DataFrame:
    """Return every printed number beside ours, judged: table scorecard.

    There is a row a printed number, in the order of the rows and columns of ``tables``, those that the
    numbers are of; ``results`` are those of their columns.  Last come the ``moments`` of the text: quantity,
    label (the same in words), series, printed, reproduced, ratio, note.

    A printed number with a standard error is a coefficient, an N or number of states a count, another one a
    fit statistic.  Significance is at 5 %: in print by its stars or |estimate / standard error| above 1.96,
    here by p under the kind of standard error that is printed.  A coefficient is inside the printed interval
    if it is within 1.96 standard errors and half a unit of the last digit.
    """
    tables = list(tables)
    columns = {
        table.place(column): (table, position, column)
        for table in tables
        for position, column in enumerate(table.columns, start=1)
    }
    places = [
        (table.name, column.heading, term)
        for table in tables
        for term in (*(row.name for row in table.rows), *table.statistics)
        for column in table.columns
    ]
    order = {place: position for position, place in enumerate(places)}
    rows = [_row(number, columns.get(number.place), results) for number in printed]
    rows.sort(key=lambda row: order.get((row["table"], row["header"], row["term"]), len(order)))
    rows += [_moment(moment) for moment in moments.to_dict("records")]
    schema = load_schema("judging/scorecard")
    numbered = [{"number": number, **row} for number, row in enumerate(rows, start=1)]
    return schema.validate(pd.DataFrame(numbered).reindex(columns=schema.column_names))


def _row(
    number: PrintedNumber,
    beside: tuple[TableSpecification, int, TableColumn] | None,
    results: Mapping[tuple[str, str], StoredRegression],
) -> dict:
    """A printed number, and ours if a column of a table stands beside it."""
    name, dependent, header = number.place
    kind = "fit" if math.isnan(number.std_error) else "coefficient"
    row = {
        "table": name,
        "dependent": dependent,
        "header": f"{dependent}: {header}",
        "term": number.term,
        "term_label": number.term,
        "kind": "count" if number.term in COUNTS else kind,
        "printed": number.estimate,
        "printed_std_error": number.std_error,
        "printed_stars": number.stars or None,
        "doubt": number.doubt or None,
    }
    if beside is None:
        return {**row, "reason": "no column of a table here stands beside it"}
    table, position, column = beside
    labels = {row.name: row.label for row in table.rows} | table.statistics
    judge = _coefficient if row["kind"] == "coefficient" else _value
    return {
        **row,
        "column": position,
        "header": column.heading,
        "term_label": labels.get(number.term, number.term),
        "model": column.model,
        "alliance": column.alliance,
        **judge(number, results[column.model, column.alliance], table),
    }


def _coefficient(number: PrintedNumber, model: StoredRegression, table: TableSpecification) -> dict:
    found = model.coefficient(number.term)
    if found is None:
        return {"reason": _why_missing(number.term, model)}
    same_sign = _same_sign(number.estimate, found["estimate"])
    in_print = "*" in number.stars or abs(number.estimate) > WIDTH * number.std_error
    unit_doubt = next((row.unit_doubt for row in table.rows if row.name == number.term), "")
    judged = {
        "ours": found["estimate"],
        "ours_std_error": found["std_error"],
        "ours_p_value": found["p_value"],
        "same_sign": same_sign,
        "printed_significant": in_print,
        "unit_doubt": unit_doubt or None,
    }
    reasons = [likelihood_text(model)]
    if pd.isna(found["p_value"]):
        reasons.insert(0, "no standard error here: the variance is not positive")
    else:
        others = (model.coefficient(number.term, variance) for variance in model.variances)
        here, *robust = (one["p_value"] < LEVELS[0] for one in (found, *others) if one is not None)
        judged["ours_significant"], judged["ours_robust"] = bool(here), bool(here and all(robust))
        both = REPLICATES if same_sign else CONTRADICTS
        significant = {(True, True): both, (True, False): PRINTED_ONLY, (False, True): OURS_ONLY}
        judged["verdict"] = significant.get((in_print, bool(here)), NEITHER)
    judged["reason"] = "; ".join(filter(None, reasons)) or None
    if not unit_doubt:
        reach = WIDTH * number.std_error + number.half_unit
        judged["inside"] = bool(abs(found["estimate"] - number.estimate) <= reach)
        judged["ratio"] = _ratio(number.estimate, found["estimate"])
    return judged


def _value(number: PrintedNumber, model: StoredRegression, table: TableSpecification) -> dict:
    """Judge a count or a fit statistic."""
    ours = model.statistics.get(number.term)
    if ours is None:
        return {"reason": _why_missing(number.term, model)}
    judged = {"ours": ours, "ratio": _ratio(number.estimate, ours)}
    if number.term in COUNTS:
        judged["within"] = abs(ours - number.estimate) <= COUNT_TOLERANCE * number.estimate
        if not judged["within"]:
            unexplained = "; the paper names no rows left out" if ours > number.estimate else ""
            judged["reason"] = sample_text(model, table) + unexplained
    else:
        judged["same_sign"] = _same_sign(number.estimate, ours)
    return judged


def _moment(moment: Mapping) -> dict:
    return {
        "table": "text",
        "dependent": moment["series"],
        "header": moment["series"],
        "term": moment["quantity"],
        "term_label": moment["label"],
        "kind": "moment",
        "printed": moment["printed"],
        "ours": moment["reproduced"],
        "ratio": moment["ratio"],
        "same_sign": _same_sign(moment["printed"], moment["reproduced"]),
        "reason": "not to be had in this run" if pd.isna(moment["reproduced"]) else None,
        "doubt": None if pd.isna(moment["note"]) else moment["note"],
    }


def _why_missing(term: str, model: StoredRegression) -> str:
    reasons = model.reasons
    why = reasons.get(term) if model.estimated else reasons.get(term, reasons.get("n", "not estimated"))
    return why or "the regression has no such number"


def _same_sign(printed: float, ours: float) -> bool | None:
    return None if pd.isna(ours) or printed == 0 or ours == 0 else bool((printed > 0) == (ours > 0))


def _ratio(printed: float, ours: float) -> float | None:
    return ours / printed if printed else None
