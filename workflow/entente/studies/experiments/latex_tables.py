"""Tables of estimates and of verdicts, laid out for LaTeX."""

from __future__ import annotations

import pandas as pd

from entente.experiments.designs.design import Design
from entente.reporting.grid import Cell, Grid, Line, stars
from entente.studies.experiments.captions import of_estimates, of_verdicts
from entente.studies.experiments.report_tables import ESTIMATORS, verdict_table, with_difference_told
from entente.studies.experiments.told_numbers import decimals_of, in_country, number

#: What stars and brackets mean.
STARRED = "Standard errors in parentheses. * p < .05, ** p < .01, two-sided and not adjusted."


def estimate_grid(name: str, design: Design, estimates: pd.DataFrame) -> Grid:
    """Return the estimates of all respondents: a column an estimator and its weights, errors below."""
    shown = with_difference_told(estimates[estimates["sample"] == "all"])
    columns = [
        (weights, estimator) for weights in dict.fromkeys(shown["weights"]) for estimator in ESTIMATORS
    ]
    found = shown.set_index(["hypothesis", "country", "weights", "estimator"])
    about = shown[["hypothesis", "country", "outcome"]].drop_duplicates()
    return Grid(
        name=f"{name}_estimates",
        heading="Table",
        title=f"{design.title}: estimates",
        groups=tuple("" if weights == "none" else "Weighted" for weights, _ in columns),
        headers=tuple(ESTIMATORS[estimator] for _, estimator in columns),
        sections=(tuple(line for row in about.itertuples() for line in _lines(row, found, columns, design)),),
        notes=(*_texts(design), STARRED, of_estimates(design, estimates)),
    )


def _lines(row: tuple, found: pd.DataFrame, columns: list, design: Design) -> tuple[Line, Line]:
    """The line of a hypothesis's estimates, and that of their standard errors."""
    decimals = decimals_of(design)[row.outcome]
    cells, errors = [], []
    for weights, estimator in columns:
        key = (row.hypothesis, row.country, weights, estimator)
        if key not in found.index:
            cells.append(Cell())
            errors.append(Cell())
            continue
        at = found.loc[key]
        cells.append(Cell(number(at["estimate"], decimals), stars(at["p"])))
        errors.append(Cell(f"({number(at['se'], decimals)})"))
    return Line(in_country(row.hypothesis, row.country), tuple(cells)), Line("", tuple(errors))


def verdict_grid(name: str, design: Design, hypotheses: pd.DataFrame) -> Grid:
    """Return verdicts: a line a hypothesis and country, with what they rest on."""
    table = verdict_table(hypotheses, design).set_index("hypothesis")
    return Grid(
        name=f"{name}_hypotheses",
        heading="Table",
        title=f"{design.title}: verdicts",
        groups=("",) * table.shape[1],
        headers=tuple(table.columns),
        sections=(tuple(Line(label, tuple(map(Cell, row))) for label, *row in table.itertuples()),),
        notes=(*_texts(design), of_verdicts(design, hypotheses)),
    )


def _texts(design: Design) -> tuple[str, ...]:
    """The hypotheses in words, with the unit of each."""
    return tuple(
        f"{hypothesis.name}: {hypothesis.text} ({design.outcome(hypothesis.outcome).unit})."
        for hypothesis in design.hypotheses
    )
