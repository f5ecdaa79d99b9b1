"""The codebook, generated from the schemas that validate the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from entente.core.errors import SchemaError
from entente.core.schema import Column, TableSchema
from entente.reporting.markdown import Document, markdown_table

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


def codebook_markdown(
    schemas: Sequence[TableSchema],
    editions: Mapping[str, str],
    *,
    first: Sequence[str],
    notation: str,
) -> Document:
    """Return the codebook as a Markdown page, one section a table.

    Parameters
    ----------
    schemas : sequence of TableSchema
        In any order: those named in ``first`` open the page, the others follow by name.
    editions : mapping of str to str
        As for :func:`codebook_frame`.
    first : sequence of str
        Tables to begin with, in this order.
    notation : str
        How formulas are to be read.

    Returns
    -------
    Document
    """
    sections = []
    by_name = {schema.name: schema for schema in sorted(schemas, key=lambda schema: schema.name)}
    opening = {name: by_name[name] for name in first if name in by_name}
    for schema in (opening | by_name).values():
        columns = codebook_frame([schema], editions).drop(columns="table")
        sections.append(
            f"## {schema.name}\n\n{schema.title}. One row is one {schema.unit_of_analysis}; "
            f"key: {', '.join(schema.key)}.\n\n{markdown_table(columns)}"
        )
    return Document("Codebook", notation, *sections)
