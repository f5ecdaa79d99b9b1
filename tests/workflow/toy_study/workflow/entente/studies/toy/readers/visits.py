"""Visits of state: a row for each."""

import pandas as pd

#: The raw files that the table is made of, and what their years mean to a run.
ROLES = {"visits": "free"}


def read(raw, log):
    """Return the visits of all parts."""
    parts = [pd.read_csv(path).assign(part=part) for part, path in raw["visits"].items()]
    visits = pd.concat(parts, ignore_index=True)
    log.note("read", "visits", len(visits))
    return visits
