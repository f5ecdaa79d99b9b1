"""Do the small exploit the large?  Rank tests of burdens against resources, and of burdens against benefits.

Olson and Zeckhauser's (1966) claim is a positive rank correlation of the members' burdens with their
resources: tests are one-sided.  What cannot be computed is NaN, with the reason beside it, never 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.burden.member_values import ANY, NOT_NEGATIVE, POSITIVE, members
from entente.burden.permutations import (
    MOST_COUNTED,
    doubled_ranks,
    drawn_quantiles,
    exact_quantiles,
    exact_tail,
)
from entente.core.errors import BurdenInputError
from entente.core.given import as_numbers, common_labels, row_labels

#: The most members of which a p is by permutation if nothing else is asked for.
EXACT = 9

#: The most differences of which the signed-rank test is exact.
EXACT_SIGNED_RANKS = 50

#: Why there is no correlation.
EQUAL_BURDENS, EQUAL_RESOURCES = "all burdens are equal", "all resources are equal"


@dataclass(frozen=True)
class Exploitation:
    """Whether burdens rise with resources.

    Attributes
    ----------
    rho : float
        Spearman's rank correlation.
    pvalue : float
        Its p against a correlation of 0 or less.
    tau : float
        Kendall's τ_b.
    tau_pvalue : float
        Its p, one-sided as well.
    n : int
        Members.
    method : {"exact", "t", ""}
        How ``pvalue`` is computed: over all orders, by the t distribution, or not at all.
    tau_method : {"exact", "normal", ""}
        How ``tau_pvalue`` is: exact without ties, by the normal distribution with some.
    reason : str
        Why there is nothing, empty if there is.
    """

    rho: float
    pvalue: float
    tau: float
    tau_pvalue: float
    n: int
    method: str
    tau_method: str
    reason: str = ""


def exploitation(resources: Any, burden: Any, *, exact_up_to: int = EXACT) -> Exploitation:
    """Test whether members with more resources bear the larger burdens.

    Parameters
    ----------
    resources : array_like, shape (n,)
        w > 0 of two members or more, such as GDP; pandas objects must have the same labels in the same order.
    burden : array_like, shape (n,)
        b ≥ 0, effort over resources.
    exact_up_to : int, default 9
        The most members of which the p of ρ is by exact permutation, ties as they are; 12 at most.  Of more
        it is by t = ρ √((n − 2) / (1 − ρ²)), which is not to be had of two.

    Returns
    -------
    Exploitation
        NaN with the reason if all burdens, or all resources, are equal.

    Raises
    ------
    BurdenInputError
        If labels or lengths differ, a number is missing or out of range, there are fewer than two members, or
        ``exact_up_to`` is more than can be counted.

    Notes
    -----
    Olson and Zeckhauser (1966).
    """
    from scipy.stats import kendalltau

    if not 2 <= exact_up_to <= MOST_COUNTED:
        raise BurdenInputError(
            f"exact_up_to is {exact_up_to}: all orders are counted of 2 to {MOST_COUNTED} members.",
            "Of more members p is by t, which is close by then.",
        )
    (w, b), _ = members({"resources": (resources, POSITIVE), "burden": (burden, NOT_NEGATIVE)}, least=2)
    n, reason = len(w), _constant(w, b)
    if reason:
        return _nothing(n, reason)
    rho, exact = rank_correlation(w, b), n <= exact_up_to
    p = exact_tail(doubled_ranks(w), doubled_ranks(b)) if exact else one_sided_p(rho, n - 2)
    plain = len(np.unique(w)) == n == len(np.unique(b))
    tau = kendalltau(w, b, alternative="greater", method="exact" if plain else "asymptotic")
    methods = "exact" if exact else "t", "exact" if plain else "normal"
    return Exploitation(rho, p, float(tau.statistic), float(tau.pvalue), n, *methods)


def _nothing(n: int, reason: str) -> Exploitation:
    return Exploitation(math.nan, math.nan, math.nan, math.nan, n, "", "", reason)


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return Spearman's correlation of vectors, neither of them constant, of which nothing is missing."""
    r, q = (doubled_ranks(values) - (len(values) + 1) for values in (one, other))
    return float(np.clip(r @ q / math.sqrt(float(r @ r) * float(q @ q)), -1, 1))


