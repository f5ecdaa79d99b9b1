"""Tables of regressions as a study's files declare them: read, and refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from entente.core.checked_yaml import (
    ByName,
    Declared,
    Listed,
    Name,
    Named,
    Text,
    checked,
    declared_files,
    means,
    named,
    near_text,
    or_only,
    read_declared,
)
from entente.core.errors import ConfigurationError
from entente.regressions.specification import Specification
from entente.reporting.printed_numbers import Place, PrintedNumber, read_printed
from entente.systems.alliance_types import Alliance


class PrintedColumn(Declared):
    """A column of the printed numbers."""

    dependent: str
    model: str


class TableColumn(Declared):
    """A column of a table: a regression."""

    group: str = means("Heading over neighbouring columns.", "")
    header: Text
    model: Name = means("A regression of config/<study>/models.")
    alliance: Alliance = means("Any obligation, or pacts of defence or offence.", "")
    printed: PrintedColumn = means("The same column in config/<study>/printed/tables.csv.", None)

    @property
    def heading(self) -> str:
        """Both headings in one line."""
        return f"{self.group}: {self.header}" if self.group else self.header


class TableRow(Named):
    """A row of a table: a term, with its label."""

    label: Text
    unit_doubt: Text = means(
        "Why the printed coefficient may be in another unit; it is then compared by sign and significance "
        "alone.",
        "",
    )


class TableSpecification(Named):
    """A table: its columns are regressions, its rows their terms and statistics, in the order of the file.

    A file with "extends" takes over the table of that name and changes the keys that it has itself.
    """

    heading: Annotated[str, Field(min_length=1, max_length=60)] = means(
        "Number of the table, such as Table 1."
    )
    title: Annotated[str, Field(min_length=1, max_length=200)] = means(
        "What the table shows; the years of the run are put behind it."
    )
    about: Name | Literal[""] = means("What the table is about, by which a study puts tables together.", "")
    published: str = means(
        "Table of config/<study>/printed/tables.csv that the columns stand beside, if it is printed there.",
        "",
    )
    alliance: Alliance = means("Type of alliance of all columns that name none of their own.", "")
    columns: Listed[TableColumn] = Field(min_length=1)
    rows: ByName[str, or_only(TableRow, "label")] = means("Terms of the regressions, each with its label.")
    statistics: dict[str, Text] = means("Statistics of the regressions, each with its label.", min_length=1)
    left_out: Text = means(
        "What groups are that a regression with fixed effects leaves out because their outcome says nothing.",
        "groups whose outcome says nothing",
    )
    notes: Listed[Text] = means("Printed below the table.", ())
    _files: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """What it is declared in: its file, and that which it extends."""
        return self._files

    @property
    def is_printed(self) -> bool:
        """Whether this is the table that the printed numbers are of, not a variant of it."""
        return self.name == self.published

    def place(self, column: TableColumn) -> Place | None:
        """Return where the paper prints one of the columns; None if it does not."""
        printed = column.printed
        return (self.published, printed.dependent, printed.model) if printed else None


def read_tables(
    folder: str | Path, regressions: Mapping[str, Specification], printed: str | Path | None = None
) -> dict[str, TableSpecification]:
    """Read all tables of a folder, ``config/<study>/tables``: a file a table, by name and in their order.

    ConfigurationError is raised if a file is refused by :func:`read_table_specification`, a column's model is
    none of ``regressions`` or is not estimated for its type of alliance, or a table or column stands beside
    one that ``printed``, the file of the numbers that a paper prints, does not have.
    """
    places = {number.place for number in read_printed(printed)} if printed else set()
    tables = {path.stem: read_table_specification(path) for path in declared_files(folder)}
    for table in tables.values():
        _check_models(table, regressions)
        _check_printed(table, places, printed)
    return tables


def read_table_specification(path: str | Path) -> TableSpecification:
    """Read the file of one table, and of the table that it extends, and check it.

    ConfigurationError is raised if a file is absent or no YAML mapping, extends what is no table of its
    folder or a table that itself extends another, or is malformed.
    """
    path = Path(path)
    content, files = _extended(path)
    table = named(path.stem, checked(content, TableSpecification, path))
    table._files = files
    columns = [
        column.model_copy(update={"alliance": column.alliance or table.alliance}) for column in table.columns
    ]
    return table.model_copy(update={"columns": tuple(columns)})


def store_files(tables: Iterable[TableSpecification], folder: str | Path) -> dict[str, list[Path]]:
    """Return where a store of results, a folder, keeps the regressions of some tables.

    By kind, terms and statistics: a file a regression and type of alliance, each once, in the tables' order.
    """
    columns = dict.fromkeys((column.model, column.alliance) for table in tables for column in table.columns)
    return {
        kind: [Path(folder) / model / alliance / f"{kind}.csv" for model, alliance in columns]
        for kind in ("terms", "statistics")
    }


def printed_beside(
    tables: Iterable[TableSpecification], printed: Iterable[PrintedNumber]
) -> dict[tuple[str, str, str], PrintedNumber]:
    """Return the printed numbers by model, type of alliance, and term or statistic that they stand beside."""
    numbers = list(printed)
    return {
        (column.model, column.alliance, number.term): number
        for table in tables
        for column in table.columns
        for number in numbers
        if number.place == table.place(column)
    }


def _check_models(table: TableSpecification, regressions: Mapping[str, Specification]) -> None:
    """Refuse columns of regressions that there are not."""
    for number, column in enumerate(table.columns, start=1):
        if column.model not in regressions:
            raise ConfigurationError(
                f"{table.files[0]}: the model of column {number}, {column.model}, is no regression of the "
                f"study{near_text(column.model, regressions)}.",
                "Declare it, or name another model.",
            )
        types = regressions[column.model].unit.alliances
        if column.alliance not in types:
            has = f"the type of alliance {column.alliance}" if column.alliance else "no type of alliance"
            choice = f"Set alliance ({' or '.join(types)}) for the table or for the column."
            raise ConfigurationError(
                f"{table.files[0]}: column {number} has {has}.",
                choice if any(types) else "Take it out: the regression is the same for all.",
            )


def _check_printed(table: TableSpecification, places: set[Place], path: str | Path | None) -> None:
    """Refuse links to printed numbers that lead nowhere: nothing would stand beside the column."""
    printed_tables = {place[0] for place in places}
    path = path or "the study, which has no printed numbers"
    if table.published and table.published not in printed_tables:
        raise ConfigurationError(
            f"{table.files[0]}: published, {table.published}, is no table of {path}"
            f"{near_text(table.published, printed_tables)}.",
            "Name a table of that file, or take published out.",
        )
    for number, column in enumerate(table.columns, start=1):
        place = table.place(column)
        if place and place not in places:
            link, beside = "/".join(place[1:]), table.published or "a table without published"
            near = near_text(link, ["/".join(place[1:]) for place in places if place[0] == table.published])
            raise ConfigurationError(
                f"{table.files[0]}: column {number} stands beside {link} (dependent/model), which {path} "
                f"does not have for {beside}{near}.",
                "Correct dependent, model or published, or take printed out.",
            )


def _extended(path: Path) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """What a file says with what it takes over, and the files that say it."""
    content = _read(path)
    if "extends" not in content:
        return content, (path,)
    name = content.pop("extends")
    others = {other.stem: other for other in path.parent.glob("*.yaml")}
    if not isinstance(name, str) or name not in others:
        raise ConfigurationError(
            f"{path} extends {name!r}, which is no table of its folder{near_text(str(name), others)}.",
            "Name one, as its file without the ending.",
        )
    inherited = _read(others[name])
    if "extends" in inherited:
        raise ConfigurationError(
            f"{path} extends {others[name].name}, which extends another table.", "Extend that one directly."
        )
    return {**inherited, **content}, (path, others[name])


def _read(path: Path) -> dict[str, Any]:
    return read_declared(path, dict[str, Any])
