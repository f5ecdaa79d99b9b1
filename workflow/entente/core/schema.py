"""Schemas of tables: the key, and for each column its type, range, label, unit, source and formula.

A schema is a YAML file in a folder of ``workflow/schemas/tables``.  It validates the table on the way out and
generates the codebook, so that the two cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from entente.core.errors import SchemaError
from entente.core.strict_yaml import load_strictly

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "tables"


@dataclass(frozen=True)
class Column:
    """One documented column of a table.

    ``missing`` says why values are missing, and is what makes a column nullable.  ``source`` names raw files
    by their roles in braces, for which the codebook puts the edition that the run uses.
    """

    name: str
    dtype: str
    label: str
    unit: str = ""
    source: str = ""
    formula: str = ""
    missing: str = ""
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple | None = None

    @property
    def nullable(self) -> bool:
        """Whether values may be missing."""
        return bool(self.missing)

    @property
    def values(self) -> str:
        """What values the column may take, in words; empty if any of its type."""
        if self.allowed is not None:
            return ", ".join(map(str, self.allowed))
        bounds = [("≥", self.minimum), ("≤", self.maximum)]
        return ", ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)


@dataclass(frozen=True)
class TableSchema:
    """A table's key and columns.

    Attributes
    ----------
    name : str
        File stem of the table and of its schema.
    title, unit_of_analysis : str
        For the codebook.
    key : tuple of str
        Columns that together identify a row; rows are sorted by them.
    columns : tuple of Column
        In the order in which they are written.
    """

    name: str
    title: str
    unit_of_analysis: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]

    def validate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return ``frame`` with the schema's column order, types and sort order.

        Raises
        ------
        SchemaError
            If columns are missing or undocumented, the key is not unique, or values cannot take the
            declared type, are missing where they may not be, or lie outside the declared range.
        """
        self._check_columns(frame)
        typed = self._cast(frame[self.column_names])
        self._check_values(typed)
        self._check_key(typed)
        return typed.sort_values(list(self.key), kind="stable", ignore_index=True)

    def _check_columns(self, frame: pd.DataFrame) -> None:
        missing = [name for name in self.column_names if name not in frame.columns]
        undocumented = [name for name in frame.columns if name not in self.column_names]
        if missing or undocumented:
            raise SchemaError(
                f"Table {self.name}: missing columns {missing}, undocumented columns {undocumented}.",
                f"Compute them, or document them in its schema, {self.name}.yaml.",
            )

    def _cast(self, frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        typed = {}
        for column in self.columns:
            try:
                typed[column.name] = frame[column.name].astype(column.dtype)
            except (TypeError, ValueError, OverflowError) as error:
                raise SchemaError(
                    f"Table {self.name}, column {column.name}: values do not fit {column.dtype} ({error}).",
                    "A missing value in a column that must be complete is the usual cause.",
                ) from error
            self._check_unchanged(frame[column.name], typed[column.name], column)
        return pd.DataFrame(typed)

    def _check_unchanged(self, given: pd.Series, typed: pd.Series, column: Column) -> None:
        # A cast to a narrow integer wraps or cuts without a word, and one to bool takes anything.
        if not column.dtype.lower().startswith(("int", "bool")):
            return
        altered = (typed != given) & typed.notna()
        if altered.any():
            examples = given[altered].drop_duplicates().head(5).tolist()
            raise SchemaError(
                f"Table {self.name}, column {column.name}: {int(altered.sum())} values do not fit "
                f"{column.dtype}, such as {examples}.",
                "Correct the reader, or the schema if the values are legitimate.",
            )

    def _check_values(self, frame: pd.DataFrame) -> None:
        import pandera.errors
        import pandera.pandas as pa

        def checks(column: Column) -> list:
            found = []
            if column.minimum is not None:
                found.append(pa.Check.ge(column.minimum))
            if column.maximum is not None:
                found.append(pa.Check.le(column.maximum))
            if column.allowed is not None:
                found.append(pa.Check.isin(list(column.allowed)))
            return found

        schema = pa.DataFrameSchema(
            {
                column.name: pa.Column(column.dtype, checks(column), nullable=column.nullable)
                for column in self.columns
            }
        )
        try:
            schema.validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as error:
            worst = error.failure_cases[["column", "check", "failure_case", "index"]].head(5)
            raise SchemaError(
                f"Table {self.name}: {len(error.failure_cases)} values break the schema, first:\n"
                f"{worst.to_string(index=False)}",
                "Correct the reader, or the schema if the value is legitimate.",
            ) from error

    def _check_key(self, frame: pd.DataFrame) -> None:
        repeated = frame.duplicated(list(self.key), keep=False)
        if repeated.any():
            example = frame.loc[repeated, list(self.key)].head(4).to_string(index=False)
            raise SchemaError(
                f"Table {self.name}: {int(repeated.sum())} rows share a key {self.key}, first:\n{example}",
                "Each row must be one unit of analysis: aggregate or drop the repetition, and count it.",
            )


@cache
def load_schema(name: str, folder: Path = SCHEMA_FOLDER) -> TableSchema:
    """Read a schema, with the columns of the schema that it extends, if any, first.

    Parameters
    ----------
    name : str
        Folder and table, such as ``data/alliances``.
    folder : path

    Raises
    ------
    SchemaError
        If there is no such schema or a column lacks a label or type.
    """
    path = Path(folder) / f"{name}.yaml"
    if not path.is_file():
        raise SchemaError(f"There is no schema {name}: {path} not found.")
    raw = load_strictly(path.read_text(encoding="utf-8"))
    try:
        inherited = load_schema(raw["extends"], folder).columns if "extends" in raw else ()
        own = tuple(
            Column(name=column, **{**spec, "allowed": tuple(spec["allowed"]) if "allowed" in spec else None})
            for column, spec in raw["columns"].items()
        )
        return TableSchema(
            path.stem, raw["title"], raw["unit_of_analysis"], tuple(raw["key"]), inherited + own
        )
    except (KeyError, TypeError) as error:
        raise SchemaError(f"Schema {path.name} is malformed: {error}.") from error


def schema_names(folder: Path = SCHEMA_FOLDER) -> list[str]:
    """Return the names of all schemas, with their folders, in the order of the tables' names."""
    files = sorted(Path(folder).rglob("*.yaml"), key=lambda path: path.stem)
    return [path.relative_to(folder).with_suffix("").as_posix() for path in files]
