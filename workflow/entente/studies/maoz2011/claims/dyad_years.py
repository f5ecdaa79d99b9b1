"""Claims on dyad-years: who allies with whom, and who fights whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Part, between, directed, holds, insignificant
from entente.judging.claims.registry import Family
from entente.judging.intervals import Error, Estimate, by_state_pair, difference, ratio, slopes
from entente.studies.maoz2011.claims.pairs_of_states import (
    allies_before,
    dispute_days,
    from_either_side,
    not_yet_allied,
)

#: What “almost twice” is read as, and the share that the text says is passed (choices and page 25).
ALMOST_TWICE = (1.75, 2.0)
WITHIN_GROUPS = 0.31

_BY_STATES = "interval robust to all that dyads with a state in common share"

CLAIMS = Family()


def _either(pairs: pd.DataFrame) -> Error:
    return by_state_pair(pairs["state"], pairs["partner"])


def _dyadic(dyads: pd.DataFrame) -> Error:
    return by_state_pair(dyads["ccode1"], dyads["ccode2"])


@CLAIMS.claim(
    "p07-01",
    "Mean rank in capability (0 to 1 among the year's members) of allies by pact less that of other "
    f"states, all outside the reference group; {_BY_STATES}.",
)
def _strong_allies(evidence: Evidence) -> Iterator[Part]:
    pairs = evidence.once(from_either_side)
    pairs = pairs[~pairs["in_group"]]
    gap = difference(pairs["partner_capability_rank"], pairs["ally_pact"], _either(pairs))
    yield directed("the difference of mean rank, allies less others,", gap, 1)


@CLAIMS.claim(
    "p07-02",
    "Share of democracies among the allies by pact of democracies less that among their other partners; "
    f"{_BY_STATES}.",
)
def _democratic_allies(evidence: Evidence) -> Iterator[Part]:
    pairs = evidence.once(from_either_side)
    pairs = pairs[pairs["state_democracy"]]
    gap = difference(pairs["partner_democracy"], pairs["ally_pact"], _either(pairs))
    yield directed("the difference of shares, allies less others,", gap, 1)


@CLAIMS.claim(
    "p07-03",
    "Rate of pacts between two states that are no democracies, with a common enemy less without one; "
    f"{_BY_STATES}.",
)
def _enemies_of_enemies(evidence: Evidence) -> Iterator[Part]:
    pairs = evidence.once(from_either_side)
    pairs = pairs[~pairs["state_democracy"] & ~pairs["partner_democracy"]]
    gap = difference(pairs["ally_pact"], pairs["common_enemies"], _either(pairs))
    yield directed("the difference of rates of pacts", gap, 1)


@CLAIMS.claim(
    "p07-04",
    f"Rate of pacts of dyads with a history of joint cooperation less that of other dyads; {_BY_STATES}.",
)
def _past_cooperation(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence["dyad_years"]
    gap = difference(dyads["ally_pact"], dyads["joint_cooperation"], _dyadic(dyads))
    yield directed("the difference of rates of pacts", gap, 1)


@CLAIMS.claim(
    "p09-02",
    "Rate of disputes of dyads in the same clique of the network of pacts, which are those allied by pact, "
    f"less that of other dyads; {_BY_STATES}.",
)
def _within_groups(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence["dyad_years"]
    gap = difference(dyads["dispute"], dyads["ally_pact"], _dyadic(dyads))
    yield directed("the difference of rates of disputes", gap, -1)


@CLAIMS.claim(
    "p09-03",
    "Rates of disputes and of wars, and days of disputes a dyad-year, of dyads whose states are in "
    "cliques, but in no common one (both have pacts, not with each other), less those of other dyads; "
    f"{_BY_STATES}.",
)
def _between_groups(evidence: Evidence) -> Iterator[Part]:
    dyads, error = evidence["dyad_years"], _dyadic(evidence["dyad_years"])
    allies = evidence.once(allies_before) > 0
    both = np.ones(len(dyads), dtype=bool)
    for side in ("ccode1", "ccode2"):
        both &= allies.reindex(pd.MultiIndex.from_frame(dyads[["year", side]])).to_numpy(dtype=bool)
    between_cliques = both & ~dyads["ally_pact"].to_numpy()
    for name, values in (
        ("rates of disputes", dyads["dispute"]),
        ("rates of wars", dyads["war"]),
        ("days of disputes", evidence.once(dispute_days)),
    ):
        yield directed(f"the difference of {name}", difference(values, between_cliques, error), 1)


@CLAIMS.claim(
    "p24-02",
    "Slope of a new pact on the number of pacts that the two states had the year before, dyads without a "
    f"pact then, in this paper's data (the text cites another study); {_BY_STATES}.",
)
def _preferential_attachment(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence.once(not_yet_allied)
    degrees = evidence.once(allies_before)
    before = np.zeros(len(dyads))
    for side in ("ccode1", "ccode2"):
        index = pd.MultiIndex.from_arrays([dyads["year"] - 1, dyads[side]])
        before += degrees.reindex(index).to_numpy(dtype=np.float64)
    yield insignificant(
        "the slope on earlier pacts", slopes(dyads["new"], before[:, None], _dyadic(dyads))[0]
    )


@CLAIMS.claim(
    "p24-09",
    "Rates of pacts: of democracies, the effect of a democratic partner less that of a common enemy; of "
    "autocracies, the effect of a common enemy less that of an autocratic partner (both effects beside "
    f"each other); {_BY_STATES}.",
)
def _stresses(evidence: Evidence) -> Iterator[Part]:
    pairs = evidence.once(from_either_side)
    for regime, affinity, sign, told in (
        ("democracy", "partner_democracy", 1, "for democracies, affinity less common enemies,"),
        ("autocracy", "partner_autocracy", -1, "for autocracies, affinity less common enemies,"),
    ):
        rows = pairs[pairs[f"state_{regime}"]]
        like, enemies = rows[affinity].astype(float), rows["common_enemies"].astype(float)
        # With the sum as second regressor, the first slope is the difference of the two effects.
        gap = slopes(rows["ally_pact"], np.column_stack([like, like + enemies]), _either(rows))[0]
        yield directed(f"{told} the difference of effects", gap, sign)


@CLAIMS.claim(
    "p25-17",
    "Odds of an alliance (any type) of dyads in each other's reference group against those of other dyads, "
    f"and the difference of the rates; {_BY_STATES}.",
)
def _allies_in_groups(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence["dyad_years"]
    allied, mutual = dyads["ally_any"].to_numpy(), dyads["srg_mutual"].to_numpy()
    inside, outside = (allied[which].mean() if which.any() else np.nan for which in (mutual, ~mutual))
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.divide(inside, 1 - inside) / np.divide(outside, 1 - outside)
    gap = difference(allied, mutual, _dyadic(dyads))
    yield directed(f"with an odds ratio of {odds:.2f}, the difference of rates", gap, 1)


@CLAIMS.claim("p25-18", "Share of allied dyad-years (any type) that are in each other's reference group.")
def _share_in_groups(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence["dyad_years"]
    share = float(dyads.loc[dyads["ally_any"], "srg_mutual"].mean())
    yield holds(share > WITHIN_GROUPS, f"the share is {share:.3f} (stated: above {WITHIN_GROUPS})", share)


@CLAIMS.claim(
    "p26-05",
    "Slopes of a new pact on mean trade dependence and mean joint membership over the five years before, "
    f"beside each other, dyads without a pact the year before; {_BY_STATES}.",
)
def _spill_over(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence.once(not_yet_allied).dropna(subset=["past_trade", "past_joint_igo"])
    found = slopes(dyads["new"], dyads[["past_trade", "past_joint_igo"]], _dyadic(dyads))
    for name, slope in zip(("trade", "shared organizations"), found, strict=True):
        yield directed(f"the slope on earlier {name}", slope, 1)


def _inside_groups(evidence: Evidence) -> pd.DataFrame:
    """Dyad-years in each other's group, with whether they traded and shared organizations before."""
    dyads = evidence["dyad_years"]
    dyads = dyads[dyads["srg_mutual"]]
    return dyads.assign(traded=dyads["past_trade"] > 0, shared=dyads["past_igos"] > 0)


