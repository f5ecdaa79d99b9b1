"""Strategic rivalries: one row for each rivalry (Klein, Goertz and Diehl), dated by its disputes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.data_log import DataLog
from entente.dyads import order_codes
from entente.readers import disputes
from entente.readers.country_codes import refuse_unknown
from entente.readers.raw_file import read_raw

COLUMNS = {
    "RIVALA": "ccode1",
    "RIVALB": "ccode2",
    "RIVALRY": "rivalry",
    "RIVNUMB": "number",
    "RIVTYP2": "type",
    "DISPUTE": "dispute",
}

#: The file's type for a rivalry proper; type 1 is an isolated conflict.
RIVALRY = 2


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return rivalries from the first year of their first to the last year of their last dispute.

    The rivalry file has no years: they come from the dispute file, by dispute and dyad.
    """
    path = raw["rivalries"]
    frame = read_raw(path, COLUMNS)
    log.note("read", "disputes that belong to a rivalry or an isolated conflict", len(frame))
    refuse_unknown(frame, states, path, "ccode1", "ccode2")
    frame = log.keep(order_codes(frame), frame["type"] == RIVALRY, "disputes of isolated conflicts")
    years = disputes.read(raw, states, recodes, DataLog("disputes"))
    spans = years.groupby(["dispute", "ccode1", "ccode2"])["year"].agg(["min", "max"]).reset_index()
    dated = frame.merge(spans, on=["dispute", "ccode1", "ccode2"], how="left")
    dated = log.keep(dated, dated["min"].notna(), "rivalry disputes without a match in the dispute file")
    return dated.groupby(["rivalry", "number"], as_index=False).agg(
        ccode1=("ccode1", "first"),
        ccode2=("ccode2", "first"),
        first_year=("min", "min"),
        last_year=("max", "max"),
    )
