"""Reading a raw file in whatever format it comes, with the columns that are needed."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.core.errors import RawFileError


def read_raw(path: str | Path, columns: dict[str, str]) -> pd.DataFrame:
    """Read a raw file (.csv, .xls, .rda or .rds) and return the wanted columns under tidy names.

    ``columns`` are from raw names to tidy names; an empty dict takes every column under its own name.
    RawFileError is raised if the file cannot be read, holds no rows, or lacks a column.
    """
    path = Path(path)
    frame = _read_any(path)
    if frame.empty:
        raise RawFileError(f"{path}: the file has a header but no rows.", "Delete it and retrieve it again.")
    return require_columns(frame, path, columns) if columns else frame


def read_edition(path: str | Path, editions: Mapping[str, dict[str, str]]) -> tuple[str, pd.DataFrame]:
    """Read a raw file of which several editions are known, told apart by their columns.

    ``editions`` has the columns of each, as for :func:`read_raw`.  Returned are the name of the edition that
    the file is, which lacks none of its columns there, and the wanted columns under tidy names.  A file that
    is none of the editions is refused for the columns that it lacks as the nearest of them.
    """
    frame = read_raw(path, {})
    lacking = {
        edition: sum(name not in frame.columns for name in columns) for edition, columns in editions.items()
    }
    nearest = min(editions, key=lacking.__getitem__)
    return nearest, require_columns(frame, path, editions[nearest])


def require_columns(frame: pd.DataFrame, path: str | Path, columns: dict[str, str]) -> pd.DataFrame:
    """Return the columns of ``frame`` that are keys of ``columns``, renamed to its values."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise RawFileError(
            f"{path}: columns {missing} are missing; the file has {list(frame.columns)[:40]}.",
            "Check that the file is the version that config/datasets.yaml describes.",
        )
    return frame[list(columns)].rename(columns=columns)


def refuse_changed(path: str | Path, sha256: str) -> None:
    """Raise RawFileError if a raw file has another digest: it was changed after it was retrieved."""
    with Path(path).open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != sha256:
        raise RawFileError(
            f"{path} was changed after it was retrieved: expected sha256 {sha256}, found {actual}.",
            "Raw files are never edited: delete it and run again, or register the new file.",
        )


def _read_any(path: Path) -> pd.DataFrame:
    formats = {".csv": _read_csv, ".xls": _read_excel, ".rda": _read_r, ".rds": _read_r}
    if path.suffix not in formats:
        raise RawFileError(f"{path}: no reader for files that end in {path.suffix!r}.")
    try:
        return formats[path.suffix](path)
    except RawFileError:
        raise
    except Exception as error:
        raise RawFileError(
            f"{path}: the file cannot be read ({type(error).__name__}: {error}).",
            "Delete it and retrieve it again.",
        ) from error


def _read_csv(path: Path) -> pd.DataFrame:
    # UTF-8 is strict: a file that is not UTF-8 fails, and those of the older releases are Latin-1.
    try:
        return pd.read_csv(path, encoding="utf-8-sig", low_memory=False)
    except UnicodeDecodeError:
        return pd.read_csv(path, encoding="latin-1", low_memory=False)


def _read_excel(path: Path) -> pd.DataFrame:
    return pd.read_excel(path, engine="calamine")


def _read_r(path: Path) -> pd.DataFrame:
    import rdata

    with warnings.catch_warnings():
        # Tibbles come as plain frames and dates as day counts, which is what the readers expect.
        warnings.filterwarnings("ignore", message="Missing constructor for R class")
        objects = rdata.read_rda(path) if path.suffix == ".rda" else {"": rdata.read_rds(path)}
    if len(objects) != 1:
        raise RawFileError(f"{path}: expected one R object, found {sorted(objects)}.")
    return next(iter(objects.values())).reset_index(drop=True)


def to_dates(values: pd.Series | pd.DataFrame, path: str | Path) -> pd.Series:
    """Convert R's days since 1970-01-01, ISO text, or columns of years, months and days to timestamps.

    RawFileError is raised if a value is no date.
    """
    try:
        if isinstance(values, pd.DataFrame):
            return pd.to_datetime(values.set_axis(["year", "month", "day"], axis=1))
        if pd.api.types.is_numeric_dtype(values):
            return pd.to_datetime(values, unit="D", origin="unix")
        return pd.to_datetime(values, format="ISO8601")
    except ValueError as error:
        raise RawFileError(
            f"{path}: not every value is a date ({error}).",
            "Check that the file is the version that config/datasets.yaml describes.",
        ) from error
