"""The columns of an experiment, made of those of a survey's file as the design declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from entente.core.checked_yaml import near_text
from entente.core.errors import SurveyDataError

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm, Factor, NewColumn

#: A text that is a number, as programs write numbers.
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")

#: So far may a value lie outside its range by rounding, as a share of the range.
ROUNDING = 1e-9

#: Values that a message shows of those that are wrong.
SHOWN = 5


class SurveyColumns:
    """Columns of a file and those made of them, by name; each made once, in the order of the design."""

    def __init__(self, raw: pd.DataFrame, design: DesignForm):
        self._raw, self._dropped, self._made = raw, design.drop, {}
        for new in design.columns:
            self._made[new.name] = _made(new, self)

    def plain(self, name: str, where: str) -> pd.Series:
        """Return a column as it is; SurveyDataError is raised, with the place that asks, if there is none."""
        if name in self._made:
            return self._made[name]
        if name in self._raw.columns:
            return self._raw[name]
        known = [*map(str, self._raw.columns), *self._made]
        raise SurveyDataError(
            f"{where}: the answers have no column {name!r}{near_text(name, known)}.",
            "The design drops it." if name in self._dropped else f"They have {', '.join(known)}.",
        )

    def numbers(self, name: str, where: str) -> pd.Series:
        """Return a column as floats, NaN where there is no answer; one that holds others is refused."""
        return _numbers(self.plain(name, where), name, where)

    def given(self, name: str, where: str) -> pd.Series:
        """Return a column as it is, in which nothing may be missing."""
        column = self.plain(name, where)
        refuse(column.isna(), f"{where}: the column {name!r} is missing", "Complete it, or drop these rows.")
        return column


def canonical(value: Any) -> Any:
    """Return a raw value so that 1, 1.0 and the text "1" are one."""
    if isinstance(value, str):
        text = value.strip()
        return float(text) if NUMBER.fullmatch(text) else text
    return float(value)


def refuse(wrong: pd.Series, what: str, remedy: str) -> None:
    """Raise SurveyDataError if rows are wrong: it says what, in how many rows, and which is the first."""
    if count := int(wrong.sum()):
        rows = "1 row" if count == 1 else f"{count} rows"
        first = wrong.index[wrong.to_numpy()][0]
        raise SurveyDataError(f"{what} in {rows}, the first of which is {wrong.index.name} {first}.", remedy)


def refuse_values(column: pd.Series, wrong: pd.Series, what: str, remedy: str) -> None:
    """Raise SurveyDataError if rows are wrong: it says each value with its number of rows."""
    if not wrong.any():
        return
    counts = column[wrong].astype(object).value_counts(sort=False)
    # Values of several types have no order but that of their texts.
    said = [f"{value!r} in {_rows(count)}" for value, count in _sorted(counts)[:SHOWN]]
    more = f" and {len(counts) - SHOWN} more" if len(counts) > SHOWN else ""
    first = wrong.index[wrong.to_numpy()][0]
    raise SurveyDataError(
        f"{what}: {', '.join(said)}{more}; the first is {wrong.index.name} {first}.", remedy
    )


def _sorted(counts: pd.Series) -> list[tuple[Any, int]]:
    plain = [(value.item() if hasattr(value, "item") else value, n) for value, n in counts.items()]
    try:
        return sorted(plain)
    except TypeError:
        return sorted(plain, key=str)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _made(new: NewColumn, columns: SurveyColumns) -> pd.Series:
    """A column made of one other or of several."""
    where = f"columns.{new.name}"
    parts = [_part(new, columns.plain(name, where), name, where) for name in new.sources]
    value = sum(parts[1:], start=parts[0]) / len(parts)
    return ((value - new.subtract) * new.times).rename(new.name)


def _part(new: NewColumn, column: pd.Series, name: str, where: str) -> pd.Series:
    """A column as numbers: what is missing taken out, and mapped."""
    value = answers(column, where)
    value = value.where(~value.isin([canonical(code) for code in new.missing]), np.nan)
    if new.map is None:
        return _numbers(value, name, where)
    return mapped(column, value, new.map, f"{where}.map", name).astype(float)


def answers(column: pd.Series, where: str) -> pd.Series:
    """Return raw values canonically: numbers as floats, texts without space around; NaN where missing.

    SurveyDataError is raised if a column holds anything else, such as dates.
    """
    if column.dtype.kind not in "cmM":
        if pd.api.types.is_numeric_dtype(column):
            return column.astype("float64")
        words = column.astype(object)
        if all(isinstance(value, str | Real) for value in words.dropna()):
            return words.map({value: canonical(value) for value in words.dropna().unique()})
    raise SurveyDataError(
        f"{where}: the column {column.name!r} holds neither numbers nor words ({column.dtype}).",
        "Make it one of these in the file.",
    )


def as_texts(column: pd.Series, where: str) -> pd.Series:
    """Return raw values as texts, of which 1, 1.0 and "1 " are one; none may be missing."""
    return answers(column, where).map(lambda value: value if isinstance(value, str) else f"{value:.15g}")


def mapped(column: pd.Series, value: pd.Series, mapping: Mapping, where: str, name: str) -> pd.Series:
    """Return what a mapping makes of the values of a column; what it leaves out is refused."""
    known = {canonical(key): new for key, new in mapping.items()}
    refuse_values(
        column,
        value.notna() & ~value.isin(list(known)),
        f"{where}: values of the column {name!r} are not mapped",
        "Map each of them, or list it under `missing` of the column, if it stands for no answer.",
    )
    return value.map(known)


def _numbers(column: pd.Series, name: str, where: str) -> pd.Series:
    """A column as floats; texts that are no numbers are refused."""
    value = answers(column, where)
    if value.dtype.kind == "f":
        return value
    refuse_values(
        value,
        value.map(lambda one: isinstance(one, str)),
        f"{where}: values of the column {name!r} are no numbers",
        f"Under `columns`, map them, or list them as missing: {{from: {name}, map: {{…}}, missing: […]}}.",
    )
    return value.astype("float64")


def arms(factor: Factor, columns: SurveyColumns) -> pd.Series:
    """Return the arm of each respondent; levels that are not declared, or that nobody has, are refused."""
    where = f"factors.{factor.name}"
    column = columns.given(factor.column, f"{where}.column")
    value = answers(column, where)
    mapped(column, value, factor.levels, f"{where}.levels", factor.column)
    for raw, label in factor.levels.items():
        if not (value == canonical(raw)).any():
            raise SurveyDataError(
                f"{where}.levels: nobody has the level {label!r} (value {raw!r} of the column "
                f"{factor.column!r}).",
                "Leave the level out, or correct its value.",
            )
    return value.map({canonical(raw): arm for raw, arm in factor.of_raw.items()}).astype("str")


def scale(name: str, limits: tuple[float, float], columns: SurveyColumns, where: str) -> pd.Series:
    """Return answers on a scale; those outside its range are refused."""
    value = columns.numbers(name, where)
    low, high = limits
    slack = ROUNDING * (high - low)
    refuse_values(
        value,
        (value < low - slack) | (value > high + slack),
        f"{where}: values of {name!r} lie outside the range from {low:g} to {high:g}",
        "Correct the range, or list codes that stand for no answer under `missing` of the column.",
    )
    return value


def perceived(factor: Factor, columns: SurveyColumns) -> pd.DataFrame:
    """Return, of a factor's check, whether the answer was right, and the arm that it tells of.

    An answer that is missing is not right.  One that is right for several arms, or none, tells of no arm.
    """
    where = f"factors.{factor.name}.check"
    assigned = answers(columns.plain(factor.column, where), where)
    answer = answers(columns.plain(factor.check.column, where), where)
    right = {canonical(raw): canonical(told) for raw, told in factor.check.right.items()}
    told: dict[Any, set[str]] = {}
    for raw, arm in factor.of_raw.items():
        told.setdefault(right[canonical(raw)], set()).add(arm)
    arm_of = {value: next(iter(found)) for value, found in told.items() if len(found) == 1}
    return pd.DataFrame({"right": answer == assigned.map(right), "perceived": answer.map(arm_of)})
