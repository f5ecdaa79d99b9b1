"""Regressions as claims ask for them: by model, term or statistic, of this run or as a paper prints them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from entente.regressions.variances import PRINTED, robust_of
from entente.systems.alliance_types import ALLIANCES

if TYPE_CHECKING:
    from entente.judging.intervals import Estimate
    from entente.regressions.store import StoredRegression
    from entente.reporting.printed_numbers import PrintedNumber
    from entente.reporting.table_specification import TableSpecification

#: Model, term or statistic, and type of alliance (empty: that of the layout).
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Layout:
    """How a paper lays out its regressions.

    Attributes
    ----------
    titles : mapping of str to str
        What models are called, by the beginning of their names, up to the first underscore.
    alliance : {"pact", "any", ""}
        Type of alliance of the models that are printed for one; empty if there are no types.
    types : mapping of str to tuple of str
        Types of alliance of the models that are printed for several.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    alliance: str = ""
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Iterable[TableSpecification], titles: Mapping[str, str], alliance: str) -> Layout:
        """Return the layout of printed tables."""
        types: dict[str, tuple[str, ...]] = {}
        for column in (column for table in tables for column in table.columns):
            types[column.model] = tuple(dict.fromkeys((*types.get(column.model, ()), column.alliance)))
        return cls(titles, alliance, {model: found for model, found in types.items() if len(found) > 1})

    def cells(self, models: Iterable[str], names: Iterable[str]) -> list[Cell]:
        """Return the cells of models and terms or statistics, of each type of alliance that is printed."""
        return [
            (model, name, alliance)
            for model in models
            for name in names
            for alliance in self.types.get(model, ("",))
        ]

    def words(self, cell: Cell) -> str:
        """Return what a cell is, such as ``status (Table 1, degree, first)``."""
        model, name, alliance = cell
        family, *column = model.split("_")
        where = [self.titles.get(family, family), *column, *([ALLIANCES[alliance].words] if alliance else [])]
        return f"{name.replace('_', ' ')} ({', '.join(where)})"


@dataclass(frozen=True)
class RegressionTables:
    """Coefficients and statistics of all models.

    Attributes
    ----------
    terms : dict of (str, str, str) to Estimate
        By model, type of alliance and term.
    statistics : dict of (str, str, str) to float
        By model, type of alliance and statistic; those without a value are not there.
    layout : Layout
    robust : dict of (str, str, str) to Estimate
        Coefficients with robust standard errors, of models that have some.
    numbers : mapping of (str, str, str) to PrintedNumber
        What is printed, if these are a paper's own tables.
    """

    terms: dict[Cell, Estimate]
    statistics: dict[Cell, float]
    layout: Layout = field(default_factory=Layout)
    robust: dict[Cell, Estimate] = field(default_factory=dict)
    numbers: Mapping[Cell, PrintedNumber] = field(default_factory=dict)

    def coefficient(self, model: str, term: str, alliance: str = "") -> Estimate | None:
        """Return a coefficient, None if there is none."""
        return self.terms.get((model, alliance or self.layout.alliance, term))

    def statistic(self, model: str, name: str, alliance: str = "") -> float:
        """Return a statistic, NaN if it has no value."""
        return self.statistics.get((model, alliance or self.layout.alliance, name), math.nan)

    def note(self, model: str, term: str, alliance: str = "") -> str:
        """Return what is doubtful about a printed coefficient, empty if nothing is."""
        number = self.numbers.get((model, alliance or self.layout.alliance, term))
        return number.doubt if number else ""

    def terms_of(self, model: str, alliance: str = "") -> list[str]:
        """Return the names of a model's terms but for the constant, in alphabetical order."""
        wanted = (model, alliance or self.layout.alliance)
        return sorted(key[2] for key in self.terms if key[:2] == wanted and key[2] not in ("constant", "rho"))

    def with_alliances(self, alliance: str) -> RegressionTables:
        """Return the same with another type of alliance where a model is printed for one."""
        return replace(self, layout=replace(self.layout, alliance=alliance))

    def with_robust_errors(self) -> RegressionTables:
        """Return the same with robust standard errors, where there are any."""
        return replace(self, terms=self.terms | self.robust)


def reproduced_tables(
    results: Mapping[tuple[str, str], StoredRegression], layout: Layout
) -> RegressionTables:
    """Return the regressions of this run, by model and type of alliance, with the kind of errors printed."""
    from entente.judging.intervals import Estimate

    tables = RegressionTables({}, {}, layout)
    for key, stored in results.items():
        of_kind = {PRINTED: tables.terms, robust_of(stored.variances): tables.robust}
        for row in stored.coefficients.itertuples():
            variance, term = row.Index
            if variance in of_kind:
                coefficient = Estimate(row.estimate, row.conf_low, row.conf_high, row.p_value)
                of_kind[variance][*key, term] = coefficient
        tables.statistics.update({(*key, name): value for name, value in stored.statistics.items()})
    return tables


def printed_tables(
    numbers: Mapping[Cell, PrintedNumber], tables: Iterable[TableSpecification], layout: Layout
) -> RegressionTables:
    """Return the regressions as the paper prints them, in tables whose rows are the terms.

    p and intervals follow from the printed coefficient and standard error, not from the stars.  A coefficient
    whose minus sign may have been lost is left out.
    """
    from entente.judging.intervals import Estimate

    rows = {row.name for table in tables for row in table.rows}
    terms = {
        key: Estimate.with_error(number.estimate, number.std_error)
        for key, number in numbers.items()
        if key[2] in rows and not number.sign_doubtful
    }
    statistics = {key: number.estimate for key, number in numbers.items() if key[2] not in rows}
    return RegressionTables(terms, statistics, layout, numbers=numbers)
