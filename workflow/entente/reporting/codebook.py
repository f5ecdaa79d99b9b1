"""The codebook, generated from the schemas that validate the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from entente.core.errors import SchemaError
from entente.core.schema import Column, TableSchema

FIELDS = ["label", "unit", "dtype", "values", "source", "formula", "missing"]


#: A table's schema, and the editions that play the roles of raw files that its sources name
#: (:func:`entente.data.raw_sources.editions`).
Described = tuple[TableSchema, Mapping[str, str]]


def codebook_frame(tables: Iterable[Described]) -> pd.DataFrame:
    """Return one row for each column of each table: table, column, then ``FIELDS`` of the schema (str).

    Rows are in the order of the tables.  Sources name roles of raw files in braces, like ``{alliances}``; in
    place of a role stands the edition that plays it, or SchemaError is raised if none does.
    """
    return pd.DataFrame(
        [
            {
                "table": schema.name,
                "column": column.name,
                **{field: getattr(column, field) for field in FIELDS},
                "source": _source(column, schema, editions),
            }
            for schema, editions in tables
            for column in schema.columns
        ]
    )


def _source(column: Column, schema: TableSchema, editions: Mapping[str, str]) -> str:
    try:
        return column.source.format_map(editions)
    except (KeyError, IndexError, ValueError) as error:
        raise SchemaError(
            f"Table {schema.name}, column {column.name}: the source {column.source!r} names no role of a raw "
            f"file ({error}).",
            f"Roles are written in braces: {', '.join(sorted(editions))}.",
        ) from error


def codebook_values(tables: Iterable[Described]) -> dict[str, Any]:
    """Return what the template ``reporting/codebook`` tells: by a table, its schema and rows of the frame."""
    rows = {table[0].name: (table[0], codebook_frame([table]).drop(columns="table")) for table in tables}
    return {"tables": rows}
