"""The data log: how many rows each step read, dropped, recoded, filled, left missing or left as they are."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import pandas as pd

logger = logging.getLogger(__name__)

COLUMNS = ["table", "action", "reason", "rows"]


class DataLog:
    """Counts of what happened to the rows of one table.

    The actions are:

    read
        Rows of the raw file, or of the demo world.
    dropped
        Rows that are not in the table or not used by it.
    recoded
        Rows whose country code was replaced by COW's, or that are no COW state and dropped next.
    missing
        Values that the data lack, and that stay missing or mean no.
    filled
        Values that were missing and were taken from other years, from fewer components, or set to 0 or the
        first of a month.
    clipped
        Values beyond a bound that were set to it.
    normalised
        Rows whose shares did not sum to 1 and were divided by their sum.
    kept
        Rows that look odd or lack something and were left in the table.
    compared
        The outcome of a comparison with another source; nothing was changed.

    Counts are of rows of the ``table`` unless the reason names another unit, such as memberships or wars.
    """

    def __init__(self, table: str):
        self.table = table
        self._entries: list[tuple[str, str, str, int]] = []

    def note(self, action: str, reason: str, rows: int) -> None:
        """Record what happened (an action of the class) to how many rows (perhaps 0): which rows, and why."""
        self._entries.append((self.table, action, reason, int(rows)))
        logger.info("%s: %d rows %s: %s", self.table, rows, action, reason)

    def keep(self, frame: pd.DataFrame, wanted: pd.Series, reason: str) -> pd.DataFrame:
        """Return the rows of ``frame`` where ``wanted`` holds, with their index.

        The number of those that are dropped is recorded, and why; there is no entry if there are none.
        """
        dropped = int((~wanted).sum())
        if dropped:
            self.note("dropped", reason, dropped)
        return frame.loc[wanted]

    def frame(self) -> pd.DataFrame:
        """Return the entries in the order of their recording: table, action, reason (str), rows (int)."""
        return pd.DataFrame(self._entries, columns=COLUMNS)


def collect(logs: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join the logs of tables, from :meth:`DataLog.frame`, in the order of the tables' names."""
    joined = pd.concat(list(logs) or [DataLog("").frame()], ignore_index=True)
    return joined.sort_values("table", kind="stable", ignore_index=True)
