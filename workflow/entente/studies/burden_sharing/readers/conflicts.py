"""States that send troops to a side of an armed conflict: one row for each conflict, year, side and state."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import RawFileError
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT
from entente.data.readers.country_codes import recode, refuse_wrong_codes
from entente.data.readers.raw_file import REMEDY, Layout, read_raw

ROLES = {"conflicts": "continued"}

#: Columns of the second parties of each side.
SIDES = {"a": "gwno_a_2nd", "b": "gwno_b_2nd"}

LAYOUT = Layout(
    {
        "conflict_id": "conflict",
        "year": "year",
        "type_of_conflict": "type",
        **{raw: side for side, raw in SIDES.items()},
    },
    ("conflict", "year"),
    {"type": (1, 2, 3, 4), **dict.fromkeys(SIDES, TEXT)},
)


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return second parties, who are listed in one text, codes of Gleditsch and Ward turned into COW's."""
    path = raw["conflicts"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "conflicts and years", len(frame))
    parties = frame.melt(
        ["conflict", "year", "type"], list(SIDES), var_name="side", value_name="codes"
    ).dropna()
    parties = parties.assign(ccode=parties["codes"].str.split(",")).explode("ccode").reset_index(drop=True)
    codes = pd.to_numeric(parties["ccode"], errors="coerce")
    if codes.isna().any():
        said = parties.loc[codes.isna(), "codes"].iloc[0]
        raise RawFileError(f"{path}: {said!r} is no list of codes with commas between.", REMEDY)
    log.note("read", "states that send troops, by conflict, year and side", len(parties))
    parties = recode(parties.assign(ccode=codes), "conflicts", recodes, log, "ccode").drop(columns="codes")
    refuse_wrong_codes(parties, states, path, "ccode")
    return log.keep(parties, ~parties.duplicated(), "a state twice on one side of a conflict and year")
