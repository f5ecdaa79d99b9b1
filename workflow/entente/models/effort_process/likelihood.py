"""Likelihood of categories of effort at two points in time, and its derivatives, without matrix exponentials.

Between them a state has N ~ Poisson(λ) opportunities to take a step.  With B the matrix of one step,

    P(z₁ | z₀) = Σ_N e^{−λ} λ^N / N! [B^N]_{z₀ z₁}

whose terms come one after the other from vectors, e_{z₀} B^N.  Derivatives of the vectors follow along: a
row's likelihood depends on three numbers, its appeal a, β₂ and λ, whatever the number of coefficients.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from entente.models.effort_process.steps import Steps, moved

#: Terms are summed until all further ones are below this share of each sum: the rounding of one.
NEGLIGIBLE = 1e-17
#: Opportunities beyond which the search does not look (choice): effort is then as good as forgotten.
MOST = 300.0
#: Rows that are computed together (choice): their arrays stay in the processor's cache.
_TOGETHER = 512


class EffortLikelihood:
    """Log-likelihood of changes of effort as a function of (β₁, β₂, coefficients, logarithms of rates).

    Parameters
    ----------
    after, before : ndarray of int, shape (n,)
        Categories from 0 at the end and the beginning of each row's period.
    design : ndarray, shape (n, k)
        Regressors x: the appeal of effort is ``a = β₁ + x β``.
    periods : ndarray of int, shape (n,)
        The period of each row, from 0 on without a gap.
    slopes : ndarray, shape (categories − 1,)
        ``2(z − z̄) + 1`` of all categories z but the highest.
    """

    def __init__(
        self,
        after: np.ndarray,
        before: np.ndarray,
        design: np.ndarray,
        periods: np.ndarray,
        slopes: np.ndarray,
    ):
        self._after, self._before, self._periods, self._slopes = after, before, periods, slopes
        self._design = np.column_stack([np.ones(len(after)), design])
        self._n_periods = int(periods.max()) + 1

    def value(self, params: np.ndarray) -> float:
        """Log-likelihood; −∞ where it is 0, or where a rate is above what is looked at."""
        return float(self.of_rows(params).sum())

    def of_rows(self, params: np.ndarray) -> np.ndarray:
        """Log-likelihood of each row, (n,)."""
        if np.exp(self.parts(params)[3]).max() > MOST:
            return np.full(len(self._after), -np.inf)
        with np.errstate(divide="ignore"):
            return np.log(np.concatenate([sums[0, 0] for _, sums in self._sums(params, 0)]))

    def scores(self, params: np.ndarray) -> np.ndarray:
        """First derivatives of each row's log-likelihood, (n, p)."""
        first, _ = self._row_derivatives(params)
        return sum(one[:, None] * part for one, part in zip(first, self._jacobians(), strict=True))

    def derivatives(self, params: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Gradient, (p,), and Hessian, (p, p)."""
        first, second = self._row_derivatives(params)
        parts = self._jacobians()
        gradient = sum(one @ part for one, part in zip(first, parts, strict=True))
        hessian = sum((parts[i] * second[i, j][:, None]).T @ parts[j] for i in range(3) for j in range(3))
        return gradient, (hessian + hessian.T) / 2

    def distributions(self, params: np.ndarray) -> np.ndarray:
        """Probability of each category at the end of each row's period, (n, categories)."""
        found = [
            sum(term.weight * term.masses[0] for term in self._terms(rows, params, 0))
            for rows in self._blocks()
        ]
        return np.concatenate(found, axis=1).T

    def parts(self, params: np.ndarray) -> tuple[float, float, np.ndarray, np.ndarray]:
        """Return β₁, β₂, the coefficients and the logarithms of the rates."""
        beta1, beta2, rest = params[0], params[1], params[2:]
        coefficients, log_rates = np.split(rest, [self._design.shape[1] - 1])
        return float(beta1), float(beta2), coefficients, log_rates

    def scaled(self) -> np.ndarray:
        """Return the matrix, (p, p), that takes the parameters to such that a change by 1 is sizeable.

        Those of the appeal are of uncorrelated regressors with a mean square of 1; β₂ is multiplied by the
        root of the mean square of what it is multiplied by.
        """
        k, p = self._design.shape[1], self._design.shape[1] + 1 + self._n_periods
        appeal = [0, *range(2, k + 1)]
        scale = np.eye(p)
        scale[np.ix_(appeal, appeal)] = np.linalg.qr(self._design, mode="r") / np.sqrt(len(self._design))
        scale[1, 1] = np.sqrt(np.mean(self._slopes[np.minimum(self._before, len(self._slopes) - 1)] ** 2))
        return scale

    def steps(self, params: np.ndarray, rows: slice = slice(None)) -> tuple[Steps, np.ndarray]:
        """Return the steps of rows, and their rates, (rows,)."""
        beta1, beta2, coefficients, log_rates = self.parts(params)
        appeal = self._design[rows] @ np.append(beta1, coefficients)
        return Steps(appeal, beta2, self._slopes), np.exp(log_rates)[self._periods[rows]]

    def _jacobians(self) -> list[np.ndarray]:
        """Derivatives of a, β₂ and ln λ of each row by the parameters, each (n, p)."""
        n, k = self._design.shape
        appeal, bend, rates = (np.zeros((n, k + 1 + self._n_periods)) for _ in range(3))
        appeal[:, 0], appeal[:, 2 : k + 1], bend[:, 1] = 1.0, self._design[:, 1:], 1.0
        rates[np.arange(n), k + 1 + self._periods] = 1.0
        return [appeal, bend, rates]

    def _row_derivatives(self, params: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Derivatives of each row's log-likelihood by a, β₂ and ln λ, (3, n) and (3, 3, n)."""
        found = [_of_logarithm(sums, rate) for rate, sums in self._sums(params, 2)]
        first, second = zip(*found, strict=True)
        return np.concatenate(first, axis=-1), np.concatenate(second, axis=-1)

    def _sums(self, params: np.ndarray, order: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield rates and the sums of :class:`_Term` of the category that came, block by block.

        Of the sums, (1 + order, masses, rows), the first are those of the weights, the others of their
        derivatives by λ.
        """
        for rows in self._blocks():
            target = self._after[rows], np.arange(rows.stop - rows.start)
            total = 0.0
            for term in self._terms(rows, params, order):
                there = term.masses[:, *target]
                total = total + np.stack([weight * there for weight in term.by_rate(order)])
            yield term.rate, total

    def _terms(self, rows: slice, params: np.ndarray, order: int) -> Iterator[_Term]:
        """Yield the terms of the sum over the number of opportunities, with derivatives if ``order`` is 2."""
        steps, rate = self.steps(params, rows)
        further = steps.derivatives() if order else []
        n, before = rows.stop - rows.start, self._before[rows]
        masses = np.zeros((1 + len(further), len(self._slopes) + 1, n))
        masses[0, before, np.arange(n)] = 1.0
        term = _Term(rate, 0, np.exp(-rate), np.zeros(n), np.zeros(n), masses)
        farthest, reached = np.abs(self._after[rows] - before), np.zeros(n)
        while True:
            yield term
            reached += term.weight * term.masses[0, self._after[rows], np.arange(n)]
            if term.number >= farthest.max() and (term.remainder() <= NEGLIGIBLE * reached).all():
                return
            term = term.following(_moved_with_derivatives(steps.chances, further, term.masses))

    def _blocks(self) -> Iterator[slice]:
        n = len(self._after)
        for start in range(0, n, _TOGETHER):
            yield slice(start, min(start + _TOGETHER, n))


@dataclass(frozen=True)
class _Term:
    """What N opportunities contribute: their probabilities, (rows,), also of one and two fewer, and masses.

    The masses, (1 or 6, categories, rows), are e_{z₀} B^N and its derivatives, as :meth:`Steps.derivatives`
    has them.
    """

    rate: np.ndarray
    number: int
    weight: np.ndarray
    one_fewer: np.ndarray
    two_fewer: np.ndarray
    masses: np.ndarray

    def by_rate(self, order: int) -> list[np.ndarray]:
        """Return the weight and, for order 2, its first and second derivative by λ."""
        if not order:
            return [self.weight]
        return [self.weight, self.one_fewer - self.weight, self.two_fewer - 2 * self.one_fewer + self.weight]

    def remainder(self) -> np.ndarray:
        """Bound of the weights of all larger numbers together; infinite up to λ opportunities."""
        ratio = self.rate / (self.number + 1)
        with np.errstate(divide="ignore"):
            return np.where(ratio < 1, self.weight * ratio / np.maximum(1 - ratio, 0), np.inf)

    def following(self, masses: np.ndarray) -> _Term:
        """Return the term of one opportunity more."""
        weight = self.weight * self.rate / (self.number + 1)
        return _Term(self.rate, self.number + 1, weight, self.weight, self.one_fewer, masses)


def _moved_with_derivatives(chances: np.ndarray, further: list[np.ndarray], masses: np.ndarray) -> np.ndarray:
    """Take a step: masses and, by the rule of products, their derivatives by a, β₂, and these in pairs."""
    after = moved(chances, masses)
    if further:
        by_a, by_b, by_aa, by_ab, by_bb = further
        mass, mass_a, mass_b = masses[:3]
        after[1] += moved(by_a, mass)
        after[2] += moved(by_b, mass)
        after[3] += 2 * moved(by_a, mass_a) + moved(by_aa, mass)
        after[4] += moved(by_b, mass_a) + moved(by_a, mass_b) + moved(by_ab, mass)
        after[5] += 2 * moved(by_b, mass_b) + moved(by_bb, mass)
    return after


def _of_logarithm(sums: np.ndarray, rate: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Turn derivatives of probabilities by a, β₂ and λ into those of their logarithms by a, β₂ and ln λ."""
    chance, by_a, by_b, by_aa, by_ab, by_bb = sums[0] / sums[0, 0]
    by_rate, by_rate_a, by_rate_b = sums[1, :3] / sums[0, 0] * rate
    twice_by_rate = sums[2, 0] / sums[0, 0] * rate**2 + by_rate
    first = np.stack([by_a, by_b, by_rate])
    second = np.stack(
        [[by_aa, by_ab, by_rate_a], [by_ab, by_bb, by_rate_b], [by_rate_a, by_rate_b, twice_by_rate]]
    )
    return first, second - first[:, None] * first[None, :]
