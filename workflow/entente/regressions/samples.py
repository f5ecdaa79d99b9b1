"""The rows of a regression: from the panels, the model's runs and the network series, complete rows only."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from entente.regressions.source import Rows, Source
from entente.regressions.specification import Specification, Term

#: Names that no term may have: that of the intercept, and that under which the outcome is kept.
CONSTANT, OUTCOME = "constant", "outcome"


@dataclass(frozen=True, eq=False)
class Sample:
    """What a regression is estimated on.

    Attributes
    ----------
    keys : DataFrame, n rows
        year, the codes of the unit, and iteration (int64) where the sample is about one.
    outcome : Series of float64, n rows
    terms : DataFrame of float64, n rows
        A column a term, the constant last.  Outcome and terms of system-years are labelled by the year.
    rows : int
        Rows before any was dropped.
    missing : dict of str to int
        Of the rows dropped for missing values, how many lack the outcome or a term, by its name; a row that
        lacks several counts for each.
    years_without : int
        Years of the panel that have no row, because their runs have no intermediate iteration.
    """

    keys: pd.DataFrame
    outcome: pd.Series
    terms: pd.DataFrame
    rows: int
    missing: dict[str, int]
    years_without: int

    @property
    def dropped(self) -> int:
        """Number of rows dropped."""
        return self.rows - len(self.outcome)


def assemble(specification: Specification, source: Source) -> Sample:
    """Put the rows of a regression together.

    Rows with a missing value in the outcome or a term of this regression are dropped and counted, no others.

    Parameters
    ----------
    specification : Specification
        With the type of alliance put in.
    source : Source
        With the tables of ``specification.tables``.

    Returns
    -------
    Sample
        In the order of the panel, by year and codes; stacked iterations of a row follow each other.

    Raises
    ------
    CoverageError
        If the model was not run for a year of the panel.
    """
    unit, terms = specification.unit, specification.terms
    rows = source.rows(unit, specification.sample)
    columns = _columns(specification, source)
    keys = columns[unit.row].astype("int64")
    history = {OUTCOME: columns[specification.outcome].astype("float64")}
    history |= {term.name: _term(columns, keys, term) for term in terms if term.column in columns}
    variables = pd.DataFrame(history).iloc[rows.position].reset_index(drop=True)
    for term in terms:
        if term.column not in columns:
            variables[term.name] = rows.expected[term.column] * term.times
    return _complete(specification, rows, variables)


def _columns(specification: Specification, source: Source) -> pd.DataFrame:
    """The columns of history that the regression uses, and those that identify a row of the panel."""
    unit = specification.unit
    used = {specification.outcome, *(term.column for term in specification.terms)}
    of_panel = source.panel(unit, sorted(used & set(unit.panel_columns)))
    others = used - set(unit.panel_columns) - set(unit.expected)
    if not others:
        return of_panel
    return of_panel.join(source.networks(unit, specification.sample)[sorted(others)])


def _term(columns: pd.DataFrame, keys: pd.DataFrame, term: Term) -> pd.Series:
    values = columns[term.column].astype("float64")
    if term.lag:
        unit = list(keys.columns)
        earlier = keys.assign(year=keys["year"] + term.lag, value=values)
        values = keys.merge(earlier, on=unit, how="left", validate="one_to_one")["value"]
    return (values if term.otherwise is None else values.fillna(term.otherwise)) * term.times


def _complete(specification: Specification, rows: Rows, variables: pd.DataFrame) -> Sample:
    """Drop and count the rows that miss something."""
    names = [OUTCOME, *(term.name for term in specification.terms)]
    missing = variables[names].isna()
    kept = ~missing.any(axis=1)
    keys, complete = rows.keys[kept].reset_index(drop=True), variables.loc[kept, names]
    # A row of a unit without codes is a year, and labelled by it.
    complete.index = keys.index if specification.unit.keys else pd.Index(keys["year"])
    return Sample(
        keys=keys,
        outcome=complete[OUTCOME],
        terms=complete[names[1:]].assign(**{CONSTANT: 1.0}),
        rows=len(rows.keys),
        missing={name: int(number) for name, number in missing.sum().items() if number},
        years_without=rows.years_without,
    )
