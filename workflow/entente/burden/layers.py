"""Layers of security cooperation: ties of states by year, from agreements, transfers and memberships.

A layer is a table of year, ccode1 and ccode2, the lower code first, each pair and year once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from entente.systems.dyads import DYAD_YEAR, order_codes


def together(memberships: pd.DataFrame, group: Sequence[str]) -> pd.DataFrame:
    """Return the pairs of states that are in one group in a year: the projection of a table of two modes.

    ``memberships`` has year, ccode and the columns that identify a ``group``.
    """
    key = [*group, "year"]
    once = memberships[[*key, "ccode"]].drop_duplicates()
    pairs = once.merge(once, on=key, suffixes=("1", "2"))
    pairs = pairs.loc[pairs["ccode1"] < pairs["ccode2"], DYAD_YEAR]
    return pairs.drop_duplicates(ignore_index=True)


def since(transfers: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return the pairs between which something was sent in the year or one of the ``years`` − 1 before it.

    ``transfers`` has year, supplier and recipient.  The first year of the result is the first of which so
    many are known, the last that of the transfers.
    """
    given = transfers.rename(columns={"supplier": "ccode1", "recipient": "ccode2"})
    pairs = order_codes(given[DYAD_YEAR]).drop_duplicates()
    carried = pd.concat([pairs.assign(year=pairs["year"] + later) for later in range(years)])
    within = carried["year"].between(pairs["year"].min() + years - 1, pairs["year"].max())
    return carried[within].drop_duplicates(ignore_index=True)


def union(layers: Sequence[pd.DataFrame], first: int, last: int) -> pd.DataFrame:
    """Return the pairs that are tied in any of the layers, in the years that all of them cover."""
    joined = pd.concat(layers, ignore_index=True).drop_duplicates(ignore_index=True)
    return joined[joined["year"].between(first, last)]


def stacked(layers: Mapping[str, pd.DataFrame], members: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the ties of all layers within some years, and whether both states belong to the system.

    ``layers`` are by name; ``members`` has year and ccode of the members of the state system.  Returned are
    layer, year, ccode1, ccode2 and in_system.
    """
    named = [layer[DYAD_YEAR].assign(layer=name) for name, layer in layers.items()]
    ties = pd.concat(named, ignore_index=True)
    ties = ties[ties["year"].between(first, last)].reset_index(drop=True)
    known = pd.MultiIndex.from_frame(members[["year", "ccode"]])
    there = [pd.MultiIndex.from_frame(ties[["year", code]]).isin(known) for code in ("ccode1", "ccode2")]
    return ties.assign(in_system=there[0] & there[1])[["layer", *DYAD_YEAR, "in_system"]]


def per_year(ties: pd.DataFrame, covered: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """Return how many ties between members of the system each layer has, by year: year, layer, ties.

    ``ties`` is of :func:`stacked`; ``covered`` are the first and the last year of each layer, of which those
    without a tie have 0.
    """
    inside = ties[ties["in_system"]].groupby(["layer", "year"]).size()
    years = [(name, year) for name, (first, last) in covered.items() for year in range(first, last + 1)]
    index = pd.MultiIndex.from_tuples(years, names=["layer", "year"])
    counts = inside.reindex(index, fill_value=0).rename("ties").reset_index()
    return counts.sort_values(["layer", "year"], ignore_index=True)[["year", "layer", "ties"]]