def _almost_twice(claim_id: str, column: str, words: str, known: str = "") -> None:
    told = f" where {known.replace('_', ' ')} is known" if known else ""

    @CLAIMS.claim(
        claim_id,
        f"Share {words} of dyads in each other's reference group that are allied (any type) over that of "
        f"those that are not{told}: {ALMOST_TWICE[0]} to {ALMOST_TWICE[1]:g} is almost twice; {_BY_STATES}.",
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        dyads = evidence.once(_inside_groups)
        if known:
            dyads = dyads.dropna(subset=known)
        found = ratio(dyads[column], dyads["ally_any"], _dyadic(dyads)) if len(dyads) else Estimate(np.nan)
        if np.isnan(found.value):
            raise NotTestable("no such dyads among the allied or among the others")
        part = between("the ratio of shares", found.value, *ALMOST_TWICE)
        yield replace(part, low=found.low, high=found.high, p_value=found.p_value)


_almost_twice("p26-11", "joint_democracy", "of joint democracies")
_almost_twice("p26-12", "traded", "with trade over the five years before", "past_trade")
_almost_twice("p26-13", "shared", "with shared organizations over the five years before", "past_igos")


@CLAIMS.claim(
    "p26-14",
    "Slopes of an alliance (any type) on joint democracy, earlier trade and earlier shared organizations, "
    "beside each other, dyads in each other's reference group (no trade known counts as none); "
    f"{_BY_STATES}.",
)
def _imbalanced_alliances(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence.once(_inside_groups)
    columns = ["joint_democracy", "traded", "shared"]
    if dyads.empty:
        raise NotTestable("no dyad is in each other's reference group")
    found = slopes(dyads["ally_any"], dyads[columns].astype(float), _dyadic(dyads))
    share = dyads.loc[dyads["ally_any"], columns].any(axis=1).mean()
    for name, slope in zip(("joint democracy", "trade", "shared organizations"), found, strict=True):
        yield directed(f"{share:.0%} of these alliances have one of the three; the slope on {name}", slope, 1)
