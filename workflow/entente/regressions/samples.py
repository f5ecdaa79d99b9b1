"""The rows of a regression: from the panels, the model's runs and the network series, complete rows only."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pandas as pd

from entente.regressions.source import Rows, Source
from entente.regressions.specification import Specification, Term
from entente.regressions.transformations import design, year_effects

#: Names that no term may have: that of the intercept, and that under which the outcome is kept.
CONSTANT, OUTCOME = "constant", "outcome"

#: What the names open with under which columns are kept that a condition is about; no name of a term does.
WHERE = "where."


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
        Rows that the regression asks for, before any was dropped.
    missing : dict of str to int
        Of the rows dropped for missing values, how many lack the outcome, a term, or the column of a
        condition (``where.<column>``), by its name; a row that lacks several counts for each.
    years_without : int
        Years of the panel that have no row, because their runs have no intermediate iteration.
    excluded : int
        Rows that the regression does not ask for: of other years, or such that do not meet its conditions.
    ties : DataFrame, optional
        year, ccode1 and ccode2 of the ties that a spatial lag is of, whether the states have rows or not.
    """

    keys: pd.DataFrame
    outcome: pd.Series
    terms: pd.DataFrame
    rows: int
    missing: dict[str, int]
    years_without: int
    excluded: int = 0
    ties: pd.DataFrame | None = None

    @property
    def dropped(self) -> int:
        """Number of rows dropped."""
        return self.rows - len(self.outcome)


def assemble(specification: Specification, source: Source) -> Sample:
    """Put the rows of a regression together.

    Rows that are asked for are those of its years that meet its conditions.  Of these, rows with a missing
    value in the outcome or a term of this regression, or such that may or may not meet a condition, are
    dropped and counted, no others.  A lag reaches back to rows that are not asked for.

    The specification has the type of alliance put in; the source has the tables of
    ``specification.tables``.  Rows are in the order of the panel, by year and codes; stacked iterations of a
    row follow each other.  CoverageError is raised if the model was not run for a year of the panel.
    """
    rows = source.rows(specification.unit, specification.sample)
    columns = _columns(specification, source)
    keys = columns[specification.unit.row].astype("int64")
    wanted = {OUTCOME: Term(column=specification.outcome)}
    wanted |= {term.name: term for term in specification.terms if term.column}
    wanted |= {WHERE + condition.name: Term(column=condition.name) for condition in specification.where}
    history = {name: _values(columns, keys, term) for name, term in wanted.items() if term.column in columns}
    variables = pd.DataFrame(history).iloc[rows.position].reset_index(drop=True)
    for name in wanted.keys() - history.keys():
        variables[name] = rows.expected[wanted[name].column] * wanted[name].times
    sample = _complete(specification, rows, variables[list(wanted)])
    layer = specification.partners
    return replace(sample, ties=source.partner_ties(layer)) if layer else sample


def _columns(specification: Specification, source: Source) -> pd.DataFrame:
    """The columns of history that the regression uses, and those that identify a row of the panel."""
    unit = specification.unit
    used = {specification.outcome, *(term.column for term in specification.terms if term.column)}
    used |= {condition.name for condition in specification.where}
    of_panel = source.panel(unit, sorted(used & set(unit.panel_columns)))
    others = used - set(unit.panel_columns) - set(unit.expected) - set(unit.row)
    if not others:
        return of_panel
    return of_panel.join(source.networks(unit, specification.sample)[sorted(others)])


def _values(columns: pd.DataFrame, keys: pd.DataFrame, term: Term) -> pd.Series:
    """A column as a term asks for it, but for its shape."""
    values = columns[term.column].astype("float64")
    if term.lag:
        earlier = keys.assign(year=keys["year"] + term.lag, value=values)
        values = keys.merge(earlier, on=list(keys), how="left", validate="one_to_one")["value"]
    return (values if term.otherwise is None else values.fillna(term.otherwise)) * term.times


def _complete(specification: Specification, rows: Rows, variables: pd.DataFrame) -> Sample:
    """Leave out the rows that are not asked for; drop and count those that miss something."""
    asked = _asked(specification, rows.keys["year"], variables)
    missing = variables.isna()[asked]
    kept = missing.index[~missing.any(axis=1)]
    keys, complete = rows.keys.loc[kept].reset_index(drop=True), variables.loc[kept]
    # A row of a unit without codes is a year, and labelled by it.
    complete.index = keys.index if specification.unit.keys else pd.Index(keys["year"])
    terms = design(specification, complete)
    if specification.year_effects:
        terms = terms.join(year_effects(keys["year"]))
    return Sample(
        keys=keys,
        outcome=complete[OUTCOME],
        terms=terms.assign(**{CONSTANT: 1.0}),
        rows=len(missing),
        missing={name: int(number) for name, number in missing.sum().items() if number},
        years_without=int(_within(specification, pd.Series(rows.years_without)).sum()),
        excluded=len(variables) - len(missing),
    )


def _within(specification: Specification, years: pd.Series) -> pd.Series:
    """Whether each year is one of those that the regression asks for."""
    span = specification.years
    first, last = (span.first, span.last) if span else (None, None)
    return years.between(first or -math.inf, last or math.inf)


def _asked(specification: Specification, years: pd.Series, variables: pd.DataFrame) -> pd.Series:
    """Whether the regression asks for a row: as far as is known, the row meets all conditions."""
    asked = _within(specification, years)
    for condition in specification.where:
        asked &= condition.holds(variables[WHERE + condition.name]).fillna(True).astype(bool)
    return asked
