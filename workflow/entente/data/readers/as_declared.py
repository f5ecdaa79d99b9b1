"""Tables that are read as their schemas say: a column of the raw file each, codes turned into missing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.schema import TableSchema
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known


def read(raw: Raw, schema: TableSchema, states: pd.DataFrame | None, log: DataLog) -> pd.DataFrame:
    """Return the columns of the schema, from all parts of the raw file if it has several.

    Codes (ccode, ccode1, ccode2) are refused if they are not COW's; a table without any needs no ``states``.
    """
    columns, given = {column.read: column.name for column in schema.columns}, raw[schema.name]
    paths = given.values() if isinstance(given, Mapping) else [given]
    parts = [read_known(path, columns, states, log, f"rows of {schema.name}") for path in paths]
    frame = pd.concat(parts, ignore_index=True)
    for column in (column for column in schema.columns if column.codes):
        values = frame[column.name]
        # A column in which some code is a text is read as text altogether.
        numbers = pd.to_numeric(pd.Series(column.codes, dtype=object), errors="coerce").dropna()
        coded = pd.to_numeric(values, errors="coerce").isin(numbers) | values.isin(column.codes)
        log.note("missing", f"{column.name} coded {', '.join(map(str, column.codes))}", coded.sum())
        kept = values.mask(coded)
        numbers = pd.to_numeric(kept, errors="coerce")
        # What is no number among numbers stays, for the schema to refuse.
        as_text = column.dtype == "string" or (numbers.isna() & kept.notna()).any()
        frame[column.name] = kept if as_text else numbers
    return frame
