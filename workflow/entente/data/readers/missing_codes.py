"""Values that a file says are missing, by a code or a blank: every one is counted, by its kind."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers.cell_kinds import written


def without_codes(values: pd.Series, codes: Mapping[float | str, str], log: DataLog, what: str) -> pd.Series:
    """Return ``values`` with those missing that are a code.

    ``codes`` are from codes to their meanings, empty where there is nothing to say.  The log takes how many
    of ``what`` have each code, and how many are blank, if any.
    """
    blank = values.isna()
    kept = values
    for code, meaning in codes.items():
        coded = values == code
        said = written(code).replace("-", "−")
        log.note("missing", f"{what} coded {said}{f' ({meaning})' if meaning else ''}", coded.sum())
        kept = kept.mask(coded)
    if blank.any():
        log.note("missing", f"{what} blank", blank.sum())
    return kept
