"""Country codes: recodes keyed by code and years, and a refusal of codes that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from entente.errors import ConfigurationError, UnknownStateError
from entente.readers.data_log import DataLog

COLUMNS = ["role", "code", "first_year", "last_year", "cow_code", "reason"]


def load_recodes(path: str | Path) -> pd.DataFrame:
    """Read the recode table: role, code, first_year, last_year, cow_code (missing: no COW state), reason.

    Raises
    ------
    ConfigurationError
        If columns are missing or two lines of a role claim the same code and year.
    """
    recodes = pd.read_csv(path, dtype={"cow_code": "Int32"})
    if list(recodes.columns) != COLUMNS:
        raise ConfigurationError(f"{path}: expected the columns {COLUMNS}, found {list(recodes.columns)}.")
    ordered = recodes.sort_values(["role", "code", "first_year"])
    previous_end = ordered.groupby(["role", "code"])["last_year"].shift()
    overlap = ordered["first_year"] <= previous_end
    if overlap.any():
        raise ConfigurationError(
            f"{path}: lines claim the same code and year:\n{ordered[overlap].to_string(index=False)}",
            "Give each code at most one line for each year.",
        )
    return recodes


def recode(
    frame: pd.DataFrame, role: str, recodes: pd.DataFrame, log: DataLog, code: str = "ccode"
) -> pd.DataFrame:
    """Return ``frame`` with ``code`` recoded to COW's, rows of non-COW states dropped and counted.

    Parameters
    ----------
    frame : DataFrame
        Has the columns ``code`` and ``year``.
    role : str
        Which lines of ``recodes`` apply.
    recodes : DataFrame
        From :func:`load_recodes`.
    """
    recoded = frame[code].astype("Int32")
    for line in recodes[recodes["role"] == role].itertuples():
        rows = (frame[code] == line.code) & frame["year"].between(line.first_year, line.last_year)
        if rows.any():
            recoded[rows] = line.cow_code
            target = "no COW state" if pd.isna(line.cow_code) else f"COW {line.cow_code}"
            log.note(
                "recoded",
                f"{line.code} in {line.first_year}–{line.last_year} to {target}: {line.reason}",
                rows.sum(),
            )
    return log.keep(frame.assign(**{code: recoded}), recoded.notna(), "not a COW state (recode table)")


def refuse_unknown(frame: pd.DataFrame, states: pd.DataFrame, path: str | Path, *codes: str) -> None:
    """Raise if a code of the columns ``codes`` never belongs to a COW state.

    Raises
    ------
    UnknownStateError
        Naming the file, the codes and how many rows have them.
    """
    known = set(states["ccode"])
    for code in codes:
        unknown = frame.loc[~frame[code].isin(known), code]
        if len(unknown):
            rows = unknown.value_counts().sort_index()
            counts = ", ".join(f"{value} ({number} rows)" for value, number in rows.items())
            raise UnknownStateError(
                f"{path}: country codes that are no COW codes: {counts}.",
                "Add a line for each to config/recodes/country_codes.csv: its COW code, or none to drop it.",
            )
