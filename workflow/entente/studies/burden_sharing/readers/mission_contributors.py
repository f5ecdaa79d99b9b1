"""Contributors to peacekeeping missions: one row for each mission, year, place and contributor (Geo-PKO)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import RawFileError
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT
from entente.data.readers.country_names import codes_by_name
from entente.data.readers.raw_file import REMEDY, Layout, read_raw

ROLES = {"mission_contributors": "continued"}

LAYOUT = Layout(
    {
        "mission": "mission",
        "year": "year",
        "location": "place",
        "latitude": "latitude",
        "longitude": "longitude",
        "year.overview": "contributors",
    },
    ("mission", "year", "place", "latitude", "longitude"),
    {"mission": TEXT, "place": TEXT, "contributors": TEXT},
)

#: An entry of the list: a name, which may have brackets, and in the last brackets its unit's strength.
ENTRY = r"(?P<contributor>.+) \((?P<troops>\d+(?:\.\d+)?|size unknown)\)"


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return contributors with the strengths of their units, missing where the size is unknown.

    The contributors of a place stand in one text, with commas between; several units of one contributor are
    added up, to a strength that is not known if none of theirs is.  RawFileError is raised for an entry that
    is no name with a strength.
    """
    path = raw["mission_contributors"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "missions, years and places", len(frame))
    entries = frame["contributors"].str.split(", ").explode()
    found = entries.str.strip().str.extract(f"^{ENTRY}$")
    if (wrong := found["contributor"].isna()).any():
        row = wrong[wrong].index[0]
        raise RawFileError(
            f"{path}, row {row}, column year.overview: {entries[wrong].iloc[0]!r} is no name with a strength "
            f"in brackets; there are {wrong.sum()} such entries.",
            REMEDY,
        )
    log.note("read", "entries of the lists of contributors", len(found))
    found["troops"] = pd.to_numeric(found["troops"], errors="coerce")
    log.note("missing", "strength of the unit not known", found["troops"].isna().sum())
    named = found.join(frame[["mission", "year", "place", "latitude", "longitude"]]).reset_index(drop=True)
    coded = codes_by_name(named, "contributor", "mission_contributors", states, path, log)
    key = ["mission", "year", "place", "latitude", "longitude", "ccode"]
    log.note("dropped", "further units of one contributor at a place", coded.duplicated(key).sum())
    return coded.groupby(key, as_index=False)["troops"].sum(min_count=1)
