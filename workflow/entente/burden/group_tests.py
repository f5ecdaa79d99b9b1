"""Rank tests of many groups and years, by each source of effort."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from entente.burden import rank_tests
from entente.burden.known_members import NUMBERS, known_members
from entente.burden.measures import MISSING_BELOW, TOO_LOW, benefit_shares, coverage_flag, shares

#: The fewest members with data of which there are rank tests.
LEAST = 5

#: The most members of whom all orders are counted where p is exact as far as it is usual.
EXACT_FURTHER = 10

#: Tests of shares in the burden against shares in benefits: what these are of.
BENEFITS = {
    "signed_rank": ("gdp", "population"),
    "signed_rank_gdp": ("gdp",),
    "signed_rank_border": ("gdp", "population", "exposed_border"),
}

#: All tests by name.
VARIANTS = ("spearman", "spearman_exact", "kendall", "given_income", "without_largest", *BENEFITS)


def exploitation_of_groups(members: pd.DataFrame, sources: Iterable[str]) -> pd.DataFrame:
    """Return the rank correlation of resources with burdens in every group and year.

    Parameters
    ----------
    members : DataFrame
        As :func:`~entente.burden.known_members.known_members` takes it.
    sources : iterable of str

    Returns
    -------
    DataFrame
        group, year, source, n, rho and p, which is one-sided, by t however few members there are: all members
        with data count, and groups of fewer than five are left out.  Missing where all burdens are equal.
    """
    rows = []
    for source in sources:
        for group, year, _, known in known_members(members, source, LEAST):
            found = rank_tests.exploitation(known["gdp"], known["burden"])
            p = rank_tests.one_sided_p(found.rho, len(known) - 2)
            rows.append((group, year, source, len(known), found.rho, p))
    return pd.DataFrame(rows, columns=["group", "year", "source", "n", "rho", "p"])


def bands_of_groups(
    members: pd.DataFrame, sources: Iterable[str], *, level: float, draws: int, seed: int
) -> pd.DataFrame:
    """Return between which values the rank correlations of groups lie by chance.

    Parameters
    ----------
    members, sources
        As :func:`exploitation_of_groups` takes them.
    level, draws, seed
        As :func:`~entente.burden.rank_tests.permutation_band` takes them; the index of what is drawn is the
        year.

    Returns
    -------
    DataFrame
        group, year, source, low and high, missing where there is no correlation.
    """
    rows = []
    for source in sources:
        for group, year, _, known in known_members(members, source, LEAST):
            band = rank_tests.permutation_band(
                known["gdp"], known["burden"], level=level, draws=draws, seed=seed, index=year
            )
            rows.append((group, year, source, *band))
    return pd.DataFrame(rows, columns=["group", "year", "source", "low", "high"])


def rank_tests_of_groups(members: pd.DataFrame, sources: Iterable[str]) -> pd.DataFrame:
    """Return every rank test of every group and year.

    Parameters
    ----------
    members, sources
        As :func:`exploitation_of_groups` takes them.

    Returns
    -------
    DataFrame
        group, year, source; members, how many there are; coverage, the share that has data, and flag, how
        that is judged; variant, one of ``VARIANTS``; n, statistic, p, p_adjusted (Benjamini and Hochberg,
        over the years of a group, source and variant), method of p, and reason: why there is no statistic.
        Of groups of fewer than half of whose members have data there is none.

    Notes
    -----
    ``spearman`` has p by all orders up to 9 members, ``spearman_exact`` up to 10, else by t; ``given_income``
    is the partial rank correlation; ``signed_rank`` tests shares in the burden against benefits, the mean of
    shares in GDP and population, ``signed_rank_gdp`` against those in GDP alone.
    """
    rows = []
    for source in sources:
        for group, year, n, known in known_members(members, source, LEAST):
            coverage = len(known) / n
            about = {"group": group, "year": year, "source": source, "members": n, "coverage": coverage}
            about["flag"] = flag = coverage_flag(coverage)
            arrays = {name: known[name].to_numpy(float) for name in NUMBERS}
            rows += [about | test for test in (_not_tested(arrays) if flag == TOO_LOW else _tests(arrays))]
    table = pd.DataFrame(rows)
    family = table["group"] + " " + table["source"] + " " + table["variant"]
    return table.assign(p_adjusted=rank_tests.adjusted_within(table["p"], family))


#: The members of a group with data: arrays by name.
Known = dict[str, np.ndarray]


def _not_tested(known: Known) -> Iterator[dict[str, Any]]:
    reason = f"fewer than {MISSING_BELOW:.0%} of the members have data"
    for variant in VARIANTS:
        if variant not in BENEFITS or _having(known, BENEFITS[variant]).any():
            yield _row(variant, len(known["gdp"]), math.nan, math.nan, "", reason)


def _tests(known: Known) -> Iterator[dict[str, Any]]:
    """Yield each test of the members with data, in the order of ``VARIANTS``."""
    w, b, n = known["gdp"], known["burden"], len(known["gdp"])
    usual = rank_tests.exploitation(w, b)
    further = rank_tests.exploitation(w, b, exact_up_to=EXACT_FURTHER) if n == EXACT_FURTHER else usual
    yield _row("spearman", n, usual.rho, usual.pvalue, usual.method, usual.reason)
    yield _row("spearman_exact", n, further.rho, further.pvalue, further.method, further.reason)
    yield _row("kendall", n, usual.tau, usual.tau_pvalue, usual.tau_method, usual.reason)
    yield _given_income(known)
    others = rank_tests.without_largest(w, b)
    yield _row("without_largest", others.n, others.rho, others.pvalue, others.method, others.reason)
    for variant, of in BENEFITS.items():
        having = _having(known, of)
        if having.any():
            yield _signed_rank(variant, {name: values[having] for name, values in known.items()}, of)


def _having(known: Known, names: tuple[str, ...]) -> np.ndarray:
    """Whether members have values of all these names."""
    return ~np.any([np.isnan(known[name]) for name in names], axis=0)


def _given_income(known: Known) -> dict[str, Any]:
    having = _having(known, ("income",))
    n = int(having.sum())
    if n < LEAST:
        return _row("given_income", n, math.nan, math.nan, "", f"fewer than {LEAST} members with income")
    w, b, income = (known[name][having] for name in ("gdp", "burden", "income"))
    found = rank_tests.partial_exploitation(w, b, income)
    return _row("given_income", n, found.statistic, found.pvalue, found.method, found.reason)


def _signed_rank(variant: str, known: Known, of: tuple[str, ...]) -> dict[str, Any]:
    n = len(known["effort"])
    if n < LEAST or not known["effort"].sum() > 0:
        reason = f"fewer than {LEAST} members with {' and '.join(of)}, or no effort"
        return _row(variant, n, math.nan, math.nan, "", reason.replace("_", " "))
    found = rank_tests.concordance(shares(known["effort"]), benefit_shares(*(known[name] for name in of)))
    return _row(variant, found.n, found.statistic, found.pvalue, found.method, found.reason)


def _row(variant: str, n: int, statistic: float, p: float, method: str, reason: str) -> dict[str, Any]:
    return {
        "variant": variant,
        "n": n,
        "statistic": statistic,
        "p": p,
        "method": method or None,
        "reason": reason or None,
    }
