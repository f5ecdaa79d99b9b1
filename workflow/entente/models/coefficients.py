"""How coefficients are laid out, whoever estimated them; readers of stored results need no statsmodels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


def coefficient_frame(
    terms: Sequence[str], estimates: Any, errors: Any, statistics: Any, p_values: Any, limits: Any
) -> pd.DataFrame:
    """Return coefficients and what is inferred about them, a row a term.

    For k terms all are arrays (k,), but for the ``limits`` of the confidence intervals, (k, 2).  The columns
    are term, estimate, std_error, statistic, p_value, conf_low, conf_high.
    """
    names = "estimate std_error statistic p_value conf_low conf_high".split()
    columns = zip(names, (estimates, errors, statistics, p_values, *np.asarray(limits).T), strict=True)
    numbers = {name: np.asarray(values) for name, values in columns}
    return pd.DataFrame({"term": list(terms), **numbers})
