"""Dyadic trade: one row for each undirected dyad and year (COW trade 4.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.systems.dyads import DYAD_YEAR

ROLES = {"trade_dyads": "from its start"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return imports of each state from the other, in millions of current US dollars.

    The file lists both directions with the flows exchanged, so that each dyad-year comes twice; where the
    two rows of one disagree, its key is repeated, which the schema refuses.
    """
    columns = {**{name: name for name in DYAD_YEAR}, "flow1": "imports1", "flow2": "imports2"}
    frame = read_known(raw["trade_dyads"], columns, states, log, "directed dyad-years of trade")
    undirected = _undirected(frame)
    log.note("dropped", "other direction of the same dyad-year", len(frame) - len(undirected))
    for flow in ("imports1", "imports2"):
        # The processed file has missing values where the original has −9; either may come.
        undirected = undirected.assign(**{flow: undirected[flow].mask(undirected[flow] < 0)})
        log.note("missing", f"{flow} unknown", undirected[flow].isna().sum())
    return undirected


def _undirected(directed: pd.DataFrame) -> pd.DataFrame:
    """Rows of the lower code, and those of the higher code, turned around, that say something else."""
    exchanged = {"ccode1": "ccode2", "ccode2": "ccode1", "imports1": "imports2", "imports2": "imports1"}
    ordered = directed["ccode1"] < directed["ccode2"]
    lower, turned = directed[ordered], directed[~ordered].rename(columns=exchanged)
    return pd.concat([lower, turned.merge(lower, how="left_anti")], ignore_index=True)
