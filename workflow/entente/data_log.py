"""The data log: how many rows each step dropped, recoded or set to missing."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import pandas as pd

logger = logging.getLogger(__name__)

COLUMNS = ["table", "action", "reason", "rows"]


class DataLog:
    """Counts of what happened to the rows of one table.

    Parameters
    ----------
    table : str
        Name of the tidy table or panel.
    """

    def __init__(self, table: str):
        self.table = table
        self._entries: list[tuple[str, str, str, int]] = []

    def note(self, action: str, reason: str, rows: int) -> None:
        """Record that ``rows`` rows were ``action`` ("read", "dropped", "missing", …) for ``reason``."""
        self._entries.append((self.table, action, reason, int(rows)))
        logger.info("%s: %d rows %s: %s", self.table, rows, action, reason)

    def keep(self, frame: pd.DataFrame, wanted: pd.Series, reason: str) -> pd.DataFrame:
        """Return the rows of ``frame`` where ``wanted`` holds, and record how many were dropped."""
        dropped = int((~wanted).sum())
        if dropped:
            self.note("dropped", reason, dropped)
        return frame.loc[wanted]

    def frame(self) -> pd.DataFrame:
        """Return the entries as a frame with columns table, action, reason, rows."""
        return pd.DataFrame(self._entries, columns=COLUMNS)


def collect(logs: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join the logs of several tables, in the order of their tables' names."""
    joined = pd.concat(list(logs), ignore_index=True)
    return joined.sort_values("table", kind="stable", ignore_index=True)
