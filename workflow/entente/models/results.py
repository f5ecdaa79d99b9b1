"""What the results of all estimators share: a tidy table, and covariances: checked, or from the Hessian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from statsmodels.base.model import LikelihoodModelResults
from statsmodels.iolib.summary import Summary

from entente.core.errors import ModelDataError
from entente.models.coefficients import coefficient_frame
from entente.models.newton import Maximum

#: Covariances of least squares that statsmodels knows and an estimator can be asked for.
ROBUST = ("nonrobust", "HC0", "HC1", "HC2", "HC3", "HAC", "cluster")
#: Keyword that a covariance needs; each that needs one can be given ``use_correction`` too.
_NEEDED = {"HAC": "maxlags", "cluster": "groups"}


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
        names, limits = self.model.data.param_names, self.conf_int(alpha=alpha)
        return coefficient_frame(names, self.params, self.bse, self.tvalues, self.pvalues, limits)


class MaximumLikelihoodResults(TidyResults, LikelihoodModelResults):
    """Estimates where a likelihood is highest, inferred from by the normal distribution.

    They have what statsmodels' results of maximum likelihood have: ``params``, ``bse``, ``tvalues``,
    ``pvalues``, ``llf``, ``cov_params()``, ``conf_int()``, ``wald_test()`` and so on.

    Attributes
    ----------
    nobs : int
        Rows estimated on.
    converged : bool
        Whether a maximum was found.
    iterations : int
        Newton steps taken.
    cov_type : str
        Of which kind the standard errors are.
    """

    def __init__(self, model: Any, params: np.ndarray, covariance: np.ndarray, found: Maximum, cov_type: str):
        super().__init__(model, params, normalized_cov_params=covariance, scale=1.0, use_t=False)
        self.nobs, self.df_model, self.df_resid = model.nobs, model.df_model, model.df_resid
        self.converged, self.iterations, self.cov_type = found.converged, found.iterations, cov_type

    def summary(self, alpha: float = 0.05) -> Summary:
        """Return a table of the estimates as statsmodels', without date and time.

        Parameters
        ----------
        alpha : float, default 0.05
            The confidence limits are those of 1 − alpha.
        """
        title, *sides, notes = self._told()
        left, right = ([(f"{name}:", [str(told)]) for name, told in side.items()] for side in sides)
        summary = Summary()
        summary.add_table_2cols(self, gleft=[("Dep. Variable:", None), *left], gright=right, title=title)
        names = {"xname": self.model.data.param_names, "yname": self.model.endog_names}
        summary.add_table_params(self, alpha=alpha, use_t=False, **names)
        if notes:
            summary.add_extra_txt(notes)
        return summary

    def _told(self) -> tuple[str, dict[str, Any], dict[str, Any], list[str]]:
        """Return what a summary tells: its title, what stands on the left and on the right, and notes."""
        raise NotImplementedError


def check_covariance(cov_type: str, cov_kwds: Mapping[str, Any] | None, known: Sequence[str], n: int) -> None:
    """Raise ModelDataError if a covariance of n rows is not ``known``, or its keywords are not what it takes.

    For ``"HAC"`` these are ``maxlags``, a whole number from 0 to n − 1, for ``"cluster"`` ``groups``, a label
    for each row; for these two also ``use_correction``.
    """
    if cov_type not in known:
        raise ModelDataError(f"There is no cov_type {cov_type!r} here.", f"Choose one of {', '.join(known)}.")
    given, needed = dict(cov_kwds or {}), _NEEDED.get(cov_type)
    unknown = sorted(set(given) - ({needed, "use_correction"} if needed else set()), key=str)
    if unknown:
        takes = f"It takes {needed} and use_correction." if needed else "It takes none."
        raise ModelDataError(f"cov_type {cov_type!r} has no keyword {', '.join(map(str, unknown))}.", takes)
    if needed and given.get(needed) is None:
        raise ModelDataError(f"cov_type {cov_type!r} lacks {needed}.", f"Give cov_kwds={{{needed!r}: …}}.")
    if cov_type == "HAC" and not (isinstance(given["maxlags"], Integral) and 0 <= given["maxlags"] < n):
        raise ModelDataError(
            f"maxlags is {given['maxlags']!r} for {n} rows.", f"Give a whole number from 0 to {n - 1}."
        )
    if cov_type == "cluster" and np.shape(given["groups"]) != (n,):
        raise ModelDataError(
            f"groups have the shape {np.shape(given['groups'])}, but the covariance is of {n} rows.",
            "Give one label for each of these rows.",
        )


def inverse_information(hessian: np.ndarray) -> np.ndarray | None:
    """Covariance of the estimates, (k, k): the inverse of the observed information, minus the Hessian.

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
