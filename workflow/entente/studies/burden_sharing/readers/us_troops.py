"""Troops of the United States abroad: one row for each state that may host them and year."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import recode, refuse_wrong_codes
from entente.data.readers.raw_file import Layout, read_raw

ROLES = {"us_troops": "continued"}

LAYOUT = Layout(
    {"countryname": "name", "ccode": "ccode", "year": "year", "troops": "troops"},
    ("name", "ccode", "year"),
    {"name": "text"},
)

#: Codes from here on are of places, and so is Puerto Rico's; the United States are no host.
PLACES, PUERTO_RICO, UNITED_STATES = 1000, 6, 2


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return troops by host; also those in states of which the years are before their membership."""
    path = raw["us_troops"]
    frame = read_raw(path, LAYOUT).drop(columns="name")
    log.note("read", "countries and years", len(frame))
    frame = log.keep(frame, frame["ccode"] != UNITED_STATES, "the United States themselves, who host nobody")
    places = (frame["ccode"] >= PLACES) | (frame["ccode"] == PUERTO_RICO)
    frame = log.keep(frame, ~places, "places that are no state (codes from 1000 on, and Puerto Rico)")
    frame = recode(frame, "us_troops", recodes, log, "ccode")
    refuse_wrong_codes(frame, states, path, "ccode")
    log.note("missing", "troops", frame["troops"].isna().sum())
    return frame
