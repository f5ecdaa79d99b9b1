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

    Parameters
    ----------
    terms : sequence of str, length k
    estimates, errors, statistics, p_values : array_like of float64, shape (k,)
        Coefficients, their standard errors, t or z, and two-sided p.
    limits : array_like of float64, shape (k, 2)
        Of the confidence interval.

    Returns
    -------
    DataFrame
        term, estimate, std_error, statistic, p_value, conf_low, conf_high.
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
