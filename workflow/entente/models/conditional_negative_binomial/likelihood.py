"""Likelihood of negative binomial counts given the total of each group, and its derivatives."""

from __future__ import annotations

import numpy as np

from entente.models.rising_factorial import log_coefficient, log_coefficient_derivatives


class ConditionalLikelihood:
    """Log-likelihood of Hausman, Hall and Griliches (1984) as a function of the coefficients.

    With T(λ, y) = ln Γ(λ + y) − ln Γ(λ) − ln y!, that of group i is ``Σ_t T(λ_it, y_it) − T(Λ_i, Y_i)``.
    Of n counts the design, (n, k), has the regressors, and the codes, int (n,), are the groups, from 0 on
    without a gap.
    """

    def __init__(self, counts: np.ndarray, design: np.ndarray, codes: np.ndarray):
        order = np.argsort(codes, kind="stable")  # group by group, for reduceat
        self._counts, self._design, self._codes = counts[order], design[order], codes[order]
        self._starts = np.flatnonzero(np.diff(self._codes, prepend=-1))
        self._totals = np.add.reduceat(self._counts, self._starts)

    def orthonormal(self) -> tuple[ConditionalLikelihood, np.ndarray]:
        """Return the same likelihood in coordinates free of the units and correlations of the regressors.

        Its regressors are uncorrelated (moments about 0) with a mean square of 1.  The upper triangular
        matrix, (k, k), that comes with it, times the coefficients here, gives the coefficients there.
        """
        basis, triangle = np.linalg.qr(self._design)
        root = np.sqrt(len(basis))
        other = ConditionalLikelihood(self._counts, basis * root, self._codes)
        return other, triangle / root

    def value(self, params: np.ndarray) -> float:
        """Log-likelihood, all constants included, at coefficients (k,)."""
        linear = self._design @ params
        log_total, _ = self._log_totals(linear)
        rows, groups = log_coefficient(linear, self._counts), log_coefficient(log_total, self._totals)
        return float((np.add.reduceat(rows, self._starts) - groups).sum())

    def group_scores(self, params: np.ndarray) -> np.ndarray:
        """First derivatives of each group's log-likelihood, (groups, k), at coefficients (k,)."""
        linear = self._design @ params
        log_total, share = self._log_totals(linear)
        first, _ = log_coefficient_derivatives(linear, self._counts)
        first_total, _ = log_coefficient_derivatives(log_total, self._totals)
        residual = first - share * first_total[self._codes]
        return np.add.reduceat(self._design * residual[:, None], self._starts, axis=0)

    def derivatives(self, params: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Gradient, (k,), and Hessian, (k, k), at coefficients (k,)."""
        design = self._design
        linear = design @ params
        log_total, share = self._log_totals(linear)
        first, second = log_coefficient_derivatives(linear, self._counts)
        first_total, second_total = log_coefficient_derivatives(log_total, self._totals)
        # The derivative of ln Λ is the mean of x with weights λ/Λ, its second derivative their covariance.
        expected = share * first_total[self._codes]
        means = np.add.reduceat(design * share[:, None], self._starts, axis=0)
        within = (design * (second - expected)[:, None]).T @ design
        between = (means * (first_total - second_total)[:, None]).T @ means
        return design.T @ (first - expected), within + between

    def _log_totals(self, linear: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return ln Λ of each group, and the share of each row's λ in it."""
        peak = np.maximum.reduceat(linear, self._starts)
        log_total = peak + np.log(np.add.reduceat(np.exp(linear - peak[self._codes]), self._starts))
        return log_total, np.exp(linear - log_total[self._codes])
