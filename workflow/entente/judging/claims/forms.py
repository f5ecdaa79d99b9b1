"""Forms of tests: what a claim declares by the keys of a form is put to the evidence, part by part.

The keys of a form are the fields of its class; :data:`FORMS` has the classes by the key that names a form.
"""

from __future__ import annotations

import inspect
import math
import re
from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Strict, model_validator

from entente.core.checked_yaml import Declared, near_text
from entente.core.errors import ConfigurationError
from entente.judging.claims import parts
from entente.judging.claims.parts import SIGNS, NotTestable, Part, Remark
from entente.judging.verdicts import UNDETERMINED

if TYPE_CHECKING:
    import pandas as pd

    from entente.judging.claims.evidence import Evidence
    from entente.judging.claims.regression_tables import Cell
    from entente.judging.intervals import Estimate


def expanded(pattern: str) -> list[str]:
    """Return names written as in a shell: ``{a,b}_{c,d}`` is a_c, a_d, b_c and b_d."""
    return ["".join(chosen) for chosen in product(*(part.split(",") for part in re.split("[{}]", pattern)))]


def _names(given: Any) -> Any:
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list) or not all(isinstance(pattern, str) for pattern in given):
        raise ValueError("should be a name, or a list of names")
    return tuple(name for pattern in given for name in expanded(pattern))


#: One name or several, each of which may be a pattern.
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]

#: The least and the most.
Bounds = Annotated[tuple[float, float], Strict(False)]


class Form(Declared):
    """A test as it is declared."""

    @abstractmethod
    def test(self, evidence: Evidence) -> Iterator[Part | Remark]:
        """Yield what is found, or raise NotTestable with the reason why nothing can be."""

    def told(self, evidence: Evidence) -> str:
        """Return in a sentence what is computed; empty where the claim itself has to say."""
        return ""


class Function(Form):
    """A function of the study; other keys are its arguments, and its docstring tells what it computes."""

    model_config = ConfigDict(extra="allow")

    function: str

    def test(self, evidence: Evidence) -> Iterator[Part | Remark]:
        """Yield what the function does."""
        return self._named(evidence)(evidence, **self.model_extra)

    def told(self, evidence: Evidence) -> str:
        """Return the docstring, with the arguments in its braces."""
        return inspect.getdoc(self._named(evidence)).format(**self.model_extra)

    def _named(self, evidence: Evidence) -> Callable[..., Iterator[Part | Remark]]:
        name, known = self.function, evidence.functions
        if name not in known:
            raise ConfigurationError(f"there is no function {name}{near_text(name, known)}.")
        signature = inspect.signature(known[name])
        try:
            signature.bind(evidence, **self.model_extra)
        except TypeError as error:
            arguments = list(signature.parameters)[1:]
            remedy = f"Its arguments: {', '.join(arguments) or 'none'}."
            raise ConfigurationError(f"{name} cannot be asked so ({error}).", remedy) from None
        return known[name]


class Judged(Form):
    """An estimate, judged by its sign, or by one of the other keys."""

    sign: Literal["positive", "negative"] | None = None
    above: float | None = None
    within: Bounds | None = None
    stated: str | None = None
    significant: float | None = None
    insignificant: float | None = None

    @model_validator(mode="after")
    def _is_judged(self) -> Judged:
        if not self.model_fields_set & set(Judged.model_fields):
            raise ValueError(f"none of {', '.join(Judged.model_fields)} says what is expected")
        ways = ("above", "within", "stated", "significant", "insignificant")
        given = [way for way in ways if getattr(self, way) is not None]
        if len(given) > 1 or (self.sign and given and given[0] not in ("above", "significant")):
            told = [*given, *(["sign"] if self.sign else [])]
            raise ValueError(f"{' and '.join(told)} cannot be asked for together: one would be left out")
        return self

    def judged(self, name: str, estimate: Estimate, evidence: Evidence) -> Part:
        """Return the estimate with its verdict; one that is significant has to have the sign too, if any."""
        sign = SIGNS.get(self.sign, 0)
        if self.significant is not None:
            right = estimate.p_value < self.significant and (not sign or sign * estimate.value > 0)
            return parts.by_p(name, estimate, right)
        if self.insignificant is not None:
            return parts.by_p(name, estimate, estimate.p_value >= self.insignificant)
        if self.within:
            part = parts.between(name, estimate.value, *self.within)
        elif self.stated:
            part = parts.close(name, estimate.value, printed_moment(evidence, self.stated).printed)
        else:
            return parts.above(name, estimate, self.above or 0, sign or 1)
        return replace(part, low=estimate.low, high=estimate.high, p_value=estimate.p_value)


