"""Reading and writing tables: the same bytes for the same content, and never half a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from entente.schema import load_schema

#: Ten significant digits: enough for every published number, few enough to hide the last bit of a sum.
CSV_FLOAT_FORMAT = "%.10g"


@contextmanager
def atomic_path(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that replaces it only if the block succeeds."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_table(frame: pd.DataFrame, path: str | Path, schema: str) -> None:
    """Validate ``frame`` against the schema of that name and write it as Parquet.

    Raises
    ------
    SchemaError
        If the frame breaks its schema; nothing is written then.
    """
    valid = load_schema(schema).validate(frame)
    with atomic_path(path) as temporary:
        valid.to_parquet(temporary, engine="pyarrow", index=False, compression="zstd")


def read_table(path: str | Path, columns: list[str] | None = None) -> pd.DataFrame:
    """Read a Parquet table, all columns or those named."""
    return pd.read_parquet(path, engine="pyarrow", columns=columns)


def write_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write ``frame`` as CSV without its index, floats in a fixed format."""
    with atomic_path(path) as temporary:
        frame.to_csv(temporary, index=False, float_format=CSV_FLOAT_FORMAT, lineterminator="\n")


def write_text(text: str, path: str | Path) -> None:
    """Write ``text`` as UTF-8 with a final newline."""
    with atomic_path(path) as temporary:
        temporary.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
