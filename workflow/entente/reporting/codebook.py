"""The codebook, generated from the schemas that validate the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from entente.core.errors import SchemaError
from entente.core.schema import Column, TableSchema

FIELDS = ["label", "unit", "dtype", "values", "source", "formula", "missing"]


def codebook_frame(schemas: Sequence[TableSchema], editions: Mapping[str, str]) -> pd.DataFrame:
    """Return one row for each column of each table.

    Parameters
    ----------
    schemas : sequence of TableSchema
        Their sources name roles of raw files in braces, like ``{alliances}``.
    editions : mapping of str to str
        Role to the edition of the file that plays it: :meth:`entente.data.registry.Registry.editions`.

    Returns
    -------
    DataFrame
        table, column, then ``FIELDS`` of the schema (str), in the order of the schemas; sources with the
        editions in place of the roles.

    Raises
    ------
    SchemaError
        If a source names a role that no file plays.
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


def codebook_values(schemas: Sequence[TableSchema], editions: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template ``reporting/codebook`` tells.

    Parameters
    ----------
    schemas : sequence of TableSchema
    editions : mapping of str to str
        As for :func:`codebook_frame`.

    Returns
    -------
    dict
        By the name of a table, its schema and the rows of :func:`codebook_frame` about it.
    """
    tables = {
        schema.name: (schema, codebook_frame([schema], editions).drop(columns="table")) for schema in schemas
    }
    return {"tables": tables}
