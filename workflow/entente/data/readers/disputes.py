"""Militarized interstate disputes: one row for each dispute, undirected dyad and year (Dyadic MID)."""

from __future__ import annotations

import os

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import refuse_wrong_codes
from entente.data.readers.directions import fold_directions
from entente.data.readers.raw_file import Layout, joined_dates, read_edition
from entente.systems.dyads import DYAD, order_codes

ROLES = {"disputes": "each year"}

DYDMID_2 = "DYDMID 2.0, undirected"
DYADIC_MID_4 = "Dyadic MID 4.02, directed"

#: Columns that give the first and the last day of a dyad's dispute, as years, months and days.
START = ["first_year", "first_month", "first_day"]
END = ["last_year", "last_month", "last_day"]

#: The newer edition's names of these.
DATES = dict(
    zip(("strtyr", "strtmnth", "strtday", "endyear", "endmnth", "endday"), (*START, *END), strict=True)
)

#: Columns of the older edition, which the newer has in lower case.
COLUMNS = {
    "DISNO": "dispute",
    "STATEA": "ccode1",
    "STATEB": "ccode2",
    "YEAR": "year",
    "HIHOST": "hostility",
    "WAR": "war",
    "Duration": "days",
}

KEY = ("dispute", *DYAD, "year")

EDITIONS = {
    DYDMID_2: Layout(COLUMNS, KEY),
    # Some dyads come in two spells of one dispute, which differ in nothing that is taken.
    DYADIC_MID_4: Layout({**{name.lower(): tidy for name, tidy in COLUMNS.items()}, **DATES}, ()),
}

VALUES = ["hostility", "war", "days"]


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return dispute-dyad-years with the highest hostility, the war flag and the days within the year."""
    path = raw["disputes"]
    edition, frame = read_edition(path, EDITIONS)
    log.note("read", "dispute-dyad-years", len(frame))
    refuse_wrong_codes(frame, states, path, *DYAD)
    if edition == DYDMID_2:
        return order_codes(frame)
    return fold_directions(_join_spells(frame, path, log), ["dispute", "year"], VALUES, log)


def _join_spells(frame: pd.DataFrame, path: str | os.PathLike, log: DataLog) -> pd.DataFrame:
    """One row for each dispute, directed dyad and year; of several spells each day counts once."""
    key = list(KEY)
    log.note("dropped", "further spells of one dispute, directed dyad and year", frame.duplicated(key).sum())
    repeated = frame.duplicated(key, keep=False)
    if not repeated.any():
        return frame[[*key, *VALUES]]
    # A blank stays, to be refused, instead of vanishing beside another row of its group.
    spells = _within_the_year(frame[repeated], path).groupby(key, dropna=False)
    joined = spells[["hostility", "war"]].max(skipna=False)
    joined["days"] = spells[["start", "end"]].apply(_distinct_days)
    return pd.concat([frame.loc[~repeated, [*key, *VALUES]], joined.reset_index()], ignore_index=True)


def _within_the_year(spells: pd.DataFrame, path: str | os.PathLike) -> pd.DataFrame:
    """The spells with their first and last day in the year, start and end."""
    start, end = joined_dates(spells[START], path), joined_dates(spells[END], path)
    opening = joined_dates(spells[["year"]].assign(month=1, day=1), path)
    closing = joined_dates(spells[["year"]].assign(month=12, day=31), path)
    return spells.assign(start=start.clip(lower=opening), end=end.clip(upper=closing))


def _distinct_days(spells: pd.DataFrame) -> int:
    ranges = (pd.date_range(start, end) for start, end in spells.itertuples(index=False))
    return len(set().union(*ranges))
