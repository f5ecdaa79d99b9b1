"""What an estimator of this package returns: coefficients under each variance, and statistics."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from entente.regressions.inference import binary_size


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


def squared_error_statistics(outcome: pd.Series, predicted: pd.Series) -> dict[str, float]:
    """Return what a two-sample t test of squared errors needs to know of one sample.

    Parameters
    ----------
    outcome, predicted : array_like of float64, shape (n,)
        Without missing values, n ≥ 2.

    Returns
    -------
    dict of str to float
        rmse, mean_squared_error, squared_error_sd (standard deviation of the squared errors, n − 1).
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
