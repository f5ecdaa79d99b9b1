"""Tables that are read as their schemas say: a column of the raw file each, codes turned into missing."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.schema import Column, TableSchema
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import DATE, FLAG, NUMBER, TEXT, Kind, typed
from entente.data.readers.country_codes import read_known
from entente.data.readers.missing_codes import without_codes
from entente.data.readers.raw_file import Layout

#: Kinds of cells by the beginning of a column's type; others are numbers.
KINDS = {"string": TEXT, "str": TEXT, "object": TEXT, "category": TEXT, "datetime": DATE, "bool": FLAG}

#: Types that hold texts or numbers: these if the values that are allowed are numbers.
UNTYPED = ("object", "category")


def read(raw: Raw, schema: TableSchema, states: pd.DataFrame | None, log: DataLog) -> pd.DataFrame:
    """Return the columns of the schema, from all parts of the raw file if it has several.

    Codes (ccode, ccode1, ccode2) are refused if they are not COW's; a table without any needs no ``states``.
    """
    given = raw[schema.name]
    paths = given.values() if isinstance(given, Mapping) else [given]
    parts = [read_known(path, layout(schema), states, log, f"rows of {schema.name}") for path in paths]
    frame = pd.concat(parts, ignore_index=True)
    for column in (column for column in schema.columns if column.nullable):
        known = without_codes(frame[column.name], dict.fromkeys(column.codes, ""), log, column.name)
        # Codes are gone from among values of the kind.
        frame[column.name] = typed(known, _kind(column)).values
    return frame


def layout(schema: TableSchema) -> Layout:
    """Return what a schema says of the raw file."""
    return Layout(
        {column.read: column.name for column in schema.columns},
        schema.key,
        {column.name: kind for column in schema.columns if (kind := _kind(column)) != NUMBER},
        codes={column.name: column.codes for column in schema.columns},
    )


def _kind(column: Column) -> Kind:
    dtype = column.dtype.lower()
    kind = next((kind for start, kind in KINDS.items() if dtype.startswith(start)), NUMBER)
    numbers = all(isinstance(value, Real) and not isinstance(value, bool) for value in column.allowed)
    if column.allowed and numbers and (kind == NUMBER or dtype in UNTYPED):
        return (*column.allowed, None) if column.nullable else column.allowed
    return kind
