"""System membership: one row for each state and year (COW state system)."""

from __future__ import annotations

import os
from dataclasses import replace

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import SchemaError
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT
from entente.data.readers.raw_file import Layout, joined_dates, read_raw
from entente.systems.spells import expand_spells

ROLES = {"state_system": "each year", "states": "from its start"}

#: Columns that give the first and the last day of a spell.
START = ["first_year", "first_month", "first_day"]
END = ["last_year", "last_month", "last_day"]

MEMBERS = Layout(
    {"stateabb": "abbreviation", "ccode": "ccode", "year": "year"}, ("ccode", "year"), {"abbreviation": TEXT}
)
SPELLS = Layout(
    {
        "ccode": "ccode",
        "statenme": "name",
        **dict(zip(("styear", "stmonth", "stday"), START, strict=True)),
        **dict(zip(("endyear", "endmonth", "endday"), END, strict=True)),
    },
    ("ccode", *START),
    {"name": TEXT},
)

#: The list of spells with the abbreviation, which the list of state-years gives otherwise.
ABBREVIATED = replace(
    SPELLS,
    columns=SPELLS.columns | {"stateabb": "abbreviation"},
    kinds=SPELLS.kinds | {"abbreviation": TEXT},
)


def read(raw: Raw, log: DataLog) -> pd.DataFrame:
    """Return system members with the first and last day of the year on which they belonged.

    SchemaError is raised if the list of state-years and the list of spells disagree.
    """
    members = read_raw(raw["state_system"], MEMBERS)
    log.note("read", "state-years of the state system list", len(members))
    path = raw["states"]
    spells = read_raw(path, SPELLS)
    dates = {"start": joined_dates(spells[START], path), "end": joined_dates(spells[END], path)}
    days = days_of_membership(spells.assign(**dates))
    merged = members.merge(days, on=["ccode", "year"], how="outer", indicator=True)
    lone = merged[merged["_merge"] != "both"]
    if len(lone):
        raise SchemaError(
            f"{raw['state_system']} and {raw['states']} disagree about {len(lone)} state-years, first:\n"
            f"{lone[['ccode', 'year', '_merge']].head(5).to_string(index=False)}",
            "Take both files from the same release.",
        )
    return merged.drop(columns="_merge")


def read_spells(path: str | os.PathLike, log: DataLog) -> pd.DataFrame:
    """Return system members as :func:`read` does, by the list of spells alone."""
    spells = read_raw(path, ABBREVIATED)
    log.note("read", "spells of membership", len(spells))
    dates = {"start": joined_dates(spells[START], path), "end": joined_dates(spells[END], path)}
    days = days_of_membership(spells.assign(**dates))
    return days.merge(spells.groupby("ccode", as_index=False)["abbreviation"].last(), on="ccode")


def days_of_membership(spells: pd.DataFrame) -> pd.DataFrame:
    """One row for each state-year, with the span of days from its first to its last day of membership."""
    spells = spells.assign(first_year=spells["start"].dt.year, last_year=spells["end"].dt.year)
    years = expand_spells(spells, "first_year", "last_year")
    years["first_day"] = years["start"].dt.day_of_year.where(years["first_year"] == years["year"], 1)
    years["last_day"] = years["end"].dt.day_of_year.where(years["last_year"] == years["year"], 366)
    return years.groupby(["ccode", "year"], as_index=False).agg(
        name=("name", "last"), first_day=("first_day", "min"), last_day=("last_day", "max")
    )