class Coefficient(Judged):
    """Coefficients; one that was not estimated, or is not printed, is no reason to judge."""

    coefficient: Names
    of: Names

    def test(self, evidence: Evidence) -> Iterator[Part]:
        """Yield a part for each coefficient."""
        tables = evidence.regressions
        for cell in tables.layout.cells(self.of, self.coefficient):
            name, estimate = f"the coefficient of {tables.layout.words(cell)}", tables.coefficient(cell)
            if estimate is None:
                part = parts.untestable(f"{name} was not estimated")
            else:
                part = self.judged(name, estimate, evidence)
            if note := tables.note(cell):
                part = replace(part, clause=f"{part.clause} [{note}]")
            yield parts.of_table(part)

    def told(self, evidence: Evidence) -> str:
        """Return what is asked of which coefficients."""
        layout, asked = evidence.regressions.layout, "Direction, by the 95 % interval,"
        if self.significant:
            asked = "Sign and significance"
        elif self.insignificant:
            asked = f"Whether p is at least {100 * self.insignificant:g} %,"
        named = dict.fromkeys(map(layout.words, layout.cells(self.of, self.coefficient)))
        return f"{asked} of the coefficient of {'; '.join(named)}."


class Statistic(Form):
    """Statistics within bounds, or, with ``of_print``, within a tolerance of what is printed."""

    statistic: Names
    of: Names
    at_least: float = -math.inf
    at_most: float = math.inf
    of_print: float | None = None

    def test(self, evidence: Evidence) -> Iterator[Part]:
        """Yield a part for each statistic."""
        for cell in evidence.regressions.layout.cells(self.of, self.statistic):
            if self.of_print is None:
                test, bounds = parts.between, (self.at_least, self.at_most)
                yield parts.of_table(statistics_tested(evidence, test, cell, given=bounds))
            else:
                near = evidence.printed.statistic(cell), self.of_print
                yield statistics_tested(evidence, parts.close, cell, given=near)


class Larger(Form):
    """Statistics that are larger than the same of other models; with bounds, by so much or so many times."""

    larger: Names
    of: Names
    than: Names
    by: Bounds | None = None
    times: Bounds | None = None

    def test(self, evidence: Evidence) -> Iterator[Part]:
        """Yield a part for each pair."""
        for pair in self._pairs(evidence):
            yield parts.of_table(statistics_tested(evidence, self._compared, *pair))

    def told(self, evidence: Evidence) -> str:
        """Return which statistics are compared."""
        words = evidence.regressions.layout.words
        pairs = (f"{words(one)} against {words(other)}" for one, other in self._pairs(evidence))
        return f"Which is larger: {'; '.join(pairs)}."

    def _pairs(self, evidence: Evidence) -> Iterator[tuple[Cell, Cell]]:
        cells = evidence.regressions.layout.cells
        for name, one, other in product(self.larger, self.of, self.than):
            yield from zip(cells([one], [name]), cells([other], [name]), strict=True)

    def _compared(self, name: str, value: float, other: str, than: float) -> Part:
        part = parts.larger(name, value, other, than)
        if self.times:
            # Of nothing, and of less than that, there is no multiple.
            ratio = value / than if than > 0 else math.nan
            return parts.between(f"{part.clause}, the ratio", ratio, *self.times)
        if self.by:
            return parts.between(f"{part.clause}, the difference", part.value, *self.by)
        return part


class Moment(Form):
    """A moment against the one that the text prints."""

    moment: str
    series: str = "actual"
    name: str = ""

    def test(self, evidence: Evidence) -> Iterator[Part]:
        """Yield one part."""
        found, words = printed_moment(evidence, self.moment, self.series), self.moment.replace("_", " ")
        if math.isnan(found.reproduced):
            raise NotTestable(f"there is no {words}, {self.series}")
        yield parts.close(self.name or f"the {words} ({self.series})", found.reproduced, found.printed)

    def told(self, evidence: Evidence) -> str:
        """Return which moment it is."""
        words = self.moment.replace("_", " ").capitalize()
        return f"{words}, {self.series}, within {100 * parts.TOLERANCE:g} % of what is printed."


class Findings(Form):
    """Findings with verdicts of their own; with ``above``, whether they are as large as that."""

    findings: str
    where: str
    above: float | None = None

    def test(self, evidence: Evidence) -> Iterator[Part]:
        """Yield a part for each finding."""
        rows, _ = rows_of(evidence, self.findings, self.where)
        if rows.empty:
            raise NotTestable("there is no such finding")
        for row in rows.itertuples():
            value, low, high = map(parts.number, (row.estimate, row.ci_low, row.ci_high))
            clause = f"that {row.claim} is measured by a {row.quantity} of {value} ({low} to {high})"
            part = Part(clause, row.verdict, row.estimate, row.ci_low, row.ci_high)
            if self.above is not None and row.verdict != UNDETERMINED:
                part = replace(part, verdict=parts.above("", part, self.above).verdict)
            yield part


