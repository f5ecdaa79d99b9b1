"""Tables of regressions as a study's files declare them: read, and refused with a reason."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import SCHEMAS, check_schema, read_yaml
from entente.core.errors import ConfigurationError
from entente.reporting.printed_numbers import Place, PrintedNumber, read_printed

#: What the name of a table looks like.
NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: a regression.

    Attributes
    ----------
    header, group : str
        Its heading, and that over neighbouring columns (may be empty).
    model, alliance : str
        Name of the regression, and the type of actual alliance.
    printed : (str, str, str), or None
        Where the paper prints the column; None if it does not.
    """

    header: str
    group: str
    model: str
    alliance: str
    printed: Place | None = None

    @property
    def heading(self) -> str:
        """Both headings in one line."""
        return f"{self.group}: {self.header}" if self.group else self.header


@dataclass(frozen=True)
class TableRow:
    """A row of a table: a term.

    Attributes
    ----------
    name, label : str
    unit_doubt : str
        Why the printed coefficient may be in another unit; empty if it is not.
    """

    name: str
    label: str
    unit_doubt: str = ""


@dataclass(frozen=True)
class TableSpecification:
    """A table of regressions; see ``workflow/schemas/table.schema.yaml``.

    Attributes
    ----------
    name : str
        Stem of its file.
    heading, title : str
    published : str
        Table of the printed numbers that the columns stand beside; empty if there is none.
    columns : tuple of TableColumn
    rows : tuple of TableRow
    statistics : dict of str to str
        Label by name.
    notes : tuple of str
    left_out : str
        What groups are that a regression leaves out because their outcome says nothing.
    files : tuple of Path
        What it is declared in: its file, and that which it extends.
    """

    name: str
    heading: str
    title: str
    published: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    statistics: dict[str, str]
    notes: tuple[str, ...]
    left_out: str
    files: tuple[Path, ...]

    @property
    def is_printed(self) -> bool:
        """Whether this is the table that the printed numbers are of, not a variant of it."""
        return self.name == self.published


def read_tables(
    folder: str | Path, models: Iterable[str], printed: str | Path
) -> dict[str, TableSpecification]:
    """Read all tables of a folder.

    Parameters
    ----------
    folder : path
        ``config/<study>/tables``: a file a table.
    models : iterable of str
        Names of the regressions that there are.
    printed : path
        The printed numbers, see :func:`entente.reporting.printed_numbers.read_printed`.

    Returns
    -------
    dict of str to TableSpecification
        By name, in the order of the names.

    Raises
    ------
    ConfigurationError
        If a file is refused by :func:`read_table_specification`, a column's model is none of ``models``, or
        a table or column stands beside one that has no printed numbers.
    """
    known, places = sorted(models), {number.place for number in read_printed(printed)}
    tables = {path.stem: read_table_specification(path) for path in sorted(Path(folder).glob("*.yaml"))}
    for table in tables.values():
        for number, column in enumerate(table.columns, start=1):
            if column.model not in known:
                raise ConfigurationError(
                    f"{table.files[0]}: the model of column {number}, {column.model}, is no regression "
                    f"of the study{near_text(column.model, known)}.",
                    "Declare it, or name another model.",
                )
        _check_printed(table, places, printed)
    return tables


def read_table_specification(path: str | Path) -> TableSpecification:
    """Read the file of one table, and of the table that it extends, and check it.

    Parameters
    ----------
    path : path
        A YAML file as ``workflow/schemas/table.schema.yaml`` describes it.

    Returns
    -------
    TableSpecification

    Raises
    ------
    ConfigurationError
        If a file is absent or no YAML mapping, extends what is no name of a table or a table that itself
        extends another, breaks the schema, or leaves a column without a type of alliance.
    """
    path = Path(path)
    content, files = _extended(path)
    check_schema(content, SCHEMAS / "table.schema.yaml", path)
    columns = content["columns"]
    without = [
        str(number)
        for number, column in enumerate(columns, start=1)
        if "alliance" not in column and "alliance" not in content
    ]
    if without:
        raise ConfigurationError(
            f"{path}: columns {', '.join(without)} have no type of alliance.",
            "Set alliance (any or pact) for the table or for the column.",
        )
    return TableSpecification(
        name=path.stem,
        heading=content["heading"],
        title=content["title"],
        published=content.get("published", ""),
        columns=tuple(_column(column, content) for column in columns),
        rows=tuple(_row(name, given) for name, given in content["rows"].items()),
        statistics=dict(content["statistics"]),
        notes=tuple(content.get("notes", ())),
        left_out=content.get("left_out", "groups whose outcome says nothing"),
        files=files,
    )


