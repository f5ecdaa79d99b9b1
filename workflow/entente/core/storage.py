"""Reading and writing tables: the same bytes for the same content, and never half a file."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from entente.core.atomic import atomic_path
from entente.core.schema import load_schema

#: Ten significant digits: enough for every published number, few enough to hide the last bit of a sum.
CSV_FLOAT_FORMAT = "%.10g"

#: Rows that are read together: small enough that reading a span of years leaves the others alone.
ROW_GROUP = 50_000


def write_table(frame: pd.DataFrame, path: str | Path, schema: str) -> None:
    """Validate ``frame`` against the schema of that name and write it as Parquet.

    Parameters
    ----------
    frame : DataFrame
        Columns and rows in any order: they are written in the order of the schema's columns and key.
    path : path
        File to write; its folder is made.
    schema : str
        Name of a schema in ``workflow/schemas/tables``.

    Raises
    ------
    SchemaError
        If the frame breaks its schema; nothing is written then.
    """
    valid = load_schema(schema).validate(frame)
    with atomic_path(path) as temporary:
        valid.to_parquet(
            temporary, engine="pyarrow", index=False, compression="zstd", row_group_size=ROW_GROUP
        )


def read_table(
    path: str | Path, columns: list[str] | None = None, years: tuple[int, int] | None = None
) -> pd.DataFrame:
    """Read a Parquet table.

    Parameters
    ----------
    path : path
    columns : list of str, optional
        All columns by default.
    years : (int, int), optional
        First and last year to read; all years by default.

    Returns
    -------
    DataFrame
        Rows in the order of the file.
    """
    filters = None if years is None else [("year", ">=", years[0]), ("year", "<=", years[1])]
    return pd.read_parquet(path, engine="pyarrow", columns=columns, filters=filters)


def write_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write ``frame`` as CSV without its index, floats with ten significant digits.

    Parameters
    ----------
    frame : DataFrame
        Rows in the order in which to write them.
    path : path
        File to write; its folder is made.
    """
    with atomic_path(path) as temporary:
        frame.to_csv(temporary, index=False, float_format=CSV_FLOAT_FORMAT, lineterminator="\n")


def as_written(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` as it would come back from the file that :func:`write_csv` makes of it.

    Parameters
    ----------
    frame : DataFrame

    Returns
    -------
    DataFrame
        Floats with ten significant digits, types as :func:`pandas.read_csv` finds them.
    """
    text = frame.to_csv(index=False, float_format=CSV_FLOAT_FORMAT, lineterminator="\n")
    return pd.read_csv(io.StringIO(text))


def write_text(text: str, path: str | Path) -> None:
    """Write ``text`` as UTF-8 with a single final newline.

    Parameters
    ----------
    text : str
    path : path
        File to write; its folder is made.
    """
    with atomic_path(path) as temporary:
        temporary.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
