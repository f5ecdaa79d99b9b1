"""Spells: from one row with a first and a last year to one row a year, and how long a status has lasted."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from entente.core.errors import SchemaError

#: Years in which a spell counts: those of which it covers any day, or the last day.
Counted = Literal["any_day", "31_december"]


def expand_spells(spells: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return one row for each year of each spell, with the new column ``year`` (int16), in their order.

    Columns ``first`` and ``last`` hold the first and last year of a spell.  SchemaError is raised if one ends
    before it begins or lacks a year: it would vanish without a word.
    """
    backward = ~(spells[first] <= spells[last])
    if backward.any():
        raise SchemaError(
            f"{int(backward.sum())} spells end before they begin or lack a year, first:\n"
            f"{spells[backward].head(5).to_string(index=False)}",
            "Correct the reader, or take another release of the raw file.",
        )
    lengths = spells[last] - spells[first] + 1
    years = spells.loc[spells.index.repeat(lengths)]
    year = years[first] + years.groupby(level=0).cumcount()
    return years.assign(year=year.astype("int16")).reset_index(drop=True)


def last_year_counted(last_day: pd.Series, counted: Counted) -> pd.Series:
    """Return the last year in which a spell counts, of the last day that it covers; missing where that is."""
    year = last_day.dt.year
    if counted == "any_day":
        return year
    eve = (last_day.dt.month == 12) & (last_day.dt.day == 31)
    return year - (last_day.notna() & ~eve).astype("int64")


def years_unchanged(frame: pd.DataFrame, unit: list[str], changed: pd.Series) -> pd.Series:
    """Years through t−1 that a unit's status of t−1 has lasted, int16, a row of ``frame`` each.

    A status that holds since year s counts t − s in year t: 0 in the unit's first year, 1 in the next.

    Two choices where the paper is silent.  Counting stops at t−1, so that a change in t never shows in the
    value of t: counted through t, durations would separate the outcome of t.  A unit that leaves the system
    and returns starts again at 0.

    ``frame`` has the columns that identify a unit, and year, and is sorted by these.  ``changed`` is whether
    the status of the row's year differs from that of the year before; it is ignored in a first year.
    """
    spell = spell_numbers(frame, unit)
    starts = changed.to_numpy() | (spell.diff().to_numpy() != 0)
    began = frame["year"].astype("float64").where(starts).ffill()
    began_before = began.groupby(spell).shift()
    return (frame["year"] - began_before).fillna(0).astype("int16")


def spell_numbers(frame: pd.DataFrame, unit: list[str]) -> pd.Series:
    """Number, from 1, the uninterrupted runs of years of each unit, in the order of the rows.

    ``frame`` is sorted as for :func:`years_unchanged`; no two units share a number.
    """
    same_unit = frame[unit].eq(frame[unit].shift()).all(axis=1)
    next_year = frame["year"].eq(frame["year"].shift() + 1)
    return (~(same_unit & next_year)).cumsum()
