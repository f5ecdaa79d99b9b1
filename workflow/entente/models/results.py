"""What the results of all estimators share: tests by name, a tidy table, covariances checked or computed.

What they inherit from statsmodels and can do they do by the names of the parameters; what would be wrong of
them raises MethodNotOffered, which says what to use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from numbers import Integral
from typing import Any, NoReturn

import numpy as np
import pandas as pd
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from statsmodels.base.model import LikelihoodModelResults
from statsmodels.iolib.summary import Summary
from statsmodels.stats.contrast import ContrastResults, WaldTestResults

from entente.core.errors import MethodNotOffered, ModelDataError
from entente.core.given import as_array, as_numbers, by_name, common_labels, is_pandas, row_labels
from entente.models.coefficients import coefficient_frame
from entente.models.data import as_labels
from entente.models.newton import Maximum

#: Covariances of least squares that statsmodels knows and an estimator can be asked for.
ROBUST = ("nonrobust", "HC0", "HC1", "HC2", "HC3", "HAC", "cluster")
#: Keyword that a covariance needs; each that needs one can be given ``use_correction`` too.
_NEEDED = {"HAC": "maxlags", "cluster": "groups"}


def not_offered(name: str, remedy: str) -> Callable:
    """Return a method of that name that raises MethodNotOffered, and says what to do."""

    def method(self: Any, *args: Any, **kwargs: Any) -> NoReturn:
        owner = self.__name__ if isinstance(self, type) else type(self).__name__
        raise MethodNotOffered(f"{owner} has no {name}.", remedy)

    method.__name__, method.__doc__ = name, f"Not offered, MethodNotOffered is raised: {remedy}"
    return method


class TidyResults:
    """Mixin for statsmodels results: whatever is asked of parameters goes by their names, never by position.

    Restrictions and covariances may be arrays, in the order of the parameters, or pandas objects with their
    names, in any order; ModelDataError is raised if a name is missing or is none of theirs.  The values of
    restrictions, q in ``(R, q)``, must have the same labels as these, in the same order, if both have any.
    """

    t_test_pairwise = not_offered(
        "t_test_pairwise", "It asks for a formula: compare two coefficients with t_test('a = b')."
    )

    remove_data = not_offered(
        "remove_data", "What is asked of results later needs the data: keep tidy(), or pickle them whole."
    )

    def predict(self, exog: Any = None) -> np.ndarray | pd.Series:
        """Predict as the model's own ``predict`` does, at these estimates.

        Parameters
        ----------
        exog : array_like, DataFrame or Series, shape (m, k), optional
            Columns of a DataFrame are found by name, others are left out; one row may be a Series with the
            names of the regressors.  Default: the rows estimated on.

        Returns
        -------
        ndarray or Series of float64, shape (m,)
            A Series where rows have labels; NaN where a regressor is missing.

        Raises
        ------
        ModelDataError
            If a regressor is missing, or their number is another.
        """
        if exog is None:
            predicted, index = self.model.predict(self.params), self.model.data.row_labels
        else:
            design, index = self.model.new_regressors(exog)
            predicted = self.model._predicted(np.asarray(self.params), design)
        return predicted if index is None else pd.Series(predicted, index=index[-len(predicted) :])

    def cov_params(
        self,
        r_matrix: Any = None,
        column: Any = None,
        scale: Any = None,
        cov_p: Any = None,
        other: Any = None,
    ) -> np.ndarray:
        """Return the covariance of the parameters, or of restrictions on them; see statsmodels."""
        return super().cov_params(
            self._restrictions(r_matrix),
            self._positions(column),
            scale,
            self._covariance(cov_p),
            self._restrictions(other),
        )

    def t_test(self, r_matrix: Any, cov_p: Any = None, use_t: bool | None = None) -> ContrastResults:
        """Test each restriction for itself; see statsmodels."""
        return super().t_test(self._restrictions(r_matrix), self._covariance(cov_p), use_t)

    def wald_test(
        self, r_matrix: Any, cov_p: Any = None, invcov: Any = None, **kwargs: Any
    ) -> ContrastResults:
        """Test restrictions together; see statsmodels."""
        covariances = self._covariance(cov_p), self._covariance(invcov)
        return super().wald_test(self._restrictions(r_matrix), *covariances, **kwargs)

    def wald_test_terms(
        self,
        skip_single: bool = False,
        extra_constraints: Sequence[tuple[str, Any]] | None = None,
        combine_terms: Sequence[str] | None = None,
        scalar: bool = True,
    ) -> WaldTestResults:
        """Test each parameter, under its own name, and parameters together that share a part of their names.

        Parameters and errors are those of statsmodels; ModelDataError is raised if no name has a part of
        ``combine_terms``.
        """
        names, identity = self.model.data.param_names, np.eye(len(self.params))
        terms = [] if skip_single else [(name, identity[[i]]) for i, name in enumerate(names)]
        for part in combine_terms or ():
            rows = [i for i, name in enumerate(names) if part in name]
            if not rows:
                raise ModelDataError(
                    f"No parameter has {part!r} in its name.", f"They are {', '.join(names)}."
                )
            terms.append((part, identity[rows]))
        terms += [(name, self._restrictions(r_matrix)) for name, r_matrix in extra_constraints or ()]
        return super().wald_test_terms(True, terms, None, scalar)

    def _restrictions(self, r_matrix: Any) -> Any:
        """Return restrictions, with or without the values they have, in the order of the parameters."""
        if isinstance(r_matrix, tuple) and len(r_matrix) == 2:
            return self._restrictions_with_values(*r_matrix)
        if not is_pandas(r_matrix):
            as_array(r_matrix, "the matrix of restrictions", ModelDataError)  # or refused
            return r_matrix
        named = by_name(r_matrix, self.model.data.param_names, "parameter", ModelDataError)
        found = as_numbers(named, "vector of restrictions", ModelDataError)
        if np.isnan(found).any():
            raise ModelDataError(
                "A restriction or covariance has missing numbers.", "Give 0 where none is meant."
            )
        return found

    def _restrictions_with_values(self, r_matrix: Any, values: Any) -> tuple[Any, Any]:
        """Return restrictions, the rows of a frame, and the value of each."""
        rows = row_labels(r_matrix) if np.ndim(r_matrix) == 2 else None
        common_labels({"restrictions": rows, "values of these": row_labels(values)}, ModelDataError)
        numbers = as_numbers(values, "vector of values of restrictions", ModelDataError)
        if np.isnan(numbers).any():
            raise ModelDataError("The value of a restriction is missing.", "Give a number for each.")
        return self._restrictions(r_matrix), numbers

    def _covariance(self, covariance: Any) -> Any:
        """Return a covariance of the parameters in their order, rows and columns."""
        if not is_pandas(covariance):
            return self._restrictions(covariance)
        columns = self._restrictions(covariance)
        return self._restrictions(pd.DataFrame(columns, index=covariance.index).T)

    def _positions(self, column: Any) -> Any:
        """Return which parameters are meant by positions or names."""
        names = self.model.data.param_names
        if column is None or np.asarray(column).dtype.kind not in "UOT":
            return column
        unknown = [name for name in np.atleast_1d(column).tolist() if name not in names]
        if unknown:
            raise ModelDataError(f"There is no parameter {unknown[0]}.", f"There are {', '.join(names)}.")
        positions = [names.index(name) for name in np.atleast_1d(column).tolist()]
        return positions if np.ndim(column) else positions[0]

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


class NamedCovariance:
    """Mixin for wrappers, which put names to results; those of a covariance are not those of its parts."""

    def cov_params(self, *args: Any, **kwargs: Any) -> np.ndarray | pd.DataFrame:
        """Return what the results do, with names if it is the covariance of all parameters."""
        found, data = self._results.cov_params(*args, **kwargs), self._results.model.data
        whole = not args and not {"r_matrix", "column"} & set(kwargs)
        return data.wrap_output(found, "cov") if whole else found


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
    aic, bic : float
        Criteria of Akaike, 2k − 2 llf, and of Schwarz, k ln(nobs) − 2 llf, of all k parameters.
    """

    def __init__(self, model: Any, params: np.ndarray, covariance: np.ndarray, found: Maximum, cov_type: str):
        super().__init__(model, params, normalized_cov_params=covariance, scale=1.0, use_t=False)
        self.nobs, self.df_model, self.df_resid = model.nobs, model.df_model, model.df_resid
        self.converged, self.iterations, self.cov_type = found.converged, found.iterations, cov_type

    @property
    def aic(self) -> float:
        """Akaike's criterion, 2k − 2 llf."""
        return 2 * len(self.params) - 2 * self.llf

    @property
    def bic(self) -> float:
        """Schwarz' criterion, k ln(nobs) − 2 llf."""
        return float(np.log(self.nobs)) * len(self.params) - 2 * self.llf

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


