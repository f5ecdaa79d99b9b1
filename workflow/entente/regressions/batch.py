"""The regressions of a file, estimated from tables that are read once."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import pandas as pd

from entente.core.storage import as_written
from entente.regressions.estimate import Estimate
from entente.regressions.estimation import compare_errors, estimate, reasons
from entente.regressions.samples import assemble
from entente.regressions.source import Source
from entente.regressions.specification import Specification
from entente.regressions.store import Key, StoredRegression, statistic_table, term_table

logger = logging.getLogger(__name__)


def estimate_all(
    regressions: Mapping[str, Specification], source: Source, others: Mapping[Key, StoredRegression]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Estimate regressions for the types of alliance of their units.

    Parameters
    ----------
    regressions : mapping of str to Specification
        By name.
    source : Source
    others : mapping of (str, str) to StoredRegression
        Regressions of other files that these are compared with.

    Returns
    -------
    terms : DataFrame
        Table model_terms.
    statistics : DataFrame
        Table model_statistics.
    """
    estimates: dict[Key, Estimate] = {}
    why: dict[Key, dict[str, str]] = {}
    for name, regression in regressions.items():
        # What does not differ between the types of alliance is estimated once.
        known: dict[Specification, Key] = {}
        for alliance in regression.unit.alliances:
            specification, key = regression.for_alliance(alliance), (name, alliance)
            if specification in known:
                same = known[specification]
                estimates[key], why[key] = estimates[same], why[same]
                continue
            logger.info("%s %s.", name, alliance)
            sample = assemble(specification, source)
            estimates[key], why[key] = estimate(specification, sample), reasons(specification, sample)
            known[specification] = key
    compared = {
        (name, alliance): _compared(found, (regressions[name].compared_with, alliance), estimates, others)
        for (name, alliance), found in estimates.items()
    }
    return term_table(compared), statistic_table(compared, why)


def _compared(
    found: Estimate, other: Key, estimates: Mapping[Key, Estimate], others: Mapping[Key, StoredRegression]
) -> Estimate:
    """Compare a regression with another, if it is to be: of this file or another, as the store keeps it."""
    if other[0] is None:
        return found
    kept = _as_kept(estimates[other].statistics) if other in estimates else others[other].statistics
    return compare_errors(found, kept)


def _as_kept(statistics: Mapping[str, float]) -> dict[str, float]:
    """Numbers as they come back from the store."""
    read = as_written(pd.DataFrame({"value": list(statistics.values())}, dtype="float64"))
    return dict(zip(statistics, read["value"].astype("float64"), strict=True))
