"""From rows to the columns of a raw file, as ``raw_layouts.yaml`` lists them."""

from __future__ import annotations

import pandas as pd

from entente.core.checked_yaml import read_yaml
from entente.data.demo.gazetteer import DATA, STATES

#: Role to the columns of its file: published name to a column of the rows, or what stands in every row.
LAYOUTS = read_yaml(DATA / "raw_layouts.yaml")

NAMES = {state.code: state.name for state in STATES}
ABBREVIATIONS = {state.code: state.abbreviation for state in STATES}

#: COW's code for a date that there is not.
NO_DATE = -8


def laid_out(rows: pd.DataFrame, role: str) -> pd.DataFrame:
    """Return rows under the columns of the published file of a role."""
    known = described(rows)
    columns = {
        name: known[source] if isinstance(source, str) else source for name, source in LAYOUTS[role].items()
    }
    return pd.DataFrame(columns, index=known.index)


def described(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows, numbered anew, with what their codes and dates say, unless they have such columns.

    For ccode, ccode1 and ccode2 name and abbreviation, numbered likewise; for dates, such as start, the
    columns start_day, start_month, start_year and start_date (ISO).
    """
    rows = rows.reset_index(drop=True)
    said = {}
    for number in ("", "1", "2"):
        if f"ccode{number}" in rows:
            said[f"abbreviation{number}"] = rows[f"ccode{number}"].map(ABBREVIATIONS)
            said[f"name{number}"] = rows[f"ccode{number}"].map(NAMES)
    for edge in rows.select_dtypes("datetime"):
        for part in ("day", "month", "year"):
            said[f"{edge}_{part}"] = getattr(rows[edge].dt, part).fillna(NO_DATE).astype(int)
        said[f"{edge}_date"] = rows[edge].dt.strftime("%Y-%m-%d")
    return rows.assign(**{name: values for name, values in said.items() if name not in rows})


def both_directions(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of dyads, then the same with the columns exchanged whose names end in 1 and 2."""
    exchanged = {name: f"{name[:-1]}{3 - int(name[-1])}" for name in rows if name[-1] in "12"}
    return pd.concat([rows, rows.rename(columns=exchanged)], ignore_index=True)
