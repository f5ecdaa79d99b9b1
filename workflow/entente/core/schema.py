"""Schemas of tables: the key, and for each column its type, range, label, unit, source and formula.

A schema is a YAML file in a folder of ``workflow/entente/schemas``.  It validates the table on the way out
and generates the codebook, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from entente.core.checked_yaml import ByName, Listed, Named, Several, Text, means, named, read_declared
from entente.core.errors import SchemaError

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_FOLDER = Path(__file__).resolve().parents[1] / "schemas"


class Column(Named):
    """One documented column of a table."""

    label: Text = means("What it is, in words.")
    dtype: Text = means("Its type in pandas.")
    unit: str = means("Its unit.", "")
    source: str = means(
        "Where it is from. Raw files are named by their roles in braces, for which the codebook puts the "
        "edition that the run uses.",
        "",
    )
    formula: str = means("How it is computed.", "")
    missing: str = means("Why values are missing; without a reason none may be.", "")
    minimum: float = means("The least value.", None)
    maximum: float = means("The greatest value.", None)
    allowed: Several[Any] = means("All values that there are.", ())
    read: Text = means("The column of the raw files that it is, in a table that is read as declared.", "")
    codes: Listed[Any] = means("Values there that stand for a missing one.", ())

    @model_validator(mode="after")
    def _has_a_reason_for_codes(self) -> Column:
        if self.codes and not (self.missing and self.read):
            raise ValueError("codes want read, and missing: what they say of a value")
        return self

    @property
    def nullable(self) -> bool:
        """Whether values may be missing."""
        return bool(self.missing)

    @property
    def values(self) -> str:
        """What values the column may take, in words; empty if any of its type."""
        if self.allowed:
            return ", ".join(map(str, self.allowed))
        bounds = [("≥", self.minimum), ("≤", self.maximum)]
        return ", ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)

    def refused(self, values: pd.Series) -> pd.Series:
        """Return those of the values, of the column's type, that it may not hold."""
        outside = values.isna() & (not self.nullable)
        if self.allowed:
            outside |= values.notna() & ~values.isin(list(self.allowed))
        if self.minimum is not None:
            outside |= (values < self.minimum).fillna(False)
        if self.maximum is not None:
            outside |= (values > self.maximum).fillna(False)
        return values[outside]

    def cast(self, values: pd.Series) -> pd.Series:
        """Return the values in the column's type; ValueError or another is raised if they do not fit it."""
        typed = values.astype(self.dtype)
        # A cast to a narrow integer wraps or cuts without a word, and one to bool takes anything.
        if self.dtype.lower().startswith(("int", "uint", "bool")):
            altered = values[(typed != values) & typed.notna()]
            if len(altered):
                raise ValueError(f"{len(altered)} of them, such as {altered.unique()[:5].tolist()}")
        return typed


class TableSchema(Named):
    """A table's key and columns."""

    title: Text = means("What the table holds, for the codebook.")
    unit_of_analysis: Text = means("What one row is.")
    key: Several[str] = means("Columns that together identify a row; rows are sorted by them.")
    extends: Text = means("Name of the schema whose columns come first.", None)
    columns: ByName[str, Column] = means("Columns in the order in which they are written.")
    raw: dict[str, dict[str, Any]] = means(
        "Raw files of a table that is read as declared, without a reader of its own: entries of the data "
        "registry but for their role, which is the table's name.",
        default_factory=dict,
    )
    coverage: Literal["each year", "from its start", "continued", "free"] = means(
        "What the years of these files mean to a run: it can neither begin before them nor end after them; "
        "only not end after them; other data continue them; or they do not matter.",
        "free",
    )

    @model_validator(mode="after")
    def _says_where_columns_are_read(self) -> TableSchema:
        odd = [column.name for column in self.columns if bool(column.read) != bool(self.raw)]
        if odd:
            which = "lack" if self.raw else "have"
            raise ValueError(
                f"columns {', '.join(odd)} {which} read, the column of the raw files that they are; raw "
                "names these files"
            )
        read = [column.read for column in self.columns if column.read]
        if len(set(read)) < len(read):
            raise ValueError("a column of the raw files is read twice")
        if "coverage" in self.model_fields_set and not self.raw:
            raise ValueError("coverage is said of no raw files")
        return self

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]

    @property
    def country_codes(self) -> list[str]:
        """Names of the columns that are codes of states: ccode, or ccode1 and ccode2."""
        return [name for name in self.column_names if name.startswith("ccode")]

    def validate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return ``frame`` with the schema's column order, types and sort order.

        SchemaError is raised if columns are missing or undocumented, the key is not unique, or values cannot
        take the declared type, are missing where they may not be, or lie outside the declared range.
        """
        self._check_columns(frame)
        typed = self._cast(frame)
        refuse_repeated(
            typed,
            self.key,
            self.name,
            "Each row must be one unit of analysis: aggregate or drop the repetition, and count it.",
        )
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

        typed, wrong = {}, []
        for column in self.columns:
            where = f"column {column.name}:"
            try:
                typed[column.name] = column.cast(frame[column.name])
            except (TypeError, ValueError, OverflowError) as error:
                wrong.append(f"{where} values do not fit {column.dtype} ({error})")
                continue
            if len(refused := column.refused(typed[column.name])):
                wrong.append(
                    f"{where} {len(refused)} values break the schema, first:\n{refused[:5].to_string()}"
                )
        if wrong:
            raise SchemaError(
                f"Table {self.name}, " + ";\n".join(wrong),
                "Correct the reader, or the schema if the values are legitimate.  Where they do not fit, one "
                "is often missing in a column that must be complete.",
            )
        return pd.DataFrame(typed)


def refuse_repeated(frame: pd.DataFrame, key: Sequence[str], table: str, remedy: str) -> None:
    """Raise SchemaError if rows of a table share a key."""
    repeated = frame.duplicated(list(key), keep=False)
    if repeated.any():
        example = frame.loc[repeated, list(key)].head(4).to_string(index=False)
        raise SchemaError(
            f"Table {table}: {int(repeated.sum())} rows share a key {tuple(key)}, first:\n{example}", remedy
        )


@cache
def load_schema(name: str) -> TableSchema:
    """Read a schema, such as ``data/alliances``, after the columns of that which it extends, if any.

    SchemaError is raised if there is no such schema, or what it says is refused.
    """
    schema = read_declared(SCHEMA_FOLDER / f"{name}.yaml", TableSchema, "The schema", SchemaError)
    inherited = load_schema(schema.extends).columns if schema.extends else ()
    complete = schema.model_copy(update={"columns": inherited + schema.columns})
    names = complete.column_names
    problems = [f"key names {column}, which is no column" for column in schema.key if column not in names]
    problems += [f"{column} is there twice" for column in set(names) if names.count(column) > 1]
    problems += ["a table that is read as declared extends no other"] * bool(schema.raw and inherited)
    if problems:
        raise SchemaError(f"The schema {name}: {'; '.join(problems)}.")
    return named(name.split("/")[-1], complete)


def schema_names() -> list[str]:
    """Return the names of all schemas, with their folders, in the order of the tables' names."""
    files = sorted(SCHEMA_FOLDER.rglob("*.yaml"), key=lambda path: path.stem)
    return [path.relative_to(SCHEMA_FOLDER).with_suffix("").as_posix() for path in files]
