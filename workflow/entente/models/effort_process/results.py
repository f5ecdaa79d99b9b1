"""Estimates of an effort process: coefficients, rates of periods, and probabilities of categories."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.base.model import LikelihoodResultsWrapper

from entente.models.results import MaximumLikelihoodResults, NamedCovariance


class EffortProcessResults(MaximumLikelihoodResults):
    """Estimates of an effort process; what was estimated on, and what not, the model tells."""

    def rates(self, alpha: float = 0.05) -> pd.DataFrame:
        """Return the opportunities that each period gave to change effort, a row a period.

        Columns are rate, std_error (delta method), conf_low and conf_high (1 − alpha, on the logarithm).
        """
        chosen = slice(self.model.df_model, None)
        rate = np.exp(np.asarray(self.params)[chosen])
        limits = np.exp(np.asarray(self.conf_int(alpha=alpha))[chosen])
        columns = {"rate": rate, "std_error": rate * np.asarray(self.bse)[chosen]}
        columns |= {"conf_low": limits[:, 0], "conf_high": limits[:, 1]}
        return pd.DataFrame(columns, index=self.model.periods)

    def probabilities(self, exog: Any = None) -> pd.DataFrame:
        """Return the probabilities of :meth:`EffortProcess.probabilities` at the estimates, by category."""
        return pd.DataFrame(
            self.model.probabilities(np.asarray(self.params), exog),
            index=self.model.data.row_labels,
            columns=pd.RangeIndex(1, self.model.categories + 1, name="category"),
        )

    def _told(self) -> tuple[str, dict[str, Any], dict[str, Any], list[str]]:
        model = self.model
        change = np.sign(model.endog - model.before)
        left = {
            "Model": "Effort process",
            "Log-Likelihood": f"{self.llf:.5g}",
            "Covariance Type": self.cov_type,
            "Converged": self.converged,
            "Iterations": self.iterations,
        }
        right = {
            "No. Observations": self.nobs,
            "No. Periods": len(model.periods),
            "No. Groups": "none given" if model.groups is None else len(pd.unique(model.groups)),
            "Down / same / up": " / ".join(str(int((change == sign).sum())) for sign in (-1, 0, 1)),
            "Centre of effort": f"{model.centre:.4g}",
        }
        left_out = ", ".join(map(str, model.without_change))
        notes = [f"Left out, because no effort changes in them: {left_out}."] if left_out else []
        return "Effort Process Results", left, right, notes


class EffortProcessResultsWrapper(NamedCovariance, LikelihoodResultsWrapper):
    """The same results, with the names of the parameters."""
