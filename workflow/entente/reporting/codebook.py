"""The codebook, generated from the schemas that validate the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from entente.core.errors import SchemaError
from entente.core.schema import Column, TableSchema

FIELDS = ["label", "unit", "dtype", "values", "source", "formula", "missing"]


def codebook_frame(schemas: Iterable[TableSchema], editions: Mapping[str, str]) -> pd.DataFrame:
    """Return one row for each column of each table: table, column, then ``FIELDS`` of the schema (str).

    Rows are in the order of the schemas.  Their sources name roles of raw files in braces, like
    ``{alliances}``; in place of a role stands the edition that plays it
    (:meth:`entente.data.registry.Registry.editions`), or SchemaError is raised if none does.
    """
    return pd.DataFrame(
        [
            {
                "table": schema.name,
                "column": column.name,
                **{field: getattr(column, field) for field in FIELDS},
                "source": _source(column, schema, editions),
            }
            for schema in schemas
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


def codebook_values(schemas: Iterable[TableSchema], editions: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template ``reporting/codebook`` tells: by a table, its schema and rows of the frame."""
    tables = {
        schema.name: (schema, codebook_frame([schema], editions).drop(columns="table")) for schema in schemas
    }
    return {"tables": tables}
