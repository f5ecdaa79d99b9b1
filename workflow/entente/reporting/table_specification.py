"""Tables of regressions as a study's files declare them: read, and refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import SCHEMAS, check_schema, read_yaml
from entente.core.errors import ConfigurationError
from entente.reporting.printed_links import check_printed, near_text, printed_places

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
        File of ``config/maoz2011/models``, and the type of actual alliance.
    printed : tuple of (str, str), or None
        Dependent and model of the column in the printed numbers; None if it is not printed.
    """

    header: str
    group: str
    model: str
    alliance: str
    printed: tuple[str, str] | None = None

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
    published : str or None
        Table of the printed numbers that the columns stand beside.
    columns : tuple of TableColumn
    rows : tuple of TableRow
    statistics : dict of str to str
        Label by name.
    notes : tuple of str
    files : tuple of Path
        What it is declared in: its file, and that which it extends.
    """

    name: str
    heading: str
    title: str
    published: str | None
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    statistics: dict[str, str]
    notes: tuple[str, ...]
    files: tuple[Path, ...]

    @property
    def is_printed(self) -> bool:
        """Whether this is the table that the printed numbers are of, not a variant of it."""
        return self.name == self.published


def read_tables(
    folder: str | Path, models: Iterable[str], published: str | Path
) -> dict[str, TableSpecification]:
    """Read all tables of a folder.

    Parameters
    ----------
    folder : path
        ``config/maoz2011/tables``: a file a table.
    models : iterable of str
        Names of the regressions that there are.
    published : path
        ``config/maoz2011/printed/tables.csv``: the printed numbers, with columns table, dependent, model.

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
    known, printed = sorted(models), printed_places(published)
    tables = {path.stem: read_table_specification(path) for path in sorted(Path(folder).glob("*.yaml"))}
    for table in tables.values():
        for number, column in enumerate(table.columns, start=1):
            if column.model not in known:
                raise ConfigurationError(
                    f"{table.files[0]}: the model of column {number}, {column.model}, is no file of "
                    f"config/maoz2011/models{near_text(column.model, known)}.",
                    "Add that file, or name another model.",
                )
        check_printed(table, printed, published)
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
        published=content.get("published"),
        columns=tuple(_column(column, content.get("alliance", "")) for column in columns),
        rows=tuple(_row(name, given) for name, given in content["rows"].items()),
        statistics=dict(content["statistics"]),
        notes=tuple(content.get("notes", ())),
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


def _column(given: dict[str, Any], alliance: str) -> TableColumn:
    printed = given.get("printed")
    return TableColumn(
        header=given["header"],
        group=given.get("group", ""),
        model=given["model"],
        alliance=given.get("alliance", alliance),
        printed=(printed["dependent"], printed["model"]) if printed else None,
    )


def _row(name: str, given: str | dict[str, str]) -> TableRow:
    return TableRow(name, given) if isinstance(given, str) else TableRow(name, **given)