def one_sided_p(rho: float, freedom: int) -> float:
    """Return the p of a correlation against 0 or less by t; NaN without degrees of freedom."""
    from scipy.stats import t

    if freedom < 1:
        return math.nan
    if abs(rho) == 1:
        return 0.0 if rho > 0 else 1.0
    return float(t.sf(rho * math.sqrt(freedom / (1 - rho**2)), freedom))


@dataclass(frozen=True)
class Tested:
    """A statistic of n members with its p, how this is computed, and why there is none where they are NaN."""

    statistic: float
    pvalue: float
    n: int
    method: str
    reason: str = ""


def partial_exploitation(resources: Any, burden: Any, income: Any) -> Tested:
    """Return the rank correlation of burdens with resources, given income per head.

    Parameters
    ----------
    resources, burden : array_like, shape (n,)
        As :func:`exploitation` takes them.
    income : array_like, shape (n,)
        Any numbers.

    Returns
    -------
    Tested
        ``(r₁₂ − r₁₃ r₂₃) / √((1 − r₁₃²)(1 − r₂₃²))`` of rank correlations; p is one-sided, by t with n − 3
        degrees of freedom.  NaN if one of the three is constant, or income orders members as another does.

    Raises
    ------
    BurdenInputError
        As by :func:`exploitation`.
    """
    given = {"resources": (resources, POSITIVE), "burden": (burden, NOT_NEGATIVE), "income": (income, ANY)}
    (w, b, y), _ = members(given, least=2)
    n, reason = len(w), _constant(w, b) or ("all incomes are equal" if np.ptp(y) == 0 else "")
    if reason:
        return Tested(math.nan, math.nan, n, "", reason)
    of_both, of_resources, of_burden = (rank_correlation(*pair) for pair in ((w, b), (w, y), (b, y)))
    left = (1 - of_resources**2) * (1 - of_burden**2)
    if left < 1e-12:
        return Tested(math.nan, math.nan, n, "", "income orders members as resources or burdens do")
    partial = float(np.clip((of_both - of_resources * of_burden) / math.sqrt(left), -1, 1))
    return Tested(partial, one_sided_p(partial, n - 3), n, "t")


def without_largest(resources: Any, burden: Any, *, exact_up_to: int = EXACT) -> Exploitation:
    """Test :func:`exploitation` among all members but the one with most resources.

    Parameters
    ----------
    resources, burden, exact_up_to
        As :func:`exploitation` takes them, of three members or more.

    Returns
    -------
    Exploitation
        NaN if two members are the largest.

    Raises
    ------
    BurdenInputError
        As by :func:`exploitation`.
    """
    (w, b), _ = members({"resources": (resources, POSITIVE), "burden": (burden, NOT_NEGATIVE)}, least=3)
    smaller = w < w.max()
    if len(w) - smaller.sum() > 1:
        return _nothing(len(w) - 1, "several members are the largest")
    return exploitation(w[smaller], b[smaller], exact_up_to=exact_up_to)


