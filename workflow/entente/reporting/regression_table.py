"""Tables of regressions: laid out as the paper prints them, and tidy, a number a row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from entente.core.checked_yaml import near_text
from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema
from entente.regressions.specification import is_aside
from entente.regressions.store import ALL, StoredRegression
from entente.regressions.variances import VARIANCES
from entente.reporting.grid import Cell, Grid, Line, count_text, number_text, stars
from entente.reporting.printed_numbers import PrintedNumber
from entente.reporting.table_notes import fewer_stars, marks, notes
from entente.reporting.table_specification import TableSpecification

Results = Mapping[tuple[str, str], StoredRegression]

#: Statistics that are counts, beside which the printed ones stand.
COUNTS = (
    *("n", "n_states", "n_alliances", "n_disputes", "n_missions", "n_periods"),
    *("events", "isolates", "instruments", "up", "down"),
)

#: Terms of some estimators that are a statistic of others, which then stands in the row of the term.
TERM_OR_STATISTIC = ("rho",)

#: In place of a standard error that cannot be had.
NO_STANDARD_ERROR = "(.)"


def regression_grid(
    table: TableSpecification,
    results: Results,
    printed: Sequence[PrintedNumber],
    years: tuple[int, int],
) -> Grid:
    """Return a table as it is laid out, with the first and last year of the run.

    It has estimates with stars (* p < .05, ** p < .01) and, below, standard errors of the kind that the paper
    prints; statistics; printed counts below ours.  ``results`` are the regressions of its columns, by model
    and type of alliance.  ConfigurationError is raised if a regression has a term that no row shows, or a row
    shows no term of any regression.
    """
    columns = [results[column.model, column.alliance] for column in table.columns]
    _check_rows(table, columns)
    counts = _printed_counts(table, printed)
    statistics = []
    for name, words in table.statistics.items():
        text = count_text if name in COUNTS else number_text
        statistics.append(_line(words, (text(_statistic(model, name)) for model in columns)))
        if name in COUNTS and any(name in column for column in counts):
            beside = (text(column.get(name, math.nan)) for column in counts)
            statistics.append(_line(f"{words}, printed", beside))
    return Grid(
        name=table.name,
        heading=table.heading,
        title=f"{table.title}, {years[0]}–{years[1]}",
        groups=tuple(column.group for column in table.columns),
        headers=tuple(column.header for column in table.columns),
        sections=(
            tuple(line for row in table.rows for line in _term_lines(row.name, row.label, columns)),
            tuple(statistics),
        ),
        notes=tuple(notes(table, columns, counts)),
    )


def tidy_table(table: TableSpecification, results: Results) -> pd.DataFrame:
    """Return a table with a number a row, the table of the schema regression_table.

    Each coefficient has its standard error and p under each variance; each statistic its value, or the reason
    why there is none.
    """
    rows = []
    for number, column in enumerate(table.columns, start=1):
        model = results[column.model, column.alliance]
        named = {
            "table": table.name,
            "column": number,
            "header": column.heading,
            "model": column.model,
            "alliance": column.alliance or ALL,
            "n": model.statistics.get("n"),
        }
        found = [{"kind": "coefficient", **_coefficient(model, row.name)} for row in table.rows]
        found += [
            {
                "kind": "statistic",
                "term": name,
                "estimate": model.statistics.get(name),
                "reason": None if name in model.statistics else model.reasons.get(name),
            }
            for name in table.statistics
        ]
        kept = [row for row in found if pd.notna(row.get("estimate")) or row.get("reason")]
        rows += [{**named, "row": position, **row} for position, row in enumerate(kept, start=1)]
    schema = load_schema("reporting/regression_table")
    return schema.validate(pd.DataFrame(rows).reindex(columns=schema.column_names))


def _printed_counts(table: TableSpecification, printed: Sequence[PrintedNumber]) -> list[dict[str, float]]:
    """The counts that the paper prints, by name, for each column; none for columns that it does not."""
    return [
        {
            number.term: number.estimate
            for number in printed
            if number.place == table.place(column) and number.term in COUNTS
        }
        for column in table.columns
    ]


def _coefficient(model: StoredRegression, term: str) -> dict:
    found = model.coefficient(term)
    if found is None:
        return {"term": term, "estimate": _in_place_of_term(model, term)}
    row = {"term": term, **found}
    for variance in VARIANCES:
        other = model.coefficient(term, variance)
        if other is not None:
            row |= {f"std_error_{variance}": other["std_error"], f"p_value_{variance}": other["p_value"]}
    return row


def _term_lines(term: str, label: str, columns: list[StoredRegression]) -> tuple[Line, Line]:
    """The line of a term's estimates, and that of their standard errors."""
    estimates, errors, marked = [], [], marks(columns)
    for model in columns:
        found = model.coefficient(term)
        if found is None:
            estimates.append(Cell(number_text(_in_place_of_term(model, term))))
            errors.append("")
            continue
        lost = "".join(marked[variance] for variance in fewer_stars(model, term))
        estimates.append(Cell(number_text(found["estimate"]), stars(found["p_value"]), lost))
        error = number_text(found["std_error"])
        errors.append(f"({error})" if error else NO_STANDARD_ERROR)
    return Line(label, tuple(estimates)), _line("", errors)


def _line(label: str, texts: Iterable[str]) -> Line:
    return Line(label, tuple(map(Cell, texts)))


def _in_place_of_term(model: StoredRegression, term: str) -> float:
    return _statistic(model, term) if term in TERM_OR_STATISTIC else math.nan


def _statistic(model: StoredRegression, name: str) -> float:
    return model.statistics.get(name, math.nan)


def _check_rows(table: TableSpecification, columns: list[StoredRegression]) -> None:
    shown = {row.name for row in table.rows}
    for number, model in enumerate(columns, start=1):
        unseen = [term for term in model.terms if term not in shown and not is_aside(term)]
        if unseen:
            raise ConfigurationError(
                f"{table.files[0]}: column {number} has terms that no row shows: {', '.join(unseen)}.",
                "Add them to rows.",
            )
    statistics = {name for model in columns for name in (*model.statistics, *model.reasons)}
    terms = {term for model in columns for term in model.terms} | statistics.intersection(TERM_OR_STATISTIC)
    named = [(row.name, terms) for row in table.rows] + [(name, statistics) for name in table.statistics]
    for name, known in named:
        if name not in known and all(model.estimated for model in columns):
            raise ConfigurationError(
                f"{table.files[0]}: no regression of the table has {name}{near_text(name, known)}.",
                "Take it out, or correct its name.",
            )
