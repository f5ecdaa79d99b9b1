"""What follows from estimates and their covariance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

#: Width of confidence intervals.
CONFIDENCE = 0.95


def coefficient_table(
    names: Sequence[str], estimates: np.ndarray, covariance: np.ndarray, df: float | None = None
) -> pd.DataFrame:
    """Return the coefficients with standard errors, tests against 0 and 95 % intervals.

    Parameters
    ----------
    names : sequence of str, length k
    estimates : ndarray of float64, shape (k,)
    covariance : ndarray of float64, shape (k, k)
        A variance that is not positive, which a dyadic-robust one can be, gives no standard error.
    df : float, optional
        Degrees of freedom of Student's t; the normal distribution by default.

    Returns
    -------
    DataFrame
        term, estimate, std_error, statistic, p_value (two-sided), conf_low, conf_high; NaN where there is no
        standard error.
    """
    from scipy import stats

    distribution = stats.norm() if df is None else stats.t(df)
    variance = np.diag(np.asarray(covariance, dtype="float64"))
    error = np.sqrt(np.where(variance > 0, variance, np.nan))
    estimates = np.asarray(estimates, dtype="float64")
    statistic = estimates / error
    width = distribution.ppf(0.5 + CONFIDENCE / 2) * error
    return pd.DataFrame(
        {
            "term": list(names),
            "estimate": estimates,
            "std_error": error,
            "statistic": statistic,
            "p_value": 2 * distribution.sf(np.abs(statistic)),
            "conf_low": estimates - width,
            "conf_high": estimates + width,
        }
    )


def wald_chi2(estimates: np.ndarray, covariance: np.ndarray) -> float:
    """Return Wald's χ² that all coefficients but the last, the constant, are 0.

    Parameters
    ----------
    estimates : ndarray of float64, shape (k,)
    covariance : ndarray of float64, shape (k, k)

    Returns
    -------
    float
        With k − 1 degrees of freedom.
    """
    slopes = np.asarray(estimates, dtype="float64")[:-1]
    return float(slopes @ np.linalg.solve(np.asarray(covariance, dtype="float64")[:-1, :-1], slopes))


def newey_west_lags(n: int) -> int:
    """Return how many lags a Newey–West variance takes: ⌊4 (n / 100)^(2/9)⌋, the usual rule (a choice).

    Parameters
    ----------
    n : int
        Length of the series.

    Returns
    -------
    int
        4 for the 185 years of 1817–2001.
    """
    return int(4 * (n / 100) ** (2 / 9))
