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

#: Model, type of alliance (empty: that of the layout), and term or statistic.
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Layout:
    """How a paper lays out its regressions.

    Models have ``titles`` by the beginning of their names, up to an underscore; the longest counts.  Words
    behind it may be ``called`` otherwise.  Models printed for several ``types`` of alliance have these by
    name; the others are for one ``alliance``, which is empty if there are no types.
    """

    titles: Mapping[str, str]
    alliance: str
    types: Mapping[str, tuple[str, ...]]
    called: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        tables: Iterable[TableSpecification],
        titles: Mapping[str, str],
        alliance: str,
        called: Mapping[str, str] | None = None,
    ) -> Layout:
        """Return the layout of printed tables."""
        types: dict[str, dict[str, None]] = {}
        for column in (column for table in tables for column in table.columns):
            types.setdefault(column.model, {})[column.alliance] = None
        several = {model: tuple(found) for model, found in types.items() if len(found) > 1}
        return cls(titles, alliance, several, called or {})

    def cells(self, models: Iterable[str], names: Iterable[str]) -> list[Cell]:
        """Return the cells of models and terms or statistics, of each type of alliance that is printed."""
        return [
            (model, alliance, name)
            for model in models
            for name in names
            for alliance in self.types.get(model, ("",))
        ]

    def words(self, cell: Cell) -> str:
        """Return what a cell is, such as ``status (Table 1, degree, first)``."""
        model, alliance, name = cell
        beginnings = [name for name in self.titles if f"{model}_".startswith(f"{name}_")]
        family = max(beginnings, key=len, default=model.split("_")[0])
        column = model.removeprefix(family).strip("_")
        further = [self.called.get(word, word) for word in column.split("_") if word]
        where = [self.titles.get(family, family), *further]
        where += [ALLIANCES[alliance].words] if alliance else []
        return f"{name.replace('_', ' ')} ({', '.join(where)})"


@dataclass(frozen=True)
class RegressionTables:
    """Coefficients and statistics of all models, by cell; statistics without a value are not there.

    ``robust`` has the coefficients with robust standard errors, of models that have some; ``numbers`` is what
    is printed, if these are a paper's own tables.
    """

    terms: dict[Cell, Estimate]
    statistics: dict[Cell, float]
    layout: Layout
    robust: dict[Cell, Estimate] = field(default_factory=dict)
    numbers: Mapping[Cell, PrintedNumber] = field(default_factory=dict)

    def coefficient(self, cell: Cell) -> Estimate | None:
        """Return a coefficient, None if there is none."""
        return self.terms.get(self._key(cell))

    def statistic(self, cell: Cell) -> float:
        """Return a statistic, NaN if it has no value."""
        return self.statistics.get(self._key(cell), math.nan)

    def note(self, cell: Cell) -> str:
        """Return what is doubtful about a printed coefficient, empty if nothing is."""
        number = self.numbers.get(self._key(cell))
        return number.doubt if number else ""

    def terms_of(self, model: str, alliance: str) -> list[str]:
        """Return the names of a model's terms but for the constant, in alphabetical order."""
        named = (term for *of, term in self.terms if of == [model, alliance])
        return sorted(term for term in named if term not in ("constant", "rho"))

    def with_alliances(self, alliance: str) -> RegressionTables:
        """Return the same with another type of alliance where a model is printed for one."""
        return replace(self, layout=replace(self.layout, alliance=alliance))

    def with_robust_errors(self) -> RegressionTables:
        """Return the same with robust standard errors, where there are any."""
        return replace(self, terms=self.terms | self.robust)

    def _key(self, cell: Cell) -> Cell:
        # A regression that tells no types of alliance apart is kept without one.
        if cell in self.terms or cell in self.statistics:
            return cell
        model, alliance, name = cell
        return model, alliance or self.layout.alliance, name


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
