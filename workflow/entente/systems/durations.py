"""Durations: years that something has lasted, counted through the year before."""

from __future__ import annotations

import pandas as pd


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