def concordance(burden_share: Any, benefit_share: Any) -> Tested:
    """Test whether shares in the burden differ systematically from shares in the benefits.

    Parameters
    ----------
    burden_share, benefit_share : array_like, shape (n,)
        s and v, 0 or more, of two members or more.

    Returns
    -------
    Tested
        Wilcoxon's (1945) signed-rank statistic V of s − v, the sum of the ranks of |s − v| where s > v, and
        its two-sided p: exact for up to 50 differences without ties and zeros, else normal with correction
        for continuity, zeros left out.  Shares sum to 1 on both sides, so that differences sum to 0 and are
        not independent: read p as a description.

    Raises
    ------
    BurdenInputError
        As by :func:`exploitation`.
    """
    from scipy.stats import rankdata, wilcoxon

    given = {
        "burden share": (burden_share, NOT_NEGATIVE),
        "benefit share": (benefit_share, NOT_NEGATIVE),
    }
    (s, v), _ = members(given, least=2)
    difference = s - v
    kept = difference[difference != 0]
    if not len(kept):
        return Tested(math.nan, math.nan, len(s), "", "burden and benefit shares are equal")
    ranks = rankdata(np.abs(kept))
    plain = len(kept) == len(s) and len(np.unique(ranks)) == len(s) <= EXACT_SIGNED_RANKS
    test = wilcoxon(kept, correction=not plain, method="exact" if plain else "approx")
    method = "exact" if plain else "normal"
    return Tested(float(ranks[kept > 0].sum()), float(test.pvalue), len(s), method)


def adjusted_within(p: pd.Series, alliance: pd.Series) -> pd.Series:
    """Return p-values adjusted within each alliance, over its years.

    Parameters
    ----------
    p : Series, shape (h,)
        p-values, missing where there is no test; those stay missing and do not count.
    alliance : Series, shape (h,)
        Which belong together, with the same labels.

    Returns
    -------
    Series, shape (h,)
        By Benjamini and Hochberg (1995), for the expected share of false ones among rejections.

    Raises
    ------
    BurdenInputError
        If labels differ, or a p is not between 0 and 1.
    """
    from scipy.stats import false_discovery_control

    common_labels({"p-values": row_labels(p), "alliances": row_labels(alliance)}, BurdenInputError)
    values = as_numbers(p, "p-values", BurdenInputError)
    if ((values < 0) | (values > 1)).any():
        raise BurdenInputError("A p-value is not between 0 and 1.", "Give the p-values of tests.")
    names, place = np.unique(np.asarray(alliance), return_inverse=True)
    for i in range(len(names)):
        tested = (place == i) & ~np.isnan(values)
        if tested.any():
            values[tested] = false_discovery_control(values[tested])
    return pd.Series(values, index=p.index, name=p.name)


def permutation_band(
    resources: Any, burden: Any, *, level: float = 0.95, draws: int = 9999, seed: int = 0, index: int = 0
) -> tuple[float, float]:
    """Return between which values ρ lies by chance, if burdens were dealt out in any order.

    Parameters
    ----------
    resources, burden : array_like, shape (n,)
        As :func:`exploitation` takes them.
    level : float, default 0.95
        The probability of the band, the same of both tails.
    draws, seed, index : int
        Of more members than can be counted orders are drawn, by seed and index.

    Returns
    -------
    low, high : float
        NaN if there is no ρ.

    Raises
    ------
    BurdenInputError
        As by :func:`exploitation`.
    """
    (w, b), _ = members({"resources": (resources, POSITIVE), "burden": (burden, NOT_NEGATIVE)}, least=2)
    if _constant(w, b):
        return math.nan, math.nan
    ranks, tails = (doubled_ranks(w), doubled_ranks(b)), [(1 - level) / 2, (1 + level) / 2]
    if len(w) <= EXACT:
        sums = exact_quantiles(*ranks, tails)
    else:
        sums = drawn_quantiles(*ranks, tails, draws, np.random.SeedSequence([seed, index]))
    middle = len(w) * (len(w) + 1) ** 2
    scale = math.sqrt(math.prod(float(((r - len(w) - 1) ** 2).sum()) for r in ranks))
    low, high = ((value - middle) / scale for value in sums)
    return low, high


def _constant(w: np.ndarray, b: np.ndarray) -> str:
    """Why there is no correlation, empty if there is."""
    return EQUAL_BURDENS if np.ptp(b) == 0 else EQUAL_RESOURCES if np.ptp(w) == 0 else ""
