"""What follows from estimates and their covariance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.coefficients import coefficient_frame

#: Width of confidence intervals.
CONFIDENCE = 0.95
#: Residuals below this share of the largest outcome are rounding errors (choice).
ROUNDING = 1e-12


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
    p_values, limits = 2 * distribution.sf(np.abs(statistic)), (estimates - width, estimates + width)
    return coefficient_frame(names, estimates, error, statistic, p_values, np.column_stack(limits))


def further_tables(
    variances: Iterable[str], table: Callable[[str], pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Return the coefficients under variances beside the printed one, each of which may fail alone.

    Parameters
    ----------
    variances : iterable of str
    table : callable
        Gives the coefficients under a variance.

    Returns
    -------
    tables : dict of str to DataFrame
    blank : dict of str to str
        Variances that the data do not allow, with the reason.
    """
    tables, blank = {}, {}
    for variance in variances:
        try:
            tables[variance] = table(variance)
        except (ModelDataError, np.linalg.LinAlgError) as error:
            blank[variance] = " ".join(str(getattr(error, "what", error)).split())
    return tables, blank


def binary_size(numbers: np.ndarray) -> np.ndarray:
    """Return the power of 2 just below the largest absolute value of each column.

    Divided by it, columns of any unit are of similar size, and no digit is lost.

    Parameters
    ----------
    numbers : ndarray of float64, shape (n,) or (n, k)

    Returns
    -------
    ndarray of float64, shape () or (k,)
        1 for a column of zeros.
    """
    largest = np.abs(np.asarray(numbers, dtype="float64")).max(axis=0)
    return np.where(largest > 0, np.ldexp(1.0, np.frexp(largest)[1] - 1), 1.0)


def in_units(table: pd.DataFrame, unit: np.ndarray) -> pd.DataFrame:
    """Return coefficients of columns that were divided by their size, in the columns' own units.

    Parameters
    ----------
    table : DataFrame
        As from :func:`coefficient_table`.
    unit : ndarray of float64, shape (k,)
        Size of the outcome over that of each regressor.

    Returns
    -------
    DataFrame
        With other estimates, standard errors and limits; tests do not depend on units.
    """
    measured = ["estimate", "std_error", "conf_low", "conf_high"]
    return table.assign(**{name: table[name] * unit for name in measured})


def check_inexact(outcome: np.ndarray, residuals: np.ndarray) -> None:
    """Check that something is left to infer from: a fit without error has no standard error but 0.

    Parameters
    ----------
    outcome, residuals : ndarray of float64, shape (n,)

    Raises
    ------
    ModelDataError
        If all residuals are rounding errors, as where the outcome is constant.
    """
    outcome = np.asarray(outcome)
    if np.abs(np.asarray(residuals)).max() <= ROUNDING * np.abs(outcome).max():
        reason = "is constant" if np.ptp(outcome) == 0 else "is fitted exactly by the terms"
        raise ModelDataError(
            f"The outcome {reason}: there is no error to infer from.",
            "Take rows among which it varies, or leave out the term that it was made from.",
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