class Quantity(Judged):
    """A quantity of rows: state-years, dyad-years, pairs of states, years.

    Values, conditions and other columns are expressions, as :meth:`pandas.DataFrame.eval` reads them.  Rows
    that lack one are left out.
    """

    mean: str | None = None
    difference: str | None = None
    ratio: str | None = None
    slope: str | None = None
    correlation: str | None = None
    between: str | None = None
    against: dict[str, str] = {}
    rows: str
    where: str = ""
    name: str

    @model_validator(mode="after")
    def _is_complete(self) -> Quantity:
        if sum(getattr(self, kind) is not None for kind in QUANTITIES) != 1:
            raise ValueError(f"give one of {', '.join(QUANTITIES)}")
        if (self.difference or self.ratio) and not self.between:
            raise ValueError("between is missing: the condition that tells rows apart")
        if (self.slope or self.correlation) and not self.against:
            raise ValueError("against is missing: other columns, by what they are called")
        return self

    def test(self, evidence: Evidence) -> Iterator[Part]:
        """Yield a part for each estimate."""
        from entente.judging import intervals

        kind, of = next((kind, of) for kind in QUANTITIES if (of := getattr(self, kind)))
        others = [self.between] if self.between else list(self.against.values())
        rows, values = rows_of(evidence, self.rows, self.where, of, *others)
        told = self.rows.replace("_", " ")
        if len(rows) < 3:
            raise NotTestable(f"fewer than three {told} have all values")
        if self.between and values[1].nunique() < 2:
            raise NotTestable(f"{self.between} tells no {told} apart")
        found = intervals.QUANTITIES[kind](*values.to_numpy("float64").T, error=intervals.error_of(rows))
        for word, estimate in zip(self.against or [""], found, strict=True):
            yield self.judged(f"{self.name} {word}".strip(), estimate, evidence)


class Untestable(Form):
    """What no public data can decide, with the reason."""

    not_testable: str

    def test(self, evidence: Evidence) -> Iterator[Part]:
        """Refuse, for the reason that is declared."""
        raise NotTestable(self.not_testable)


#: Keys that name a quantity.
QUANTITIES = ("mean", "difference", "ratio", "slope", "correlation")

FORMS: dict[str, type[Form]] = {
    "coefficient": Coefficient,
    "statistic": Statistic,
    "larger": Larger,
    "moment": Moment,
    "findings": Findings,
    **dict.fromkeys(QUANTITIES, Quantity),
    "function": Function,
    "not_testable": Untestable,
}


def statistics_tested(evidence: Evidence, test: Callable[..., Part], *cells: Cell, given: tuple = ()) -> Part:
    """Put a test to names and values of statistics, and what else is given; none if one is not known."""
    tables, told = evidence.regressions, []
    for cell in cells:
        name, value = tables.layout.words(cell), tables.statistic(cell)
        if math.isnan(value):
            return parts.untestable(f"there is no {name}")
        told += [name, value]
    return test(*told, *given)


def printed_moment(evidence: Evidence, quantity: str, series: str = "actual") -> pd.Series:
    """Return a moment of the text: what is printed, and reproduced."""
    moments = evidence["moments"].set_index(["quantity", "series"])
    if (quantity, series) not in moments.index:
        near = near_text(f"{quantity}, {series}", map(", ".join, moments.index))
        raise ConfigurationError(f"the text prints no moment {quantity}, {series}{near}.")
    return moments.loc[(quantity, series)]


def rows_of(evidence: Evidence, table: str, where: str, *wanted: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of a table that meet a condition and have all values wanted, and these values."""
    import pandas as pd

    rows = evidence[table]
    try:
        rows = rows.query(where) if where else rows
        found = {number: rows.eval(expression) for number, expression in enumerate(wanted)}
    except NameError as error:
        near = near_text(str(error).split("'")[1], rows.columns)
        raise ConfigurationError(f"{table}: {error}{near}.") from None
    except (SyntaxError, TypeError, ValueError) as error:
        told = ", ".join(filter(None, [where, *wanted]))
        raise ConfigurationError(f"{table}: {told} cannot be read ({error}).") from None
    values = pd.DataFrame(found, index=rows.index)
    known = values.notna().all(axis=1)
    return rows[known], values[known]
