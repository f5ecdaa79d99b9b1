"""Claims on coefficients that are about what is printed beside them, or about the long run."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Part, above, holds, number
from entente.judging.intervals import Estimate
from entente.regressions.specification import LONG_RUN


def covers_print(evidence: Evidence, regression: str, term: str, printed: str) -> Iterator[Part]:
    """Whether the 95 % interval of {term} in {regression} covers the coefficient of {printed}."""
    ours = _estimate(evidence["effort"], regression, term)
    stated = _estimate(evidence["effort"], f"printed:{printed}", term).value
    covers = ours.low <= stated <= ours.high
    yield holds(covers, f"its 95 % interval {'covers' if covers else 'does not cover'} {number(stated)}")


def larger_in_the_long_run(evidence: Evidence, regression: str, term: str, lagged: str) -> Iterator[Part]:
    """Whether the long-run effect of {term} in {regression} is below 0, and larger than the short-run one.

    It is that over 1 − ρ, and so larger if ρ, the coefficient of {lagged}, is above 0.
    """
    table = evidence["determinants"]
    in_long_run = _estimate(table, regression, LONG_RUN + term)
    short = _estimate(table, regression, term).value
    yield above("the long-run effect", in_long_run, sign=-1)
    times = in_long_run.value / short
    name = f"it is {number(times)} times the short-run one: ρ"
    yield above(name, _estimate(table, regression, lagged))


def _estimate(table: pd.DataFrame, column: str, term: str) -> Estimate:
    rows = table[(table["column"] == column) & (table["term"] == term)]
    if rows.empty or rows["estimate"].isna().all():
        raise NotTestable(f"{term} of {column} was not estimated")
    [row] = rows.drop_duplicates(["column", "term"]).to_dict("records")
    return Estimate.with_error(row["estimate"], math.nan if pd.isna(row["se"]) else row["se"])
