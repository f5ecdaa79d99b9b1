"""Guesses what the columns of a file of answers could be in a design, by their names and values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from entente.experiments.checking.balance import shares_test
from entente.experiments.survey.personal_data import personal_columns

#: Words in the name of a column that tell what it is (choice).
WEIGHT = re.compile(r"weight|wgt|^wt", re.IGNORECASE)
ID = re.compile(r"(^|_)(id|caseid|respid|uuid|responseid|respondent)($|_)|id$", re.IGNORECASE)
CHECK = re.compile(r"mck|check|manip|recall", re.IGNORECASE)
BEFORE = re.compile(
    r"(^|_)(age|race|pid|ideo)|birth|gender|sex|male|ethnic|educ|school|college|income|party|relig|marital"
    r"|employ",
    re.IGNORECASE,
)
ARMS = re.compile(r"treat|cond|assign|vignette|(^|_)arm($|_)", re.IGNORECASE)
COUNTRY = re.compile(r"^country$|^nation$", re.IGNORECASE)

SPACE = re.compile(r"\s")

#: Words of a code that stands for no answer.
NO_ANSWER = re.compile(
    r"skip|not asked|refus|no answer|don.?t know|not sure|missing|n/a|prefer not", re.IGNORECASE
)

#: Roles of columns whose values nobody needs to see.
UNSHOWN = ("personal", "dates", "id")

#: Most arms of a factor and points of a scale that are guessed, and most values that are shown (choice).
MOST_ARMS, MOST_POINTS, MOST_SHOWN = 8, 11, 12

#: Sizes of arms that differ by more than chance, at this p, are no arms (choice).
UNEQUAL = 1e-3


class Guess(NamedTuple):
    """A column: its values but those that stand for no answer, and these; its words, and those of codes.

    The role is what it could be: personal, dates, weight, id, country, check, factor, scale, covariate or
    text.
    """

    column: str
    role: str
    values: tuple[Any, ...]
    missing: tuple[Any, ...]
    unanswered: int
    words: str
    labels: Mapping[Any, str]


def guesses(raw: pd.DataFrame, words: Mapping[str, str], labels: Mapping[str, Mapping]) -> list[Guess]:
    """Return what each column could be, in the order of the file.

    ``words`` tell of columns, ``labels`` of their codes, by column.  Values are listed if they are few.
    """
    personal = personal_columns(raw)
    found = []
    for name in map(str, raw.columns):
        codes, values = labels.get(name, {}), _values(raw[name])
        missing = tuple(value for value in values if stands_for_none(codes.get(value, "")))
        answered = tuple(value for value in values if value not in missing)
        role = "personal" if name in personal else _role(name, raw[name], answered)
        shown = ((), ()) if role in UNSHOWN else (answered, missing)
        unanswered = int(raw[name].isna().sum())
        found.append(Guess(name, role, *shown, unanswered, words.get(name, ""), codes))
    return found


def stands_for_none(words: str) -> bool:
    """Whether the words of a code say that there is no answer."""
    return NO_ANSWER.search(words) is not None


def _values(column: pd.Series) -> tuple[Any, ...]:
    """The values of a column as Python's, whole numbers as such; none if they are many."""
    different = column.dropna().unique()
    if len(different) > MOST_SHOWN:
        return ()
    if pd.api.types.is_numeric_dtype(column):
        numbers = sorted(float(value) for value in different)
        return tuple(int(number) if number.is_integer() else number for number in numbers)
    return tuple(sorted(map(str, different)))


def _role(name: str, column: pd.Series, values: tuple[Any, ...]) -> str:
    numeric = pd.api.types.is_numeric_dtype(column)
    if pd.api.types.is_datetime64_any_dtype(column):
        return "dates"
    if numeric and WEIGHT.search(name):
        return "weight"
    if column.is_unique and (ID.search(name) or _are_codes(column) or _are_row_numbers(column)):
        return "id"
    for role, pattern in {"country": COUNTRY, "check": CHECK}.items():
        if pattern.search(name):
            return role
    if not values:
        return "covariate" if numeric else "text"
    if BEFORE.search(name):
        return "covariate"
    if _could_be_arms(column, values, named=ARMS.search(name) is not None):
        return "factor"
    return "scale" if len(values) <= MOST_POINTS else "covariate"


def _are_codes(column: pd.Series) -> bool:
    """Whether a column holds words without spaces, as codes of persons are."""
    texts = [value for value in column if isinstance(value, str)]
    return len(texts) == len(column) > MOST_SHOWN and not any(map(SPACE.search, texts))


def _are_row_numbers(column: pd.Series) -> bool:
    """Whether a column counts rows, as programs do when they save a table."""
    if not pd.api.types.is_integer_dtype(column) or len(column) <= MOST_SHOWN:
        return False
    return bool((column.diff().dropna() == 1).all())


def _could_be_arms(column: pd.Series, values: tuple[Any, ...], *, named: bool) -> bool:
    """Whether a column has few values, all known, and is named like arms or as even as chance makes them."""
    if column.isna().any() or not 2 <= len(values) <= MOST_ARMS or column.nunique() > len(values):
        return False
    return named or shares_test(column.value_counts(), [1 / len(values)] * len(values)) > UNEQUAL
