"""What an estimator returns, and what follows from estimates and their covariance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.coefficients import coefficient_frame

#: Width of confidence intervals.
CONFIDENCE = 0.95
#: Residuals below this share of the largest outcome are rounding errors (choice).
ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Estimate:
    """An estimated regression, or the reason why there is none.

    Attributes
    ----------
    terms : dict of str to DataFrame
        By variance ("printed" for the kind that the paper prints): term, estimate, std_error, statistic,
        p_value, conf_low, conf_high.
    statistics : dict of str to float
        By name.
    blank : dict of str to str
        Statistics, and variances, that there are not, each with the reason.
    """

    terms: dict[str, pd.DataFrame] = field(default_factory=dict)
    statistics: dict[str, float] = field(default_factory=dict)
    blank: dict[str, str] = field(default_factory=dict)


def coefficient_table(
    names: Sequence[str], estimates: np.ndarray, covariance: np.ndarray, df: float | None = None
) -> pd.DataFrame:
    """Return k coefficients, in the order of their (k, k) covariance, as the terms of an :class:`Estimate`.

    Tests are two-sided against 0, by Student's t with ``df`` degrees of freedom or, without any, the normal
    distribution.  A variance that is not positive, which a dyadic-robust one can be, gives no standard error.
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
    """Return what ``table`` gives for each variance, and the reasons why there is none for some.

    The data may not allow a variance, though they allow the printed one and the others.
    """
    tables, blank = {}, {}
    for variance in variances:
        try:
            tables[variance] = table(variance)
        except (ModelDataError, np.linalg.LinAlgError) as error:
            blank[variance] = reason_of(error)
    return tables, blank


def reason_of(error: Exception) -> str:
    """Return what an error says is wrong, in one line."""
    return " ".join(str(getattr(error, "what", error)).split())


def squared_error_statistics(outcome: pd.Series, predicted: pd.Series) -> dict[str, float]:
    """Return what a two-sample t test of squared errors needs to know of one sample, of two rows or more.

    That is rmse, mean_squared_error and squared_error_sd (standard deviation of the squared errors, n − 1).
    """
    errors = pd.Series(outcome).to_numpy() - pd.Series(predicted).to_numpy()
    # Fourth powers of very small or large errors are no numbers of float64.
    size = float(binary_size(errors))
    squares = (errors / size) ** 2
    mean = float(squares.mean())
    return {
        "rmse": mean**0.5 * size,
        "mean_squared_error": mean * size**2,
        "squared_error_sd": float(squares.std(ddof=1)) * size**2,
    }


def binary_size(numbers: np.ndarray) -> np.ndarray:
    """Return the power of 2 just below the largest absolute value of each column; 1 for a column of zeros.

    Divided by it, columns of any unit are of similar size, and no digit is lost.
    """
    largest = np.abs(np.asarray(numbers, dtype="float64")).max(axis=0)
    return np.where(largest > 0, np.ldexp(1.0, np.frexp(largest)[1] - 1), 1.0)


def in_units(table: pd.DataFrame, unit: np.ndarray) -> pd.DataFrame:
    """Return coefficients of columns that were divided by their size, in the columns' own units.

    ``unit`` is the size of the outcome over that of each regressor, float64 (k,).  Tests stay as they are.
    """
    measured = ["estimate", "std_error", "conf_low", "conf_high"]
    return table.assign(**{name: table[name] * unit for name in measured})


def check_inexact(outcome: np.ndarray, residuals: np.ndarray) -> None:
    """Raise ModelDataError if all residuals are rounding errors: there is nothing to infer from."""
    outcome = np.asarray(outcome)
    if np.abs(np.asarray(residuals)).max() <= ROUNDING * np.abs(outcome).max():
        reason = "is constant" if np.ptp(outcome) == 0 else "is fitted exactly by the terms"
        raise ModelDataError(
            f"The outcome {reason}: there is no error to infer from.",
            "Take rows among which it varies, or leave out the term that it was made from.",
        )


def wald_chi2(estimates: np.ndarray, covariance: np.ndarray) -> float:
    """Return Wald's χ² of all k coefficients but the last, the constant: k − 1 degrees of freedom."""
    slopes = np.asarray(estimates, dtype="float64")[:-1]
    return float(slopes @ np.linalg.solve(np.asarray(covariance, dtype="float64")[:-1, :-1], slopes))


def no_joint_test(covariance: np.ndarray) -> str:
    """Return why not all slopes can be tested together; empty if they can.

    A variance clustered on fewer groups than there are terms does not tell about each of them.
    """
    slopes = np.asarray(covariance, dtype="float64")[:-1, :-1]
    size = np.sqrt(np.diag(slopes))
    rank = np.linalg.matrix_rank(slopes / np.outer(size, size), hermitian=True)
    return "" if rank == len(slopes) else f"the variance of the {len(slopes)} terms has rank {rank}"


def newey_west_lags(n: int) -> int:
    """Return how many lags a Newey–West variance of n years takes: ⌊4 (n / 100)^(2/9)⌋ (a choice).

    This is the usual rule: 4 for the 185 years of 1817–2001.
    """
    return int(4 * (n / 100) ** (2 / 9))
