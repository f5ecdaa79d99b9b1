"""Files that list each dyad in both directions: folded into one row, and what the two disagree on counted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.schema import refuse_repeated
from entente.systems.dyads import DYAD, order_codes


def fold_directions(
    frame: pd.DataFrame, key: Sequence[str], values: Sequence[str], log: DataLog
) -> pd.DataFrame:
    """Return one row for each undirected dyad, with the larger value where the two directions differ.

    Of a flag the larger value says that it holds in at least one direction.  ``frame`` has ccode1, ccode2,
    the columns of ``key``, which identify a row beside them, and ``values``, numbers; returned are ``key``,
    ccode1 < ccode2, ``values``.  The log takes how many rows were folded, came in one direction only, and
    differ in each value.  SchemaError is raised if a direction of a dyad comes twice.
    """
    directed = [*key, *DYAD]
    once = "Each direction of a dyad must come once: aggregate or drop the repetition, and count it."
    refuse_repeated(frame, directed, log.table, once)
    # A blank stays, to be refused, instead of vanishing beside the other direction.
    pairs = order_codes(frame).groupby(directed, as_index=False, dropna=False)
    folded = pairs[list(values)].max(skipna=False)
    log.note("dropped", "other direction of the same dyad", len(frame) - len(folded))
    log.note("compared", "dyads that are listed in one direction only", (pairs.size()["size"] == 1).sum())
    smallest = pairs[list(values)].min(skipna=False)
    for value in values:
        differing = folded[value] > smallest[value]
        log.note("compared", f"{value} differs between directions, the larger is taken", differing.sum())
    return folded
