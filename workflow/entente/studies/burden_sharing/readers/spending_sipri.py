"""Military expenditure by SIPRI: one row for each state and year with a figure in one of three sheets."""

from __future__ import annotations

from functools import reduce

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT
from entente.data.readers.country_names import codes_by_name
from entente.data.readers.missing_codes import without_codes
from entente.data.readers.raw_file import Layout, RawPath, taken
from entente.data.readers.raw_formats import Cells, read_sheet

ROLES = {"spending_sipri": "continued"}

#: The sheets, and what the table calls their figures.
SHEETS = {
    "Share of GDP": "burden",
    "Constant (2021) US$": "expenditure",
    "Current US$": "current_expenditure",
}

#: What heads the column of names.
COUNTRY = "Country"

#: What stands where there is no figure, and why.
CODES = {"...": "not known", "xxx": "no state in the year"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the shares of GDP, which the file holds as fractions, and dollars, in millions."""
    path = raw["spending_sipri"]
    tables = [_figures(path, sheet, name, states, log) for sheet, name in SHEETS.items()]
    return reduce(lambda left, right: left.merge(right, on=["ccode", "year"], how="outer"), tables)


def _figures(path: RawPath, sheet: str, name: str, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """The figures of a sheet, by code and year; headings of regions, which have none, are no rows."""
    cells = read_sheet(path.path, sheet, COUNTRY).frame
    years = [heading for heading in cells.columns if heading.isdecimal()]
    wide = cells.loc[(cells[years] != "").any(axis=1), [COUNTRY, *years]]
    long = wide.melt(COUNTRY, var_name="year", value_name=sheet, ignore_index=False)
    layout = Layout(
        {COUNTRY: "country", "year": "year", sheet: name},
        ("country", "year"),
        {"country": TEXT},
        codes={name: CODES},
    )
    figures = taken(Cells(long), path, layout).reset_index(drop=True)
    log.note("read", f"countries and years of the sheet {sheet}", len(figures))
    figures[name] = pd.to_numeric(without_codes(figures[name], CODES, log, name))
    return codes_by_name(figures.dropna(subset=name), "country", "spending_sipri", states, path, log)