def store_files(tables: Iterable[TableSpecification], folder: str | Path) -> dict[str, list[Path]]:
    """Return where the results store keeps the regressions of some tables.

    Parameters
    ----------
    tables : iterable of TableSpecification
    folder : path
        The store.

    Returns
    -------
    dict of str to list of Path
        terms and statistics: a file a regression and type of alliance, each once, in the order of the tables.
    """
    columns = dict.fromkeys((column.model, column.alliance) for table in tables for column in table.columns)
    return {
        kind: [Path(folder) / model / alliance / f"{kind}.csv" for model, alliance in columns]
        for kind in ("terms", "statistics")
    }


def printed_beside(
    tables: Iterable[TableSpecification], printed: Iterable[PrintedNumber]
) -> dict[tuple[str, str, str], PrintedNumber]:
    """Return the printed numbers by what they stand beside.

    Parameters
    ----------
    tables : iterable of TableSpecification
    printed : iterable of PrintedNumber

    Returns
    -------
    dict of (str, str, str) to PrintedNumber
        By model, type of alliance, and term or statistic; without those that no column stands beside.
    """
    numbers = list(printed)
    return {
        (column.model, column.alliance, number.term): number
        for table in tables
        for column in table.columns
        for number in numbers
        if number.place == column.printed
    }


def near_text(name: str, known: Iterable[str]) -> str:
    """Return the names that are close to one that is unknown, as the end of a message; empty if none is."""
    near = difflib.get_close_matches(name, sorted(known), n=3)
    return f"; near it are {', '.join(near)}" if near else ""


def _check_printed(table: TableSpecification, places: set[Place], path: str | Path) -> None:
    """Refuse links to printed numbers that lead nowhere: nothing would stand beside the column."""
    printed_tables = {place[0] for place in places}
    if table.published and table.published not in printed_tables:
        raise ConfigurationError(
            f"{table.files[0]}: published, {table.published}, is no table of {path}"
            f"{near_text(table.published, printed_tables)}.",
            "Name a table of that file, or take published out.",
        )
    for number, column in enumerate(table.columns, start=1):
        if column.printed and column.printed not in places:
            link, named = "/".join(column.printed[1:]), table.published or "a table without published"
            near = near_text(link, ["/".join(place[1:]) for place in places if place[0] == table.published])
            raise ConfigurationError(
                f"{table.files[0]}: column {number} stands beside {link} (dependent/model), which {path} "
                f"does not have for {named}{near}.",
                "Correct dependent, model or published, or take printed out.",
            )


def _extended(path: Path) -> tuple[dict[str, Any], tuple[Path, ...]]:
    content = _mapping(path)
    if "extends" not in content:
        return content, (path,)
    name = content.pop("extends")
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        raise ConfigurationError(
            f"{path} extends {name!r}, which is no name of a table.",
            "Name a table of the same folder without its ending: small letters, digits, underscores.",
        )
    base = path.with_name(f"{name}.yaml")
    inherited = _mapping(base)
    if "extends" in inherited:
        raise ConfigurationError(
            f"{path} extends {base.name}, which extends another table.", "Extend that one directly."
        )
    return {**inherited, **content}, (path, base)


def _mapping(path: Path) -> dict[str, Any]:
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise ConfigurationError(f"{path} holds no table.")
    return content


def _column(given: dict[str, Any], table: dict[str, Any]) -> TableColumn:
    printed = given.get("printed")
    return TableColumn(
        header=given["header"],
        group=given.get("group", ""),
        model=given["model"],
        alliance=given.get("alliance", table.get("alliance", "")),
        printed=(table.get("published", ""), printed["dependent"], printed["model"]) if printed else None,
    )


def _row(name: str, given: str | dict[str, str]) -> TableRow:
    return TableRow(name, given) if isinstance(given, str) else TableRow(name, **given)
