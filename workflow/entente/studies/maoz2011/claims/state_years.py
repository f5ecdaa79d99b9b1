"""Claims on state-years: how many allies states have, of what kind, and since when."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import (
    NotTestable,
    Part,
    Remark,
    between,
    close,
    directed,
    holds,
    larger,
    significant,
)
from entente.judging.claims.registry import Family
from entente.judging.intervals import by_cluster, correlation, difference, ratio, slopes
from entente.studies.maoz2011.claims.actual_networks import network, years
from entente.studies.maoz2011.claims.pairs_of_states import not_yet_allied

CLAIMS = Family()

#: What the text states on democracies: claim, column, whom they are held against, ratio.
_RATIOS = (
    ("p26-06", "allies_any", "autocracy", 2.0),
    ("p26-07", "allies_any", "anocracy", 1.5),
    ("p26-08", "allies_capability_any", "anocracy", 2.0),
    ("p26-09", "allies_capability_any", "autocracy", 2.0),
)

_WORDS = {"allies_any": "mean number of allies", "allies_capability_any": "mean capabilities of allies"}


@CLAIMS.claim(
    "p14-09",
    "Range of the index of alliance commitment, and its correlation with the number of allies (any type; "
    "interval by state).",
)
def _commitment(evidence: Evidence) -> Iterator[Part | Remark]:
    states = evidence["state_years"]
    low, high = states["alliance_commitment"].min(), states["alliance_commitment"].max()
    yield holds(low >= 0 and high <= 1, f"the index goes from {low:g} to {high:g}", float(high))
    error = by_cluster(states["ccode"])
    yield directed(
        "its correlation with the number of allies",
        correlation(states["alliance_commitment"], states["allies_any"], error),
        1,
    )
    yield Remark("The formula of the index is unpublished: ours sums a score from 0 to 1 over all allies.")


@CLAIMS.claim("p21-05", "Mean number of pacts of major powers less that of other states; interval by state.")
def _major_powers(evidence: Evidence) -> Iterator[Part]:
    states = evidence["state_years"]
    gap = difference(states["allies_pact"], states["major_power"], by_cluster(states["ccode"]))
    yield directed("the difference of mean pacts, major powers less others,", gap, 1)


def _regimes(evidence: Evidence, other: str) -> pd.DataFrame:
    states = evidence["state_years"]
    states = states[states["regime"].isin(["democracy", other])]
    if states["regime"].nunique() < 2:
        raise NotTestable(f"no state-year of a democracy, or none of an {other}")
    return states


def _stated_ratio(claim_id: str, column: str, other: str, stated: float) -> None:
    @CLAIMS.claim(
        claim_id,
        f"{_WORDS[column].capitalize()} (any type) of democracies over that of state-years of {other}, "
        f"within 10 % of {stated:g}; interval by state.",
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        states = _regimes(evidence, other)
        found = ratio(states[column], states["regime"] == "democracy", by_cluster(states["ccode"]))
        part = close("the ratio", found.value, stated)
        yield replace(part, low=found.low, high=found.high, p_value=found.p_value)


for _row in _RATIOS:
    _stated_ratio(*_row)


@CLAIMS.claim(
    "p26-10",
    "Significance at 5 % of the differences of means behind the four ratios of page 26, errors clustered "
    "by state.",
)
def _regime_differences(evidence: Evidence) -> Iterator[Part]:
    for _, column, other, _ in _RATIOS:
        states = _regimes(evidence, other)
        gap = difference(states[column], states["regime"] == "democracy", by_cluster(states["ccode"]))
        yield significant(f"the difference of {_WORDS[column]}, democracy less {other},", gap, 1)


@CLAIMS.claim("p23-04", "Share of state-years with no or one ally (any type), within 10 % of 0.45.")
def _few_allies(evidence: Evidence) -> Iterator[Part]:
    yield close("the share", float((evidence["state_years"]["allies_any"] <= 1).mean()), 0.45)


def _excess_years(evidence: Evidence) -> float:
    """Share of the years whose degrees vary more than those of a random network of the same density."""
    from scipy.stats import chi2

    judged = []
    for year in years(evidence):
        degrees = network(evidence, year).ties.sum(axis=1)
        n, average = len(degrees), degrees.mean()
        spread = average * (1 - average / (n - 1)) if n > 1 else 0
        if spread > 0:
            statistic = ((degrees - average) ** 2).sum() / spread
            judged.append(statistic > chi2.ppf(0.95, n - 1))
    if not judged:
        raise NotTestable("nobody is allied in any year")
    return float(np.mean(judged))


def power_law(degrees: np.ndarray, least: int = 2) -> tuple[float, float, float]:
    """Fit a discrete power law and a Poisson distribution to degrees of at least ``least``.

    Parameters
    ----------
    degrees : ndarray of int, shape (n,)
        All at or above ``least``.
    least : int

    Returns
    -------
    exponent, power, poisson : float
        Maximum-likelihood exponent (Clauset, Shalizi and Newman 2009), and the log-likelihoods of both fits,
        the Poisson cut off below ``least`` too.
    """
    from scipy.optimize import minimize_scalar
    from scipy.special import zeta
    from scipy.stats import poisson

    logs, count = np.log(degrees).sum(), len(degrees)

    def power_loss(exponent: float) -> float:
        return exponent * logs + count * math.log(zeta(exponent, least))

    def poisson_loss(rate: float) -> float:
        return -(poisson.logpmf(degrees, rate).sum() - count * poisson.logsf(least - 1, rate))

    power = minimize_scalar(power_loss, bounds=(1.01, 10), method="bounded")
    other = minimize_scalar(poisson_loss, bounds=(0.01, float(degrees.max()) + 1), method="bounded")
    return float(power.x), -float(power.fun), -float(other.fun)


def _fitted(evidence: Evidence) -> tuple[float, float, float]:
    degrees = evidence["state_years"]["allies_pact"].to_numpy()
    degrees = degrees[degrees >= 2].astype(np.int64)
    if len(degrees) < 100:
        raise NotTestable("fewer than 100 state-years have two allies or more")
    return power_law(degrees)


@CLAIMS.claim(
    "p23-03",
    "Share of years in which the degrees of all states (pacts) vary more than in a random network of the "
    "same density, which the claim needs to be below one half; log-likelihood of a power law and of a "
    "Poisson distribution for degrees of two and more, all years.",
)
def _degree_distribution(evidence: Evidence) -> Iterator[Part]:
    share = _excess_years(evidence)
    yield holds(share < 0.5, f"degrees of all states are not random in {share:.0%} of the years", share)
    _, power, poisson = evidence.once(_fitted)
    yield larger("the log-likelihood of a power law", power, "of a Poisson distribution", poisson)


@CLAIMS.claim(
    "p23-05",
    "Maximum-likelihood exponent of a discrete power law for degrees (pacts) of two and more, all years.",
)
def _exponent(evidence: Evidence) -> Iterator[Part]:
    yield between("the exponent", evidence.once(_fitted)[0], 2, 3)


@CLAIMS.claim(
    "p24-04",
    "Slopes of a state's number of new pacts on the size of its reference group and on its disputes, both "
    "of the year before and beside each other; interval by state.",
)
def _conflict_before_alliances(evidence: Evidence) -> Iterator[Part]:
    rows = state_transitions(evidence)
    found = slopes(rows["new"], rows[["srg_size", "disputes"]], by_cluster(rows["ccode"]))
    for name, slope in zip(("the group's size", "disputes"), found, strict=True):
        yield directed(f"the slope on {name}", slope, 1)


def state_transitions(evidence: Evidence) -> pd.DataFrame:
    """Return state-years with their new pacts, and the group's size and the disputes of the year before.

    Returns
    -------
    DataFrame
        year, ccode, new, srg_size, disputes; state-years without a year before are left out.
    """
    fresh, dyads = evidence.once(not_yet_allied), evidence["dyad_years"]
    new = _per_state(fresh[fresh["new"]], "new")
    disputes = _per_state(dyads[dyads["dispute"]], "disputes")
    states = evidence["state_years"][["year", "ccode", "srg_size"]]
    before = states.join(disputes, on=["year", "ccode"]).assign(year=states["year"] + 1)
    rows = states[["year", "ccode"]].merge(before, on=["year", "ccode"])
    rows = rows.join(new, on=["year", "ccode"])
    return rows.fillna({"new": 0, "disputes": 0})


def _per_state(dyads: pd.DataFrame, name: str) -> pd.Series:
    sides = [dyads[["year", side]].set_axis(["year", "ccode"], axis=1) for side in ("ccode1", "ccode2")]
    return pd.concat(sides).groupby(["year", "ccode"]).size().rename(name)
