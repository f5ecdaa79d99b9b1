"""Claims on who rides free: by responses to the leader's growth, and by weight in the alliance."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import LEVEL, NotTestable, Part, between, by_p
from entente.judging.intervals import Estimate, Z

#: Terms of an ally's response to the growth of the leader's spending: its value, and its test against 1.
RESPONSE, BELOW_ONE = "leader", "leader_below_1"


def share_of_riders(
    evidence: Evidence, source: str, within: tuple[float, float], significant: bool = False
) -> Iterator[Part]:
    """Share of allies whose response to the leader's growth is below 1, by {source}; of those tested too."""
    responses = _of_allies(evidence, source, BELOW_ONE if significant else RESPONSE)
    riding = responses["p"] < LEVEL if significant else responses["estimate"] < 1
    told = f"below 1 (p < {LEVEL}, one-sided)" if significant else "below 1"
    name = f"the share of {len(responses)} allies whose response is {told}"
    yield between(name, float(riding.mean()), *within)


def size_of_riders(evidence: Evidence, source: str) -> Iterator[Part]:
    """Whether p of the rank correlation of responses, by {source}, with GDP is at least 5 %."""
    table = evidence["determinants"]
    row = table[
        (table["table"] == "growth_responses")
        & (table["column"] == source)
        & (table["term"] == "rank_correlation_with_gdp")
    ]
    if row.empty or row["p"].isna().all():
        raise NotTestable("there are too few responses")
    value, n, p = (float(row[name].iloc[0]) for name in ("estimate", "n", "p"))
    # Fisher's z, with the variance that Fieller, Hartley and Pearson (1957) give rank correlations.
    error = math.sqrt(1.06 / (n - 3))
    low, high = (math.tanh(math.atanh(value) + way * Z * error) for way in (-1, 1))
    yield by_p(f"the rank correlation with GDP, of {n:g} allies,", Estimate(value, low, high, p), p >= LEVEL)


def share_of_responding_alliances(
    evidence: Evidence, source: str, within: tuple[float, float]
) -> Iterator[Part]:
    """Share of alliances in which members with a larger share in GDP let spending grow more, by {source}.

    By the 95 % interval of the response, partially pooled over alliances.
    """
    table = evidence["weight_responses"]
    rows = table[table["source"] == source]
    if rows.empty:
        raise NotTestable("there are no responses of alliances")
    more = rows["pooled"] - Z * rows["pooled_se"] > 0
    yield between(f"the share of {len(rows)} alliances with such a response", float(more.mean()), *within)


def mean_response_of_alliances(evidence: Evidence, source: str) -> Iterator[Part]:
    """Whether p of the mean response to the share in an alliance's GDP, by {source}, is at least 5 %."""
    table = evidence["determinants"]
    row = table[
        (table["table"] == "weight_responses") & (table["column"] == source) & (table["term"] == "mean")
    ]
    if row.empty:
        raise NotTestable("there are no responses of alliances")
    mean = Estimate.with_error(row["estimate"].iloc[0], row["se"].iloc[0])
    yield by_p("the mean response", mean, mean.p_value >= LEVEL)


def _of_allies(evidence: Evidence, source: str, term: str) -> pd.DataFrame:
    table = evidence["determinants"]
    ally = table["column"].str.startswith(f"{source}:")
    rows = table[(table["table"] == "growth_responses") & ally & (table["term"] == term)]
    known = rows.dropna(subset="estimate")
    if known.empty:
        raise NotTestable("no ally has enough years")
    return known
