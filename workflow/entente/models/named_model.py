"""What the models share: parameters and regressors by their names, and no formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.base.model import LikelihoodModel

from entente.models.data import named_parameters, new_regressors
from entente.models.results import not_offered


class NamedModel:
    """Mixin for statsmodels models: parameters and regressors that are pandas objects go by their names."""

    from_formula = classmethod(
        not_offered(
            "from_formula",
            "Make the columns first, e.g. by patsy.dmatrices(formula, data, return_type='dataframe').",
        )
    )

    def named(self, params: Any, role: str = "values") -> np.ndarray:
        """Return parameters as float64 (k,), a Series by its names, or raise ModelDataError."""
        return named_parameters(params, self.data.param_names, role)

    def new_regressors(self, exog: Any) -> tuple[np.ndarray, pd.Index | None]:
        """Return regressors to predict from, see :func:`entente.models.data.new_regressors`."""
        return new_regressors(exog, self.exog_names)

    def _predicted(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        """Predict from parameters and new regressors that have been read."""
        raise NotImplementedError


class MaximumLikelihoodModel(NamedModel, LikelihoodModel):
    """A model with a likelihood and its derivatives."""

    def information(self, params: Any) -> np.ndarray:
        """Observed information, (k, k): minus the second derivatives of the log-likelihood."""
        return -self.hessian(params)
