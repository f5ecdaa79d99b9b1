"""How coefficients are laid out, whoever estimated them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


def coefficient_frame(
    terms: Sequence[str], estimates: Any, errors: Any, statistics: Any, p_values: Any, limits: Any
) -> pd.DataFrame:
    """Return coefficients and what is inferred about them, a row a term.

    For k terms these are arrays (k,), statistics t or z and p-values two-sided, and ``limits``, (k, 2), of
    the confidence interval; the columns are term, estimate, std_error, statistic, p_value, conf_low,
    conf_high.
    """
    limits = np.asarray(limits)
    return pd.DataFrame(
        {
            "term": list(terms),
            "estimate": np.asarray(estimates),
            "std_error": np.asarray(errors),
            "statistic": np.asarray(statistics),
            "p_value": np.asarray(p_values),
            "conf_low": limits[:, 0],
            "conf_high": limits[:, 1],
        }
    )
