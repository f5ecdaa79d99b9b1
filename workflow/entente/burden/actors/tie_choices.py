"""Coefficients of ties, estimated by a conditional logit of the ties that states made and ended in a year.

In the rule set ``actors`` a state i with an opportunity toggles its tie to j with a probability ∝ exp s_ij·β,
where s_ij is by how much each term of its objective function changes.  Of the ties that changed within a year
it is therefore asked, given how many ties of i did, which: a conditional logit, its strata the states in each
year, its alternatives all other states, its regressors the s_ij of the network at the beginning of the year.
Making and ending are alternatives of one choice and share the coefficients, so that α is among them; how many
opportunities there were cancels.  Each dyad is in the strata of both its states, and all years of one may be
correlated: standard errors are clustered by dyad.

This is biased for two reasons.  It is not seen which of the two took the initiative: what only i looks at
explains half of the changes of its ties.  And by the rule ``confirm`` ties are made with a chance that holds
both sides' worth, and ended with that of one.  The initiative ``either``, the default, therefore takes for
the chance of an alternative, in place of exp s_ij·β, its rate in the model at the beginning of the year,

    r_ij = p_ij c_ij + p_ji c_ji,    p_ij = exp s_ij·β / Σ_k exp s_ik·β,    c_ij the consent of j,

with k all alternatives of i, doing nothing (s = 0) among them; β solves the estimating equations of the
logit, Σ_i Σ_j (y_ij − Σ_k y_ik r_ij / Σ_k r_ik) s_ij = 0.  What remains is that ties change within the year
one after another.  The initiative ``own`` is the logit as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import root
from scipy.special import log_expit, logsumexp, softmax
from statsmodels.tools.numdiff import approx_fprime

from entente.burden.actors.change_statistics import TERMS, change_statistics
from entente.burden.actors.coefficients import COUNTS, SCALES, TieCoefficients, check_rule
from entente.burden.actors.years_of_ties import ReadYear, YearOfTies, dyads, read_years
from entente.core.errors import ModelDataError
from entente.core.given import is_pandas

#: Whose worth of a tie makes up the chance that it changes.
INITIATIVES = ("either", "own")

#: Coefficients are found to within this share of theirs; what then remains of the equations, in units of what
#: a unit of a coefficient does to them, is less than this (choices).
TOLERANCE, SOLVED = 1e-9, 1e-6
#: A combination of terms of which less is known, as a share of what is where nothing counts, has no estimate.
UNKNOWN = 1e-8


@dataclass(frozen=True, eq=False)
class TieChoicesResults:
    """Estimated coefficients.

    Attributes
    ----------
    params, bse : Series of float64
        Coefficients and their standard errors, by term.
    covariance : DataFrame of float64
        Clustered by dyad.
    rate : float
        Opportunities of a state in a year at which, at the beginning of each, as many changes are expected as
        there were: too low where ties changed that changed back.
    made, ended : int
        Ties that were.
    dyads, years : int
    """

    params: pd.Series
    bse: pd.Series
    covariance: pd.DataFrame
    rate: float
    made: int
    ended: int
    dyads: int
    years: int
    _model: TieChoices

    def coefficients(self, covariates: Mapping[str, Any] | None = None) -> TieCoefficients:
        """Return the coefficients for runs, the covariates of pairs, (n, n) by name, times theirs.

        ModelDataError is raised if a covariate of the estimation is not given.
        """
        switches = {"scale": self._model.scale, "triangles": self._model.triangles}
        return tie_coefficients(self.params, covariates or {}, **switches)


def tie_coefficients(
    params: pd.Series, covariates: Mapping[str, Any], *, scale: str = "linear", triangles: str = "once"
) -> TieCoefficients:
    """Return estimated coefficients, by term, for runs: the covariates of pairs, (n, n), are times theirs.

    ModelDataError is raised if a covariate of the estimation is not given.
    """
    own = {term: float(value) for term, value in params.items() if term in TERMS}
    pairs = 0.0
    for term in params.index.difference(TERMS, sort=False):
        if term not in covariates:
            raise ModelDataError(f"The covariate {term} is not given.", "Give all that were estimated.")
        values = covariates[term]
        pairs = pairs + params[term] * (values if is_pandas(values) else np.asarray(values))
    given = {} if np.isscalar(pairs) else {"pairs": pairs}
    return TieCoefficients(**own, **given, scale=scale, triangles=triangles)


class TieChoices:
    """The conditional logit of the ties that states made and ended.

    Parameters
    ----------
    years : sequence of YearOfTies
        One year or several.
    terms : sequence of str
        Of "density", "degree", "partner_degree", "closure" and "partner_effort", beside which all covariates
        of the first year are taken.
    rule : {"confirm", "unilateral"}
        Whether a new tie needs both.
    initiative : {"either", "own"}
        Whose worth of a tie makes up the chance that it changes, see above.
    scale : {"linear", "root"}
    triangles : {"once", "twice"}
    centre : float, optional
        z̄; the mean effort at the beginning of all years if left out.

    Raises
    ------
    NetworkError
        If a network is none, or labels differ.
    ModelDataError
        If there is no year, a year has other covariates or states at its end, a covariate is not finite, a
        term or switch is unknown, or no tie changed.
    """

    def __init__(
        self,
        years: Sequence[YearOfTies],
        terms: Sequence[str] = ("density", "degree", "closure", "partner_effort"),
        *,
        rule: str = "confirm",
        initiative: str = "either",
        scale: str = "linear",
        triangles: str = "once",
        centre: float | None = None,
    ):
        check_rule(rule)
        choices = {"initiative": (initiative, INITIATIVES), "scale": (scale, SCALES)}
        choices |= {"triangles": (triangles, COUNTS)}
        choices |= {f"term {place}": (term, TERMS) for place, term in enumerate(terms, start=1)}
        for name, (value, known) in choices.items():
            if value not in known:
                raise ModelDataError(f"{name} is {value!r}.", f"Choose of {', '.join(map(repr, known))}.")
        self.rule, self.initiative, self.scale, self.triangles = rule, initiative, scale, triangles
        self._years = read_years(years)
        self.terms = [*terms, *self._years[0].covariates]
        every = np.concatenate([year.effort for year in self._years])
        self.centre = float(every.mean()) if centre is None else float(centre)
        switches = {"centre": self.centre, "scale": scale, "triangles": triangles}
        self._statistics = [
            change_statistics(year.before, year.effort, self.terms, year.covariates, **switches)
            for year in self._years
        ]
        self._dyad = dyads(self._years)

    def fit(self) -> TieChoicesResults:
        """Solve the estimating equations.

        Returns
        -------
        TieChoicesResults

        Raises
        ------
        ModelDataError
            If terms are collinear among the alternatives of states whose ties changed, or no solution is
            found.
        """
        nothing = np.zeros(len(self.terms))
        beta = root(lambda beta: self._equations(beta, "own"), nothing, tol=TOLERANCE).x
        if self.initiative == "either":
            beta = root(lambda beta: self._equations(beta, "either"), beta, tol=TOLERANCE).x
        slope, first = (self._slope(point) for point in (beta, nothing))
        # What is known of each term, in units of what is known of it where nothing counts.
        with np.errstate(divide="ignore", invalid="ignore"):  # of which nothing is known
            known = slope / np.sqrt(np.outer(np.diag(first), np.diag(first)))
        solved = np.abs(self._equations(beta, self.initiative)).max() < SOLVED * np.abs(first).max()
        if not solved or not np.isfinite(known).all() or np.linalg.cond(known) > 1 / UNKNOWN:
            raise ModelDataError(
                f"The conditional logit of ties on {', '.join(self.terms)} has no solution that was found.",
                "Leave out terms that hardly vary among the ties that a state could change, that are "
                "collinear, or that no change speaks against; or take more years.",
            )
        return self._results(beta, np.linalg.inv(slope))

    def _slope(self, beta: np.ndarray) -> np.ndarray:
        """Derivatives of the estimating equations, (terms, terms), positive on the diagonal."""
        return -approx_fprime(beta, lambda point: self._equations(point, self.initiative), centered=True)

    def _results(self, beta: np.ndarray, inverse: np.ndarray) -> TieChoicesResults:
        scores = self._scores(beta, self.initiative)
        by_dyad = np.column_stack([np.bincount(self._dyad, column) for column in scores.T])
        clusters = len(by_dyad)
        covariance = inverse @ by_dyad.T @ by_dyad @ inverse.T * clusters / (clusters - 1)
        named = pd.DataFrame(covariance, self.terms, self.terms)
        changes = sum(int(year.changed.sum()) for year in self._years) // 2
        ended = sum(int((year.before & year.changed).sum()) for year in self._years) // 2
        pairs = zip(self._statistics, self._years, strict=True)
        expected = sum(np.exp(self._log_rates(beta, *pair)).sum() / 2 for pair in pairs)
        return TieChoicesResults(
            pd.Series(beta, self.terms, name="coefficient"),
            pd.Series(np.sqrt(np.diag(covariance)), self.terms, name="std_error"),
            named,
            float(changes / expected),
            changes - ended,
            ended,
            clusters,
            len(self._years),
            self,
        )

    def _equations(self, beta: np.ndarray, initiative: str) -> np.ndarray:
        return self._scores(beta, initiative).sum(axis=0)

    def _scores(self, beta: np.ndarray, initiative: str) -> np.ndarray:
        """What each state's tie to each other adds to the equations, (rows, terms), year by year."""
        found = []
        for statistics, year in zip(self._statistics, self._years, strict=True):
            if initiative == "either":
                logs = self._log_rates(beta, statistics, year)
            else:
                logs = _without_self(statistics @ beta)
            chance = softmax(logs, axis=1)
            beyond = year.changed - year.changed.sum(axis=1, keepdims=True) * chance
            # Beyond the mean of a state's alternatives: sums stay, and dyads of a state become independent.
            rows = beyond[:, :, None] * (statistics - np.einsum("ij,ijk->ik", chance, statistics)[:, None])
            found.append(rows[~np.eye(len(rows), dtype=bool)])
        return np.concatenate(found)

    def _log_rates(self, beta: np.ndarray, statistics: np.ndarray, year: ReadYear) -> np.ndarray:
        """Logs of r_ij, (n, n), −∞ on the diagonal."""
        gains = _without_self(statistics @ beta)
        chosen = gains - np.logaddexp(0, logsumexp(gains, axis=1, keepdims=True))
        if self.rule == "confirm":
            chosen = chosen + np.where(year.before, 0.0, log_expit(gains.T))
        return np.logaddexp(chosen, chosen.T)


def _without_self(gains: np.ndarray) -> np.ndarray:
    gains = gains.copy()
    np.fill_diagonal(gains, -np.inf)
    return gains
