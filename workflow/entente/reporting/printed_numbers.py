"""The numbers that a paper prints in its tables, read from a study's file, each as it is printed."""

from __future__ import annotations

import csv
import math
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from entente.core.errors import ConfigurationError

#: Where a column is printed: its table, and dependent variable and model of the column.
Place = tuple[str, str, str]

_COLUMNS = ("table", "dependent", "model", "term", "estimate", "std_error", "stars", "sign_doubtful", "note")

_QUOTES = (
    "Write it in UTF-8, each line with as many fields as the first, and a text with commas in quotes, which "
    "are closed in the same line."
)


@dataclass(frozen=True)
class PrintedNumber:
    """A coefficient or a statistic, ``term``, of a column.

    ``half_unit`` is half a unit of its last digit, which is what its rounding hides, at most.  Its standard
    error is NaN if none is printed.  It is ``sign_doubtful`` if a minus sign may have been lost; ``doubt``
    says in words what is doubtful about it, if anything is.
    """

    place: Place
    term: str
    estimate: float
    half_unit: float
    std_error: float = math.nan
    stars: str = ""
    sign_doubtful: bool = False
    doubt: str = ""


def read_printed(path: str | Path) -> list[PrintedNumber]:
    """Read the printed numbers of a study, in the order of the file, ``config/<study>/printed/tables.csv``.

    Its columns are table, dependent, model, term, estimate, std_error, stars, sign_doubtful (``yes`` or
    empty), note; numbers have the digits of print.  ConfigurationError is raised if it cannot be read or
    lacks a column; if a number is none, or is there twice.
    """
    numbers: dict[tuple[Place, str], PrintedNumber] = {}
    for line, row in printed_rows(path, _COLUMNS).items():
        number = _number(row, f"{path}, line {line}")
        if numbers.setdefault((number.place, number.term), number) is not number:
            raise ConfigurationError(
                f"{path}, line {line}: {number.term} of {'/'.join(number.place)} is there already.",
                "Keep one of the two.",
            )
    return list(numbers.values())


def printed_rows(path: str | Path, columns: Collection[str]) -> dict[int, dict[str, str]]:
    """Read a file of what a paper prints, in CSV: the text of each column by its name, by line of the file.

    ConfigurationError is raised if it cannot be read, lacks one of the ``columns``, or a line has more or
    fewer fields than the first or a quote that is not closed.
    """
    rows = {}
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            lacking = [name for name in columns if name not in header]
            if lacking:
                raise ConfigurationError(f"{path} has no column {', '.join(lacking)}.")
            for fields in filter(None, reader):
                if len(fields) != len(header) or any("\n" in field for field in fields):
                    raise ConfigurationError(
                        f"{path}, line {reader.line_num} ends {len(fields)} fields; the first has "
                        f"{len(header)}, {', '.join(header)}.",
                        _QUOTES,
                    )
                rows[reader.line_num] = dict(zip(header, fields, strict=True))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read ({error.strerror}).") from error
    # Bytes that are not UTF-8 are errors of value.
    except (csv.Error, ValueError) as error:
        raise ConfigurationError(
            f"{path} cannot be read after line {max(rows, default=1)} ({error}).",
            _QUOTES,
        ) from error
    return rows


def half_unit(digits: str) -> float:
    """Return half a unit of the last digit of a number: .0005 of 0.018, 5e-7 of 4.30e-04."""
    return float(Decimal(5).scaleb(Decimal(digits).as_tuple().exponent - 1))


def _number(row: dict[str, str], where: str) -> PrintedNumber:
    try:
        return PrintedNumber(
            place=(row["table"], row["dependent"], row["model"]),
            term=row["term"],
            estimate=float(row["estimate"]),
            half_unit=half_unit(row["estimate"]),
            std_error=float(row["std_error"] or "nan"),
            stars=row["stars"],
            sign_doubtful={"yes": True, "": False}[row["sign_doubtful"]],
            doubt=row["note"],
        )
    except (KeyError, ValueError) as error:
        raise ConfigurationError(
            f"{where} holds what it may not: {error}.", "Numbers are digits, sign_doubtful is yes or empty."
        ) from error
