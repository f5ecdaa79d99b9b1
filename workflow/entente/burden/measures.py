"""Measures of who carries what: burdens of members, shares in burdens and benefits, inequality of a group.

A member i of a group has effort m, in any unit, and resources w, such as GDP.  Its burden is b = m / w, its
share of the burden s = m / Σm.  Members without data are left out beforehand; :func:`coverage_flag` says how
that is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.member_values import NOT_NEGATIVE, POSITIVE, labelled, members
from entente.core.errors import BurdenInputError

if TYPE_CHECKING:
    import pandas as pd

#: Shares of the members with data below which a value of the group is flagged, and missing (choices).
FLAGGED_BELOW, MISSING_BELOW = 0.8, 0.5

#: How coverage is judged.
ENOUGH, LOW, TOO_LOW = "enough", "low", "too low"


def coverage_flag(coverage: float) -> str:
    """Return how far a value of a group is to be trusted, by the share of its members that have data.

    Parameters
    ----------
    coverage : float
        From 0 to 1.

    Returns
    -------
    {"enough", "low", "too low"}
        Low below 0.8; too low, so that the value is missing, below 0.5.

    Raises
    ------
    BurdenInputError
        If it is no share.
    """
    if not 0 <= coverage <= 1:
        raise BurdenInputError(
            f"A coverage of {coverage} is no share.", "Divide members with data by members."
        )
    return TOO_LOW if coverage < MISSING_BELOW else LOW if coverage < FLAGGED_BELOW else ENOUGH


def burdens(effort: Any, resources: Any) -> np.ndarray | pd.Series:
    """Return burdens, m / w.

    Parameters
    ----------
    effort, resources : array_like, shape (n,)
        m ≥ 0 and w > 0 of each member; pandas objects must have the same labels in the same order.

    Returns
    -------
    ndarray or Series, shape (n,)
        With the labels, if there are any.

    Raises
    ------
    BurdenInputError
        If labels or lengths differ, or a number is missing or out of range.
    """
    (m, w), labels = members({"effort": (effort, NOT_NEGATIVE), "resources": (resources, POSITIVE)})
    return labelled(m / w, labels)


def relative_to_year(burden: Any, year: Any) -> np.ndarray | pd.Series:
    """Return log burdens less their mean in the year, which no deflator changes.

    Parameters
    ----------
    burden : array_like, shape (n,)
        b > 0, of states in any years.
    year : array_like, shape (n,)

    Returns
    -------
    ndarray or Series, shape (n,)

    Raises
    ------
    BurdenInputError
        As by :func:`burdens`; a burden of 0 has no logarithm.
    """
    (b, years), labels = members({"burden": (burden, POSITIVE), "year": (year, NOT_NEGATIVE)})
    _, place = np.unique(years, return_inverse=True)
    logs = np.log(b)
    return labelled(logs - (np.bincount(place, logs) / np.bincount(place))[place], labels)


def shares(amount: Any) -> np.ndarray | pd.Series:
    """Return shares in the group's sum, such as burden shares s = m / Σm.

    Parameters
    ----------
    amount : array_like, shape (n,)
        0 or more each, and not all 0.

    Returns
    -------
    ndarray or Series, shape (n,)

    Raises
    ------
    BurdenInputError
        As by :func:`burdens`, and if all are 0.
    """
    (values,), labels = members({"amount": (amount, NOT_NEGATIVE)})
    return labelled(_shares(values, "amount"), labels)


def benefit_shares(gdp: Any, population: Any = None, exposed_border: Any = None) -> np.ndarray | pd.Series:
    """Return shares in the benefits of defence: the mean of the shares in what is there to be defended.

    Parameters
    ----------
    gdp : array_like, shape (n,)
        Above 0.
    population : array_like, shape (n,), optional
    exposed_border : array_like, shape (n,), optional
        Length of border and coast that is not shared with a member; 0 for a member that has none.

    Returns
    -------
    ndarray or Series, shape (n,)
        v, which sums to 1; of GDP alone if that alone is given.

    Raises
    ------
    BurdenInputError
        As by :func:`shares`.

    Notes
    -----
    Sandler and Forbes (1980), Sandler and Murdoch (2000).
    """
    given = {"GDP": (gdp, POSITIVE)}
    if population is not None:
        given["population"] = (population, POSITIVE)
    if exposed_border is not None:
        given["exposed border"] = (exposed_border, NOT_NEGATIVE)
    values, labels = members(given)
    found = [_shares(amount, name) for amount, name in zip(values, given, strict=True)]
    return labelled(np.mean(found, axis=0), labels)


def relative_burdens(effort: Any, benefit_share: Any) -> np.ndarray | pd.Series:
    """Return relative burdens s / v: above 1 where a member carries more than its share in the benefits.

    Parameters
    ----------
    effort : array_like, shape (n,)
        m ≥ 0, or shares in the burden.
    benefit_share : array_like, shape (n,)
        v > 0 (:func:`benefit_shares`).

    Returns
    -------
    ndarray or Series, shape (n,)

    Raises
    ------
    BurdenInputError
        As by :func:`shares`.
    """
    (m, v), labels = members({"effort": (effort, NOT_NEGATIVE), "benefit share": (benefit_share, POSITIVE)})
    return labelled(_shares(m, "effort") / v, labels)


@dataclass(frozen=True)
class Inequality:
    """How unequal the burdens of a group are.

    Attributes
    ----------
    dissimilarity : float
        ½ Σ|s − w/Σw|: the share of the effort that would have to change hands for equal burdens.
    gini : float
        Gini coefficient of burdens, each member counted once: Σ|b_i − b_j| / (2 n² mean b).
    herfindahl : float
        Σs²: how few carry the effort; 1/n if all carry the same.
    leaders_excess : float
        The share in the effort of the member with most resources, less its share in these.
    leader : object
        Its label, or its position; the first of several.
    """

    dissimilarity: float
    gini: float
    herfindahl: float
    leaders_excess: float
    leader: object


def inequality(effort: Any, resources: Any) -> Inequality:
    """Return the inequality of a group.

    Parameters
    ----------
    effort, resources : array_like, shape (n,)
        m ≥ 0, not all 0, and w > 0 of each member, two or more; pandas objects must have the same labels in
        the same order.

    Returns
    -------
    Inequality

    Raises
    ------
    BurdenInputError
        As by :func:`shares`, and if there are fewer than two members.
    """
    given = {"effort": (effort, NOT_NEGATIVE), "resources": (resources, POSITIVE)}
    (m, w), labels = members(given, least=2)
    s, fair, b = _shares(m, "effort"), w / w.sum(), m / w
    leader = int(w.argmax())
    return Inequality(
        dissimilarity=float(np.abs(s - fair).sum() / 2),
        gini=float(np.abs(b[:, None] - b).sum() / (2 * len(b) ** 2 * b.mean())),
        herfindahl=float((s**2).sum()),
        leaders_excess=float(s[leader] - fair[leader]),
        leader=leader if labels is None else labels[leader],
    )


def lorenz_curve(effort: Any, resources: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the Lorenz curve of effort over resources.

    Parameters
    ----------
    effort, resources : array_like, shape (n,)
        As :func:`inequality` takes them.

    Returns
    -------
    resources, effort : ndarray, shape (n + 1,)
        Shares summed over members from the lowest burden to the highest, beginning with 0: on the diagonal if
        all bear the same burden, below it else.  The greatest distance from it is the dissimilarity.

    Raises
    ------
    BurdenInputError
        As by :func:`inequality`.
    """
    given = {"effort": (effort, NOT_NEGATIVE), "resources": (resources, POSITIVE)}
    (m, w), _ = members(given, least=2)
    s, fair = _shares(m, "effort"), w / w.sum()
    order = np.argsort(m / w, kind="stable")
    return tuple(np.concatenate([[0.0], np.cumsum(parts[order])]) for parts in (fair, s))


