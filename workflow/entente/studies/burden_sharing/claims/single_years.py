"""Claims on exploitation that are about single years."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Part, Remark, holds
from entente.studies.burden_sharing.who_carries_what import SOURCE_NAMES


def first_significant_year(
    evidence: Evidence, group: str, source: str, year: int, since: int, level: float = 0.05
) -> Iterator[Part]:
    """First year since {since} in which the rank correlation in {group}, by {source}, has a p below 0.05."""
    rows = _series(evidence, group, source).loc[since:]
    if rows.empty:
        raise NotTestable(f"{SOURCE_NAMES[source]} has no years of {group} since {since}")
    found = rows.index[rows["p"] < level]
    if found.empty:
        yield holds(False, f"no year since {since} has such a p")
    else:
        yield holds(found[0] == year, f"the first year since {since} is {found[0]}", found[0])


def beside_print(
    evidence: Evidence, group: str, source: str, printed: Mapping[int, float]
) -> Iterator[Remark]:
    """Rank correlations of {group} by {source} beside those that are printed."""
    rows = _series(evidence, group, source)["rho"]
    told = [f"{year} {_number(rows.get(year, math.nan))} ({_number(rho)})" for year, rho in printed.items()]
    yield Remark(f"ρ by {SOURCE_NAMES[source]}, in brackets what is printed: {', '.join(told)}.")


def _series(evidence: Evidence, group: str, source: str) -> pd.DataFrame:
    table = evidence["exploitation"]
    rows = table[(table["group"] == group) & (table["source"] == source)]
    return rows.set_index("year").sort_index()


def _number(rho: float) -> str:
    return "unknown" if math.isnan(rho) else f"{rho:.2f}"
