"""Contributors to missions of the United Nations: one row for each mission, contributor and month (IPI)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import DATE, TEXT
from entente.data.readers.country_names import codes_by_name
from entente.data.readers.raw_file import Layout, read_raw

ROLES = {"un_mission_contributors": "continued"}

LAYOUT = Layout(
    {
        "Date": "date",
        "Contributor": "contributor",
        "Mission": "mission",
        "Troops Total": "troops",
        "Total Total": "personnel",
    },
    ("date", "contributor", "mission"),
    {"date": DATE, "contributor": TEXT, "mission": TEXT},
)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return troops and all uniformed personnel."""
    path = raw["un_mission_contributors"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "missions, contributors and months", len(frame))
    frame = codes_by_name(
        frame.assign(year=frame["date"].dt.year), "contributor", "un_mission_contributors", states, path, log
    )
    for figure in ("troops", "personnel"):
        log.note("missing", figure, frame[figure].isna().sum())
    return frame.drop(columns="year")
