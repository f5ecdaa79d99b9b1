"""Defence cooperation agreements: one row for each bilateral treaty (DCAD)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT, YEAR
from entente.data.readers.country_codes import refuse_wrong_codes
from entente.data.readers.raw_file import Layout, read_raw
from entente.systems.dyads import order_codes

ROLES = {"defence_agreements": "continued"}

DATES = {
    f"{end}_{part}": f"{raw}{part.title()}"
    for end, raw in (("signature", "sign"), ("force", "EIF"))
    for part in ("year", "month", "day")
}

LAYOUT = Layout(
    {
        "DCAid": "id",
        "ccode1": "ccode1",
        "ccode2": "ccode2",
        "type": "type",
        "category1": "category",
        "categoryConf": "confidence",
        "terminated": "terminated",
        "endYearEstimate": "end_year",
        **{raw: tidy for tidy, raw in DATES.items()},
    },
    ("id",),
    {
        **dict.fromkeys(("id", "type", "category", "confidence"), TEXT),
        **dict.fromkeys(("signature_year", "end_year"), YEAR),
    },
)

#: Treaties whose states the file has wrong: it names Bolivia and Venezuela, and codes Bolivia twice.
CORRECTED = {"DCADv1.0-0297": 101}

#: DCAD's code of a treaty that is known to have been ended.
TERMINATED = 1


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return treaties with the days of signature and entry into force.

    A day or month that is not known is the first; an entry into force may not be known at all.
    """
    path = raw["defence_agreements"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "treaties", len(frame))
    corrected = frame["id"].isin(CORRECTED) & (frame["ccode1"] == frame["ccode2"])
    frame["ccode2"] = frame["ccode2"].mask(corrected, frame["id"].map(CORRECTED))
    log.note(
        "recoded",
        "Bolivia with itself to Bolivia with Venezuela (DCADv1.0-0297), by the names",
        corrected.sum(),
    )
    alone = frame["ccode1"] == frame["ccode2"]
    frame = log.keep(frame, ~alone, f"states paired with themselves ({', '.join(frame.loc[alone, 'id'])})")
    refuse_wrong_codes(frame, states, path, "ccode1", "ccode2")
    for end in ("signature", "force"):
        frame[f"{end}_date"] = _dates(frame, end, log)
    log.note("missing", "entry into force", frame["force_date"].isna().sum())
    log.note("filled", "not known whether ended: not known to be", frame["terminated"].isna().sum())
    for column in ("type", "category", "confidence", "end_year"):
        log.note("missing", column.replace("_", " "), frame[column].isna().sum())
    log.note(
        "kept",
        "estimated to end in the year of signature",
        (frame["end_year"] == frame["signature_year"]).sum(),
    )
    _count_outside(frame, states, log)
    frame["terminated"] = frame["terminated"] == TERMINATED
    return order_codes(frame).drop(columns=list(DATES))


def _dates(frame: pd.DataFrame, end: str, log: DataLog) -> pd.Series:
    parts = frame[[f"{end}_{part}" for part in ("year", "month", "day")]].set_axis(
        ["year", "month", "day"], axis=1
    )
    known = parts["year"].notna()
    for part in ("month", "day"):
        lacks = parts[part].isna() & known
        log.note(
            "filled",
            f"{part} of {'the signature' if end == 'signature' else 'the entry into force'}: the first",
            lacks.sum(),
        )
        parts[part] = parts[part].fillna(1)
    dates = pd.to_datetime(parts[known].astype("int64"), errors="coerce")
    return dates.reindex(frame.index)


def _count_outside(frame: pd.DataFrame, states: pd.DataFrame, log: DataLog) -> None:
    members = pd.MultiIndex.from_frame(states[["ccode", "year"]])
    inside = [
        pd.MultiIndex.from_frame(frame[[code, "signature_year"]]).isin(members)
        for code in ("ccode1", "ccode2")
    ]
    log.note("kept", "signed before a party is a member of the system", (~np.logical_and(*inside)).sum())
