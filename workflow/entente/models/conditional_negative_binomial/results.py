"""Results of the conditional negative binomial regression."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.base.model import LikelihoodModelResults, LikelihoodResultsWrapper

from entente.core.errors import ModelDataError
from entente.models.dependence import Clusters
from entente.models.newton import Maximum
from entente.models.results import TidyResults


class ConditionalNegativeBinomialResults(TidyResults, LikelihoodModelResults):
    """Estimates and what is inferred from them.

    What statsmodels' results of maximum likelihood have (``params``, ``bse``, ``tvalues``, ``pvalues``,
    ``llf``, ``cov_params()``, ``conf_int()``, ``wald_test()``, …; inference with the normal distribution),
    and the attributes below.

    Attributes
    ----------
    nobs, n_groups : int
        Rows and groups estimated on.
    dropped : Dropped
        Rows and groups left out, and why.
    converged : bool
        Whether a maximum was found.
    iterations : int
        Newton steps taken.
    cov_type : str
        "nonrobust" or "cluster".
    n_clusters : int or None
        None unless ``cov_type`` is "cluster".
    """

    def __init__(
        self,
        model: Any,
        params: np.ndarray,
        covariance: np.ndarray,
        found: Maximum,
        cov_type: str,
        clusters: Clusters | None,
    ):
        super().__init__(model, params, normalized_cov_params=covariance, scale=1.0)
        self.nobs, self.n_groups, self.dropped = model.nobs, model.n_groups, model.dropped
        self.df_model, self.df_resid = model.df_model, model.df_resid
        self.converged, self.iterations = found.converged, found.iterations
        self.cov_type = cov_type
        self.n_clusters = None if clusters is None else clusters.n

    def predict(self, exog: Any = None) -> np.ndarray | pd.Series:
        """Predicted counts exp(x β) of a group whose dispersion is 1 (Stata's ``nu0``).

        Parameters
        ----------
        exog : array_like or DataFrame, shape (m, k), optional
            Columns of a DataFrame are found by name if the model was given names.  Default: the rows
            estimated on.

        Returns
        -------
        ndarray or Series of float64, shape (m,)
            A Series where the regressors are pandas objects.

        Raises
        ------
        ModelDataError
            If a regressor is missing, or their number is another.
        """
        design, index = (self.model.exog, self.model.data.row_labels) if exog is None else self._design(exog)
        counts = self.model.predict(self.params, design)
        return counts if index is None else pd.Series(counts, index=index)

    def _design(self, exog: Any) -> tuple[np.ndarray, pd.Index | None]:
        """Return new regressors in the order of the coefficients, and their row labels if they have any."""
        names = self.model.exog_names
        index = exog.index if isinstance(exog, pd.DataFrame) else None
        if index is not None and self.model.data.row_labels is not None:
            absent = [name for name in names if name not in exog.columns]
            if absent:
                raise ModelDataError(f"There is no regressor {', '.join(absent)}.", "Add it to exog.")
            exog = exog[names]
        design = np.asarray(exog, dtype=float)
        if design.ndim == 1:
            design = design[:, None] if len(names) == 1 else design[None, :]
        if design.ndim != 2 or design.shape[1] != len(names):
            raise ModelDataError(
                f"exog has shape {design.shape}, but there are {len(names)} coefficients.",
                f"Give a column for each, in the order {', '.join(names)}.",
            )
        return design, index

    def summary(self, alpha: float = 0.05) -> Any:
        """Return a printable summary, with confidence limits of 1 − alpha.

        It is without the date and the time, so that the same data give the same text.
        """
        from statsmodels.iolib.summary import Summary

        sizes, dropped = self.model.group_sizes, self.dropped
        summary = Summary()
        summary.add_table_2cols(
            self,
            gleft=[
                ("Dep. Variable:", None),
                ("Model:", ["Conditional neg. binomial"]),
                ("Log-Likelihood:", None),
                ("Covariance Type:", [self.cov_type]),
                ("Converged:", [str(self.converged)]),
                ("Iterations:", [f"{self.iterations}"]),
            ],
            gright=[
                ("No. Observations:", [f"{self.nobs}"]),
                ("No. Groups:", [f"{self.n_groups}"]),
                ("Rows a group:", [f"{sizes.min()} / {sizes.mean():.1f} / {sizes.max()}"]),
                ("Rows missing:", [f"{dropped.rows_missing}"]),
                ("Groups of one row:", [f"{len(dropped.groups_with_one_row)}"]),
                ("Groups without events:", [f"{len(dropped.groups_without_events)}"]),
            ],
            title="Conditional Fixed-Effects Negative Binomial Regression Results",
        )
        summary.add_table_params(self, alpha=alpha, use_t=False)
        return summary


class ConditionalNegativeBinomialResultsWrapper(LikelihoodResultsWrapper):
    """The same results, with the names of the regressors where these are known."""
