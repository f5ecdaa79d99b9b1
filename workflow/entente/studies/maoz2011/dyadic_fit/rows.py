"""The rows on which models are compared: those of a column of Table 2, with what other models need beside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from entente.core.checked_yaml import named
from entente.regressions.samples import CONSTANT, assemble
from entente.regressions.source import Source
from entente.regressions.specification import Specification, Term
from entente.studies.maoz2011.dyadic_fit.declaration import (
    EXPECTED,
    EXPECTED_COLUMN,
    LAGGED,
    Comparison,
    RowChoice,
    term_name,
)

#: Term: allied the year before, or no dyad then.  Where it is 0, a new alliance can come.
_NOT_AT_RISK = "not_at_risk"


@dataclass(frozen=True, eq=False)
class ComparedRows:
    """Rows on which models are compared.

    Attributes
    ----------
    outcome : Series of float64, n rows
        1 for allies.
    terms : DataFrame of float64, n rows
        A column a term, the constant last.
    at_risk : Series of bool, n rows
        Whether both states were members the year before, and no allies: what can bring a new alliance.
    unknown_before : int
        Rows of dyads of which a state was no member the year before, or that precede all data.
    """

    outcome: pd.Series
    terms: pd.DataFrame
    at_risk: pd.Series
    unknown_before: int


def compared_rows(comparison: Comparison, choice: RowChoice, alliance: str, source: Source) -> ComparedRows:
    """Put the rows of a sample, one of the comparison's, together: those of its column of Table 2.

    A dyad that was none the year before counts as not allied then in ``lagged_outcome``, as its durations are
    0, but can bring no new alliance (a choice).  The source has dyad_year, ties and runs.
    """
    column = choice.rows_of.for_alliance(alliance)
    before = [
        named(name, Term(column=column.outcome, lag=1, otherwise=value))
        for name, value in ((LAGGED, 0), (_NOT_AT_RISK, 1))
    ]
    sample = assemble(replace(column, terms=(*column.terms, *before)), source)
    names = {term.name: term_name(column, term) for term in column.terms}
    terms = sample.terms.rename(columns=names)
    for iteration in choice.iterations:
        if iteration != column.sample:
            other = comparison.column_of(iteration).for_alliance(alliance)
            terms.insert(0, f"{EXPECTED}{iteration}", _expected(other, sample.keys, source))
    not_at_risk = terms.pop(_NOT_AT_RISK)
    unknown_before = int((not_at_risk != terms[LAGGED]).sum())
    constant = terms.pop(CONSTANT)
    return ComparedRows(
        sample.outcome, terms.assign(**{CONSTANT: constant}), not_at_risk == 0, unknown_before
    )


def _expected(column: Specification, keys: pd.DataFrame, source: Source) -> pd.Series:
    """What the model expects in the iteration of a column, for the dyad-years of other rows."""
    term = next(term for term in column.terms if term.column == EXPECTED_COLUMN)
    found = assemble(replace(column, terms=(term,)), source)
    unit = ["year", "ccode1", "ccode2"]
    expected = found.keys[unit].assign(expected=found.terms[term.name])
    return keys[unit].merge(expected, on=unit, how="left", validate="many_to_one")["expected"]
