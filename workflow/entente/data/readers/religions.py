"""Religions: shares of sixteen families in each state, every five years (World Religion Project)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import Layout

ROLES = {"religions": "free"}

#: The file's percentage columns mix families, their branches and a total: only the families add up.
FAMILIES = {
    "chrstgenpct": "christian",
    "judgenpct": "jewish",
    "islmgenpct": "muslim",
    "budgenpct": "buddhist",
    "zorogenpct": "zoroastrian",
    "hindgenpct": "hindu",
    "sikhgenpct": "sikh",
    "shntgenpct": "shinto",
    "bahgenpct": "bahai",
    "taogenpct": "taoist",
    "jaingenpct": "jain",
    "confgenpct": "confucian",
    "syncgenpct": "syncretic",
    "anmgenpct": "animist",
    "nonreligpct": "nonreligious",
    "othrgenpct": "other",
}

LAYOUT = Layout({"state": "ccode", "year": "year", **FAMILIES}, ("ccode", "year"))


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the families' shares of the population, normalised to sum to 1 in each state-year."""
    frame = read_known(raw["religions"], LAYOUT, states, log, "state-years of religious adherents")
    families = list(FAMILIES.values())
    total = frame[families].sum(axis=1)
    off = (total - 1).abs() > 0.01
    log.note("normalised", "families' shares that sum to less than .99 or more than 1.01", off.sum())
    frame = log.keep(frame, total != 0, "no share of any family known")
    return frame.assign(**frame[families].div(total[frame.index], axis=0))
