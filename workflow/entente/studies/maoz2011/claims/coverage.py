"""Claims on what the data cover: years and units of the raw files and of the panels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Part, holds
from entente.judging.claims.registry import Family

#: The years of the study.
FIRST, LAST = 1816, 2001

#: Share of the units that “all” allows to be missing (choice).
ALLOWED = 0.01

CLAIMS = Family()


def _span(evidence: Evidence, table: str, first: int, last: int) -> Part:
    evidence.require_years(FIRST, LAST)
    years = evidence[table]["year"]
    clause = f"the data go from {years.min()} to {years.max()} (stated: {first}–{last})"
    return holds(years.min() <= first and years.max() >= last, clause)


def _known(share: float, what: str) -> Part:
    return holds(share >= 1 - ALLOWED, f"{what} are known for {share:.1%}", share)


@CLAIMS.claim("p13-03", "First and last year and number of years of the panel, and its state-years.")
def _all_states(evidence: Evidence) -> Iterator[Part]:
    evidence.require_years(FIRST, LAST)
    years, states = evidence["system_years"]["year"], evidence["state_years"]
    span = (int(years.min()), int(years.max()), len(years))
    clause = f"the panel has {span[2]} years, {span[0]}–{span[1]}, and {len(states):,} state-years"
    yield holds(span == (FIRST, LAST, LAST - FIRST + 1), clause, span[2])


@CLAIMS.claim("p13-04", "Dyad-years of the panel against n(n − 1)/2 summed over its years.")
def _all_dyads(evidence: Evidence) -> Iterator[Part]:
    n = evidence["system_years"]["n"].astype(np.int64)
    pairs, rows = int((n * (n - 1) // 2).sum()), len(evidence["dyad_years"])
    yield holds(pairs == rows, f"the panel has {rows:,} dyad-years of {pairs:,}", rows)


@CLAIMS.claim(
    "p14-01", "First and last year of the contiguity data; pairs that they do not list are not contiguous."
)
def _contiguity(evidence: Evidence) -> Iterator[Part]:
    yield _span(evidence, "contiguity", FIRST, LAST)


@CLAIMS.claim("p14-02", "First and last year of the dyadic dispute data.")
def _disputes(evidence: Evidence) -> Iterator[Part]:
    yield _span(evidence, "disputes", FIRST, LAST)


@CLAIMS.claim("p14-03", "First and last year with an alliance in the alliance data.")
def _alliances(evidence: Evidence) -> Iterator[Part]:
    yield _span(evidence, "alliances", FIRST, 2004)


@CLAIMS.claim(
    "p14-04", "Years of the data on organizations: every fifth of 1820–1960 and each of 1965–2000, none else."
)
def _organizations(evidence: Evidence) -> Iterator[Part]:
    evidence.require_years(FIRST, LAST)
    years = set(evidence["igo_states"]["year"].unique().tolist())
    early = {year for year in years if FIRST < year < 1965}
    told = f"{len(early)} years of 1817–1964, {len(years & set(range(1965, 2001)))} of 1965–2000"
    right = set(range(1965, 2001)) <= years and early <= set(range(1820, 1965, 5)) and len(early) > 20
    yield holds(right, f"the data have {told}", len(years))


@CLAIMS.claim(
    "p14-05",
    "First and last year of the dyadic trade data, and share of the dyad-years of 1870–2000 with trade "
    "known: “all” allows 1 % without.",
)
def _trade(evidence: Evidence) -> Iterator[Part]:
    yield _span(evidence, "trade_dyads", 1870, 2000)
    dyads = evidence["dyad_years"]
    within = dyads[dyads["year"].between(1870, 2000)]
    yield _known(float(within["trade_dependence"].notna().mean()), "trade flows of dyad-years")


@CLAIMS.claim(
    "p14-06",
    "First and last year of the capability data, and share of the state-years with military data of the "
    "year itself: “all” allows 1 % without.",
)
def _capabilities(evidence: Evidence) -> Iterator[Part]:
    yield _span(evidence, "capabilities", FIRST, LAST)
    own = evidence["state_years"]["capability_source"].isin(["both", "expenditure", "personnel"])
    yield _known(float(own.mean()), "military data of state-years")


@CLAIMS.claim(
    "p14-07",
    "First and last year of the regime data, and share of the state-years with a usable score: “all” "
    "allows 1 % without.",
)
def _regimes(evidence: Evidence) -> Iterator[Part]:
    yield _span(evidence, "regimes", FIRST, LAST)
    yield _known(
        float(evidence["state_years"]["regime_score"].notna().mean()), "regime scores of state-years"
    )


@CLAIMS.claim(
    "p11-03", "Historical mean of each density against the range that the random systems draw from."
)
def _ranges(evidence: Evidence) -> Iterator[Part]:
    rows = evidence["ranges"]
    rows = rows[rows["factor"] != "n"].dropna(subset="mean")
    if rows.empty:
        raise NotTestable("no historical means")
    for row in rows.itertuples():
        name = row.factor.replace("_", " ")
        clause = f"the mean {name} is {row.mean:.3f}, the range {row.low:.3f} to {row.high:.3f}"
        yield holds(row.low <= row.mean <= row.high, clause, row.mean)
