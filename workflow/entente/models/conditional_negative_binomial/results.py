"""Results of the conditional negative binomial regression."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.base.model import LikelihoodResultsWrapper

from entente.core.errors import ModelDataError
from entente.models.results import MaximumLikelihoodResults


class ConditionalNegativeBinomialResults(MaximumLikelihoodResults):
    """Estimates and what is inferred from them; what was estimated on, and what not, the model tells."""

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

    def _told(self) -> tuple[str, dict[str, Any], dict[str, Any], list[str]]:
        sizes, dropped = pd.Series(self.model.groups).value_counts(), self.model.dropped
        left = {
            "Model": "Conditional neg. binomial",
            "Log-Likelihood": f"{self.llf:.5g}",
            "Covariance Type": self.cov_type,
            "Converged": self.converged,
            "Iterations": self.iterations,
        }
        right = {
            "No. Observations": self.nobs,
            "No. Groups": self.model.n_groups,
            "Rows a group": f"{sizes.min()} / {sizes.mean():.1f} / {sizes.max()}",
            "Rows missing": dropped.rows_missing,
            "Groups of one row": len(dropped.groups_with_one_row),
            "Groups without events": len(dropped.groups_without_events),
        }
        title = "Conditional Fixed-Effects Negative Binomial Regression Results"
        return title, left, right, []


class ConditionalNegativeBinomialResultsWrapper(LikelihoodResultsWrapper):
    """The same results, with the names of the regressors where these are known."""
