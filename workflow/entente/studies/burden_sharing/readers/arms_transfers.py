"""Transfers of major arms: one row for each supplier, recipient and year (SIPRI)."""

from __future__ import annotations

import os

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import NUMBER, TEXT
from entente.data.readers.country_codes import refuse_wrong_codes
from entente.data.readers.country_names import codes_by_name
from entente.data.readers.raw_file import Layout, read_raw

ROLES = {"arms_transfers": "continued"}

LAYOUT = Layout(
    {
        "supplier": "supplier_name",
        "recipient": "recipient_name",
        "year": "year",
        "value": "value",
        "supplier_cown": "supplier",
        "recipient_cown": "recipient",
    },
    ("supplier_name", "recipient_name", "year"),
    {
        **dict.fromkeys(("supplier_name", "recipient_name"), TEXT),
        **dict.fromkeys(("supplier", "recipient"), NUMBER),
    },
)

#: Ends the names of armed groups, which have their state's code, and, twice, of organizations.
NO_STATE = "*"

PARTIES = ("supplier", "recipient")


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return trend indicator values between states.

    Armed groups have the code of the state that they fight in: they are dropped, and with them the rows that
    share a supplier, recipient and year.  A party without a code goes by its name.
    """
    path = raw["arms_transfers"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "suppliers, recipients and years", len(frame))
    for party in PARTIES:
        groups = frame[f"{party}_name"].str.endswith(NO_STATE)
        frame = log.keep(frame, ~groups, f"{party}s that are armed groups or organizations")
        frame = _coded(frame, party, states, path, log)
    log.note("kept", "values below 0.5, which are 0 in the file", (frame["value"] == 0).sum())
    _compare(frame, states, log)
    return frame[[*PARTIES, "year", "value"]]


def _coded(
    frame: pd.DataFrame, party: str, states: pd.DataFrame, path: os.PathLike, log: DataLog
) -> pd.DataFrame:
    """Rows whose party has a code, or a name that means a member of the year."""
    lacks = frame[party].isna()
    log.note("filled", f"{party}s without a code, by their names or dropped", lacks.sum())
    by_name = codes_by_name(
        frame.assign(name=frame[f"{party}_name"])[lacks], "name", "arms_transfers", states, path, log
    )
    named = by_name.assign(**{party: by_name["ccode"]}).drop(columns="ccode")
    found = pd.concat([frame[~lacks], named]).sort_index()
    refuse_wrong_codes(found.rename(columns={party: "ccode"}), states, path, "ccode")
    return found


def _compare(frame: pd.DataFrame, states: pd.DataFrame, log: DataLog) -> None:
    """Count parties outside the system, and members of which the file never has a row."""
    members = pd.MultiIndex.from_frame(states[["ccode", "year"]])
    for party in PARTIES:
        inside = pd.MultiIndex.from_frame(frame[[party, "year"]]).isin(members)
        log.note("kept", f"{party}s that are no members in the year", (~inside).sum())
    years = states[states["year"].between(frame["year"].min(), frame["year"].max())]
    lacking = set(years["ccode"]) - {*frame["supplier"], *frame["recipient"]}
    log.note(
        "compared",
        f"members of which there is no row: COW {', '.join(map(str, sorted(lacking)))}",
        len(lacking),
    )