def personnel_burdens(personnel: Any, gdp: Any) -> np.ndarray | pd.Series:
    """Return personnel sent, such as the UN's, per million of GDP.

    Parameters
    ----------
    personnel : array_like, shape (n,)
        Persons, 0 or more.
    gdp : array_like, shape (n,)
        In millions, above 0.

    Returns
    -------
    ndarray or Series, shape (n,)

    Raises
    ------
    BurdenInputError
        As by :func:`burdens`.
    """
    given = {"personnel": (personnel, NOT_NEGATIVE), "GDP": (gdp, POSITIVE)}
    (persons, millions), labels = members(given)
    return labelled(persons / millions, labels)


def hosted_troops(troops: Any, population: Any) -> np.ndarray | pd.Series:
    """Return troops of another state that members host, per 1,000 inhabitants.

    Parameters
    ----------
    troops : array_like, shape (n,)
        Persons, 0 or more.
    population : array_like, shape (n,)
        In millions, above 0.

    Returns
    -------
    ndarray or Series, shape (n,)

    Raises
    ------
    BurdenInputError
        As by :func:`burdens`.
    """
    given = {"troops": (troops, NOT_NEGATIVE), "population": (population, POSITIVE)}
    (persons, millions), labels = members(given)
    return labelled(persons / (1000 * millions), labels)


def broad_burdens(kinds: pd.DataFrame) -> pd.Series:
    """Return the mean rank of members over several kinds of burden in a year.

    Parameters
    ----------
    kinds : DataFrame, shape (n, k)
        A row a state of the year, a column a kind of burden (spending as a share of GDP, UN personnel per
        GDP, interventions), missing where it is not known.

    Returns
    -------
    Series, shape (n,)
        The mean of ranks as shares, (rank − ½) / n among the states that have all kinds, those with equal
        values the same; missing for others (choices; Sandler and Shimizu 2014 add aid, for which no series is
        here).

    Raises
    ------
    BurdenInputError
        If a burden is below 0, or a state stands twice.
    """
    complete = kinds.dropna()
    members({str(kind): (complete[kind], NOT_NEGATIVE) for kind in kinds}, least=0)
    ranks = (complete.rank() - 0.5) / max(len(complete), 1)
    return ranks.mean(axis="columns").reindex(kinds.index)


def _shares(amount: np.ndarray, name: str) -> np.ndarray:
    total = amount.sum()
    if not total > 0:
        raise BurdenInputError(
            f"The {name} of all members is 0: there are no shares in it.",
            "Leave the group out, and count it among the missing.",
        )
    return amount / total
