"""Spatial lag: an outcome that depends on the mean outcome of partners, by two-stage least squares.

In ``y = ρ W y + X β + ε`` the mean outcome of a row's partners, ``W y``, depends on its own, so that least
squares are not consistent.  The partners' regressors, W X, and those of their partners, W² X, shift it and
are no regressors of the row itself: they are the instruments (Kelejian and Prucha 1998).

W is divided by the sums of its rows, over the rows estimated on.  Rows without partners, isolates, have
``W y = 0``, and a term of their own, because this is no mean of 0.

References
----------
Kelejian, H. H., and I. R. Prucha (1998). A generalized spatial two-stage least squares procedure for
estimating a spatial autoregressive model with autoregressive disturbances. Journal of Real Estate Finance
and Economics 17: 99–121.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from statsmodels.base.model import Model
from statsmodels.tools.sm_exceptions import ModelWarning

from entente.core.errors import ModelDataError
from entente.core.given import common_labels, row_labels
from entente.models.data import ModelData, check_full_rank, check_magnitude, model_data
from entente.models.named_model import NamedModel
from entente.models.results import check_covariance, not_offered
from entente.models.spatial_lag.absorption import Absorption
from entente.models.spatial_lag.projection import Columns, basis_of, rest_of
from entente.models.spatial_lag.results import (
    OF_PARTNERS,
    Errors,
    SpatialLagResults,
    SpatialLagResultsWrapper,
)
from entente.models.spatial_lag.weights import (
    check_same_time,
    checked_weights,
    normalised,
    refuse_total_minus_own,
)

#: First-stage F below which instruments count as weak (Staiger and Stock 1997).
WEAK = 10.0


class WeakInstrumentsWarning(UserWarning):
    """The instruments of a spatial lag explain little of it: estimates are biased, intervals too short."""


class DroppedInstrumentsWarning(UserWarning):
    """Instruments of a spatial lag were left out because the others say all that they say."""


class IsolateTermWarning(UserWarning):
    """Rows have no partners, but a term of their own would say nothing beside the other regressors."""


class SpatialLag(NamedModel, Model):
    """Regression on the mean outcome of partners, instrumented by their regressors.

    Parameters
    ----------
    endog : array_like or Series, shape (n,)
        The outcome.
    exog : array_like, DataFrame or Series, shape (n, k) or (n,)
        Regressors; a constant is not added, and must not be there beside effects.
    weights : DataFrame, array_like or scipy sparse, shape (n, n)
        Weights of the columns for the rows, at least 0, with an empty diagonal.  A DataFrame has the labels
        of the rows on both sides, in the same order; others go by position
        (:func:`entente.models.spatial_lag.weights.weights_of_ties` makes them of a list of ties).  They are
        divided by the sums of their rows.
    lags : {1, 2}, default 1
        Whether instruments are W X, or W X and W² X.
    entity, time : array_like or Series, shape (n,), optional
        Groups whose effects are absorbed.  Partners are then of one time.
    isolate_term : bool, default True
        Whether rows without partners have a term, ``isolate``.

    Attributes
    ----------
    lagged : ndarray, shape (n,)
        W y.
    isolates : ndarray of bool, shape (n,)
        Rows without partners among those estimated on.
    instruments : tuple of str
        Those that are no regressors.
    effects_rank : int
        Degrees of freedom that the effects take.
    kept : ndarray of bool
        Which of the rows given are estimated on.
    nobs : int

    Warns
    -----
    DroppedRowsWarning
        If rows are left out for missing values.
    DroppedInstrumentsWarning
        If instruments are left out because regressors or others say what they say.
    IsolateTermWarning
        If the term of the isolates is left out, for the same reason.
    ModelWarning
        If there are neither effects nor a constant.

    Raises
    ------
    TotalMinusOwnError
        If the lag is the total minus the own outcome, and effects or regressors absorb the total.
    ModelDataError
        If the data or weights are unfit, no row has partners, or no instrument is left.

    Notes
    -----
    Parameters are the regressors', ``isolate`` if there is such a term, and ``rho``.
    """

    def __init__(
        self,
        endog: Any,
        exog: Any,
        weights: Any,
        *,
        lags: int = 1,
        entity: Any = None,
        time: Any = None,
        isolate_term: bool = True,
    ):
        if lags not in (1, 2):
            raise ModelDataError(f"lags is {lags!r}.", "Give 1 for W X, or 2 for W X and W² X.")
        given = {"entity": entity, "time": time}
        groups = {role: labels for role, labels in given.items() if labels is not None}
        labelled = {"outcome": endog, "regressors": exog, "weights": weights}
        index = common_labels({role: row_labels(part) for role, part in labelled.items()}, ModelDataError)
        data = model_data(endog, exog, others=groups)
        check_magnitude(data)
        codes = {role: pd.factorize(labels)[0] for role, labels in data.others.items()}
        matrix = _weights_of(data, weights, index, codes.get("time"))
        refuse_total_minus_own(matrix, data.exog, codes.get("time"))
        super().__init__(*data.design)
        self.kept, self.nobs = data.kept, len(data.endog)
        self._matrix, self.isolates = normalised(matrix)
        if self.isolates.all():
            raise ModelDataError("No row has a partner.", "Give ties among the rows estimated on.")
        self.lagged = self._matrix @ data.endog
        absorption = Absorption(list(codes.values()))
        self.effects_rank = absorption.rank
        if not self.k_constant and not codes:
            warnings.warn(
                "There is no constant among the regressors, so that its coefficient is forced to be 0.",
                ModelWarning,
                stacklevel=2,
            )
        self._set_columns(data, absorption, lags, isolate_term)

    def _set_columns(self, data: ModelData, absorption: Absorption, lags: int, isolate_term: bool) -> None:
        """Make regressors and instruments, and take the effects out of all columns."""
        names, exog = data.exog_names, data.exog
        if {"rho", "isolate"} & set(names):
            raise ModelDataError("A regressor has the name rho or isolate.", "Rename it.")
        within = absorption.within(exog)
        _check_within(within, names, self.effects_rank)
        if isolate_term and self.isolates.any():
            term = absorption.within(self.isolates.astype(float))
            if rest_of(term, basis_of(within)) is not None:
                within, names = np.column_stack([within, term]), (*names, "isolate")
            else:
                message = (
                    f"{int(self.isolates.sum())} of {self.nobs} rows have no partners, which the other "
                    "regressors or effects say already: there is no term isolate."
                )
                warnings.warn(message, IsolateTermWarning, stacklevel=4)
        lag = absorption.within(self.lagged)
        if not lag.any():
            raise ModelDataError("The effects explain the lag wholly.", "Leave one set of effects out.")
        instruments, self.instruments = self._instruments(exog, within, absorption, lags)
        self._columns = Columns(absorption.within(data.endog), within, lag, instruments)
        self.data.param_names = [*names, "rho"]
        self.df_model = len(names) + 1 - self.k_constant
        self.df_resid = self.nobs - len(names) - 1 - self.effects_rank
        if self.df_resid <= len(self.instruments):
            raise ModelDataError(
                f"{self.nobs} rows are too few for {len(names) + 1} coefficients, {self.effects_rank} "
                f"effects and {len(self.instruments)} instruments.",
                "Give more rows, or fewer regressors.",
            )

    def _instruments(
        self, exog: np.ndarray, within: np.ndarray, absorption: Absorption, lags: int
    ) -> tuple[np.ndarray, tuple[str, ...]]:
        """Return the lags of regressors that say more than the regressors and the lags before do."""
        varying = np.ptp(exog, axis=0) > 0
        columns, names = exog[:, varying], [n for n, v in zip(self.exog_names, varying, strict=True) if v]
        found, kept, left_out, basis = [], [], [], basis_of(within)
        for order in range(1, lags + 1):
            columns = self._matrix @ columns
            for name, column in zip(names, absorption.within(columns).T, strict=True):
                label = f"W{'²' * (order == 2)} {name}"
                rest = rest_of(column, basis)
                if rest is None:
                    left_out.append(label)
                else:
                    found, kept, basis = [*found, column], [*kept, label], np.column_stack([basis, rest])
        if not kept:
            raise ModelDataError(
                "No instrument is left: the partners' regressors say no more than the rows' own.",
                "Give regressors that vary among partners.",
            )
        if left_out:
            message = f"Instruments that say no more than others left out: {', '.join(left_out)}."
            warnings.warn(message, DroppedInstrumentsWarning, stacklevel=5)
        return np.column_stack(found), tuple(kept)

    predict = not_offered("predict", OF_PARTNERS)

    def fit(
        self, cov_type: str = "nonrobust", cov_kwds: dict[str, Any] | None = None
    ) -> SpatialLagResultsWrapper:
        """Estimate by two-stage least squares.

        Parameters
        ----------
        cov_type : {"nonrobust", "HC0", "cluster"}
            Of errors of one variance, ``e'e / (n − effects)``; of different ones; or dependent in clusters.
        cov_kwds : dict, optional
            For ``"cluster"``: ``groups``, a label for each row estimated on; ``use_correction``, by default
            true, to multiply by C/(C − 1) for C clusters.

        Returns
        -------
        SpatialLagResultsWrapper
            Around :class:`SpatialLagResults`.

        Warns
        -----
        WeakInstrumentsWarning
            If the F of the first stage is below 10.

        Raises
        ------
        ModelDataError
            If the instruments leave nothing of the lag, or the kind of covariance or its keywords are others.
        """
        rows = self.data.row_labels
        kwds = check_covariance(cov_type, cov_kwds, ("nonrobust", "HC0", "cluster"), self.nobs, rows)
        errors = Errors(cov_type, self.nobs, self.nobs - self.effects_rank, kwds)
        results = SpatialLagResults(self, self._columns, errors)
        first = results.first_stage
        if not first["F"] >= WEAK:
            message = (
                f"The F of the first stage is {first['F']:.3g}, below {WEAK:g}: the instruments "
                f"{', '.join(self.instruments)} explain little of the lag."
            )
            warnings.warn(message, WeakInstrumentsWarning, stacklevel=2)
        return SpatialLagResultsWrapper(results)


def _weights_of(
    data: ModelData, weights: Any, index: pd.Index | None, times: np.ndarray | None
) -> sparse.csr_array:
    """Return the weights among the rows estimated on; the index labels all rows that were given."""
    matrix = checked_weights(weights, index, len(data.kept))[data.kept][:, data.kept]
    if times is not None:
        check_same_time(matrix, times, data.index)
    return matrix


def _check_within(within: np.ndarray, names: tuple[str, ...], rank: int) -> None:
    """Refuse regressors of which effects leave nothing, or nothing that others do not say."""
    try:
        check_full_rank(within, names)
    except ModelDataError as error:
        if not rank:
            raise
        raise ModelDataError(f"Within the effects: {error.what}", error.remedy) from None
