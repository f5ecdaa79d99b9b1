"""The codebook, generated from the schemas that validate the tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from entente.schema import TableSchema
from entente.tables.markdown import document, markdown_table

FIELDS = ["label", "unit", "dtype", "source", "formula", "missing"]


def codebook_frame(schemas: Sequence[TableSchema]) -> pd.DataFrame:
    """Return one row for each column of each table: table, column, then ``FIELDS`` of the schema."""
    return pd.DataFrame(
        [
            {
                "table": schema.name,
                "column": column.name,
                **{field: getattr(column, field) for field in FIELDS},
            }
            for schema in schemas
            for column in schema.columns
        ]
    )


def codebook_markdown(schemas: Sequence[TableSchema], label: str = "") -> str:
    """Return the codebook as a Markdown page, one section a table."""
    sections = []
    for schema in schemas:
        columns = codebook_frame([schema]).drop(columns="table")
        sections.append(
            f"## {schema.name}\n\n{schema.title}. One row is one {schema.unit_of_analysis}; "
            f"key: {', '.join(schema.key)}.\n\n{markdown_table(columns)}"
        )
    return document("Codebook", *sections, label=label)