def check_covariance(
    cov_type: str,
    cov_kwds: Mapping[str, Any] | None,
    known: Sequence[str],
    n: int,
    rows: pd.Index | None = None,
) -> dict[str, Any]:
    """Return the keywords of a covariance of n rows, with clusters numbered.

    ModelDataError is raised if it is not ``known``, or they are not what it takes.  For ``"HAC"`` these are
    ``maxlags``, a whole number from 0 to n − 1, for ``"cluster"`` ``groups``, a label for each row, none
    missing, where those of a Series belong to rows labelled as ``rows`` are; for these two also
    ``use_correction``.
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
    return given | {"groups": _clusters(given["groups"], n, rows)} if cov_type == "cluster" else given


def _clusters(groups: Any, n: int, rows: pd.Index | None) -> np.ndarray:
    """Return the cluster of each of n rows as a number from 0."""
    labels = as_labels(groups)
    if labels.shape != (n,):
        raise ModelDataError(
            f"groups have the shape {labels.shape}, but the covariance is of {n} rows.",
            "Give one label for each of these rows.",
        )
    common_labels({"rows of the covariance": rows, "groups": row_labels(groups)}, ModelDataError)
    codes, _ = pd.factorize(labels)
    if (codes < 0).any():
        raise ModelDataError("Some labels of clusters are missing.", "Give that of each row's cluster.")
    return codes


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
