"""The codebook, generated from the schemas that validate the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from entente.core.errors import SchemaError
from entente.core.schema import Column, TableSchema
from entente.reporting.markdown import Document, markdown_table

FIELDS = ["label", "unit", "dtype", "values", "source", "formula", "missing"]

#: Tables that an analysis starts from; the codebook opens with them.
FIRST_TABLES = ("state_year", "dyad_year", "system_year", "network_series", "network_inputs", "srg")

NOTATION = (
    "t is the year of the row, n the number of members of the system, c_j the capability share of state j, "
    "MID the matrix of disputes (model.mid of the configuration), A a matrix of alliances, SRG_ij whether j "
    "is in the strategic reference group of i, and B(·) puts 1 for every positive entry. Names with a point, "
    "like srg.alliance, are keys of the configuration."
)


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


def _reading_order(schema: TableSchema) -> tuple[int, str]:
    first = FIRST_TABLES.index(schema.name) if schema.name in FIRST_TABLES else len(FIRST_TABLES)
    return first, schema.name


def codebook_markdown(schemas: Sequence[TableSchema], editions: Mapping[str, str]) -> Document:
    """Return the codebook as a Markdown page, one section a table.

    Parameters
    ----------
    schemas : sequence of TableSchema
        In any order: ``FIRST_TABLES`` come first, then the others by name.
    editions : mapping of str to str
        As for :func:`codebook_frame`.

    Returns
    -------
    Document
    """
    sections = []
    for schema in sorted(schemas, key=_reading_order):
        columns = codebook_frame([schema], editions).drop(columns="table")
        sections.append(
            f"## {schema.name}\n\n{schema.title}. One row is one {schema.unit_of_analysis}; "
            f"key: {', '.join(schema.key)}.\n\n{markdown_table(columns)}"
        )
    return Document("Codebook", NOTATION, *sections)
