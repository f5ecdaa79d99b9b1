"""Links of a table's columns to the printed numbers: whether there is anything at their end."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from entente.core.errors import ConfigurationError

if TYPE_CHECKING:
    from entente.reporting.table_specification import TableSpecification


def printed_places(path: str | Path) -> dict[str, set[tuple[str, str]]]:
    """Return dependent and model of each printed column, by table.

    Parameters
    ----------
    path : path
        ``config/maoz2011/printed/tables.csv``.

    Returns
    -------
    dict of str to set of (str, str)

    Raises
    ------
    ConfigurationError
        If the file cannot be read, or has no column table, dependent or model.
    """
    places: dict[str, set[tuple[str, str]]] = {}
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                places.setdefault(row["table"], set()).add((row["dependent"], row["model"]))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read ({error.strerror}).") from error
    except KeyError as error:
        raise ConfigurationError(f"{path} has no column {error}.") from error
    return places


def check_printed(
    table: TableSpecification, printed: dict[str, set[tuple[str, str]]], path: str | Path
) -> None:
    """Refuse links to printed numbers that lead nowhere: nothing would stand beside the column.

    Parameters
    ----------
    table : TableSpecification
    printed : dict of str to set of (str, str)
        From :func:`printed_places`.
    path : path
        Where they are from.

    Raises
    ------
    ConfigurationError
        If the table that is named, or a column's dependent and model, has no printed number.
    """
    if table.published is not None and table.published not in printed:
        raise ConfigurationError(
            f"{table.files[0]}: published, {table.published}, is no table of {path}"
            f"{near_text(table.published, printed)}.",
            "Name a table of that file, or take published out.",
        )
    places = {"/".join(place): place for place in sorted(printed.get(table.published, ()))}
    for number, column in enumerate(table.columns, start=1):
        if column.printed is not None and column.printed not in places.values():
            link, named = "/".join(column.printed), table.published or "a table without published"
            raise ConfigurationError(
                f"{table.files[0]}: column {number} stands beside {link} (dependent/model), which {path} "
                f"does not have for {named}{near_text(link, places)}.",
                "Correct dependent, model or published, or take printed out.",
            )


def near_text(name: str, known: Iterable[str]) -> str:
    """Return the names that are close to one that is unknown, as the end of a message; empty if none is."""
    near = difflib.get_close_matches(name, sorted(known), n=3)
    return f"; near it are {', '.join(near)}" if near else ""
