"""Dyadic trade: one row for each undirected dyad and year (COW trade 4.0), held against national totals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import RawFileError
from entente.data.readers import Raw, trade_national
from entente.data.readers.country_codes import read_known
from entente.data.readers.missing_codes import without_codes
from entente.data.readers.raw_file import REMEDY, Layout
from entente.systems.dyads import DYAD_YEAR

ROLES = {"trade_dyads": "from its start", "trade_national": "from its start"}

LAYOUT = Layout(
    {**{name: name for name in DYAD_YEAR}, "flow1": "imports1", "flow2": "imports2"}, tuple(DYAD_YEAR)
)

#: The processed file has missing values where the original has −9; either may come.
MISSING = {-9: ""}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return imports of each state from the other, in millions of current US dollars.

    The file lists both directions with the flows exchanged, so that each dyad-year comes twice; where the
    two rows of one disagree, its key is repeated, which the schema refuses.  RawFileError is raised if the
    flows of states are those of their partners, by the national totals of the same source.
    """
    path = raw["trade_dyads"]
    frame = read_known(path, LAYOUT, states, log, "directed dyad-years of trade")
    undirected = _undirected(frame)
    log.note("dropped", "other direction of the same dyad-year", len(frame) - len(undirected))
    for flow in ("imports1", "imports2"):
        undirected = undirected.assign(**{flow: without_codes(undirected[flow], MISSING, log, flow)})
    totals = trade_national.read(raw, states, DataLog("trade_national"))
    nearer, exchanged = compare_with_totals(undirected, totals)
    log.note("compared", "state-years whose sums over partners are nearer to their own totals", nearer)
    log.note("compared", "state-years whose imports are nearer to total exports, and so back", exchanged)
    if exchanged > nearer:
        raise RawFileError(
            f"{path}: in {exchanged} of {exchanged + nearer} state-years the imports from all partners are "
            f"nearer to the total exports, and the exports to the total imports, of {raw['trade_national']}.",
            f"The codes of the two states, or the two flows, are exchanged. {REMEDY}",
        )
    return undirected


def compare_with_totals(undirected: pd.DataFrame, totals: pd.DataFrame) -> tuple[int, int]:
    """Return in how many state-years sums over partners are nearer to the own totals, and to those exchanged.

    ``undirected`` has ccode1, ccode2, year, imports1, imports2, and ``totals`` ccode, year, imports, exports.
    Distances are of logarithms, since dyadic flows are less complete than totals; state-years in which a sum
    or a total is missing or zero, or which are as near to one as to the other, are left out.
    """
    sides = {1: 2, 2: 1}
    flows = pd.concat(
        undirected[["year", f"ccode{own}", f"imports{own}", f"imports{other}"]].set_axis(
            ["year", "ccode", "bought", "sold"], axis=1
        )
        for own, other in sides.items()
    )
    sums = flows.groupby(["ccode", "year"], as_index=False)[["bought", "sold"]].sum()
    both = sums.merge(totals, on=["ccode", "year"])
    both = np.log(both[(both > 0).all(axis=1)])
    own = (both["bought"] - both["imports"]).abs() + (both["sold"] - both["exports"]).abs()
    other = (both["bought"] - both["exports"]).abs() + (both["sold"] - both["imports"]).abs()
    return int((own < other).sum()), int((other < own).sum())


def _undirected(directed: pd.DataFrame) -> pd.DataFrame:
    """Rows of the lower code, and those of the higher code, turned around, that say something else."""
    exchanged = {"ccode1": "ccode2", "ccode2": "ccode1", "imports1": "imports2", "imports2": "imports1"}
    ordered = directed["ccode1"] < directed["ccode2"]
    lower, turned = directed[ordered], directed[~ordered].rename(columns=exchanged)
    return pd.concat([lower, turned.merge(lower, how="left_anti")], ignore_index=True)
