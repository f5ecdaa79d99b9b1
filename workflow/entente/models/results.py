"""What the results of all estimators share: a tidy table, and a covariance from the Hessian."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.linalg import LinAlgError, cho_factor, cho_solve


class TidyResults:
    """Mixin for statsmodels results: the coefficients as a table with one row a term."""

    def tidy(self, alpha: float = 0.05) -> pd.DataFrame:
        """Return the coefficients and what is inferred about them.

        Parameters
        ----------
        alpha : float, default 0.05
            The confidence limits are those of 1 − alpha.

        Returns
        -------
        DataFrame
            term, estimate, std_error, statistic (t or z, as the results have ``use_t``), p_value (two-sided),
            conf_low, conf_high; in the order of the parameters, with a new index from 0.
        """
        limits = np.asarray(self.conf_int(alpha=alpha))
        return pd.DataFrame(
            {
                "term": list(self.model.data.param_names),
                "estimate": np.asarray(self.params),
                "std_error": np.asarray(self.bse),
                "statistic": np.asarray(self.tvalues),
                "p_value": np.asarray(self.pvalues),
                "conf_low": limits[:, 0],
                "conf_high": limits[:, 1],
            }
        )


def inverse_information(hessian: np.ndarray) -> np.ndarray | None:
    """Covariance of the estimates: the inverse of the observed information, which is minus the Hessian.

    Parameters
    ----------
    hessian : ndarray of float64, shape (k, k)
        Second derivatives of the log-likelihood at the estimates; symmetric.

    Returns
    -------
    ndarray of float64, shape (k, k), or None
        None where the information is not positive definite, so that no standard errors exist.
    """
    information = -np.asarray(hessian, dtype=float)
    if not np.isfinite(information).all():
        return None
    try:
        inverse = cho_solve(cho_factor(information), np.eye(len(information)))
    except LinAlgError:
        return None
    return (inverse + inverse.T) / 2
