"""Visits of state: a row for each."""

import pandas as pd

from entente.data.readers.raw_file import Layout, read_raw

#: The raw files that the table is made of, and what their years mean to a run.
ROLES = {"visits": "free"}

#: The columns of a file, of which those named second identify a row.
LAYOUT = Layout({name: name for name in ("year", "visitor", "host")}, ("year", "visitor", "host"))


def read(raw, log):
    """Return the visits of all parts."""
    parts = [read_raw(path, LAYOUT).assign(part=part) for part, path in raw["visits"].items()]
    visits = pd.concat(parts, ignore_index=True)
    log.note("read", "visits", len(visits))
    return visits
