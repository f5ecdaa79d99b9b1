"""States, dyads and pairs of states as claims look at them, and the claims on them that fit no form."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from entente.core.errors import SchemaError
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import printed_moment
from entente.judging.claims.parts import NotTestable, Part, above, between, holds, larger
from entente.judging.intervals import by_cluster, correlation, difference, error_of, slopes
from entente.studies.maoz2011.claims.actual_networks import network, years
from entente.studies.maoz2011.claims.power_law import power_law


def pairs(evidence: Evidence) -> pd.DataFrame:
    """Return the ordered pairs of states of a year: each dyad-year twice, seen by its first state.

    Returns
    -------
    DataFrame
        ccode1 and ccode2, the state and its partner; ally_pact, common_enemies, in_group (the partner is in
        the state's reference group); with the prefix state_ or partner_: rank, in capability among the
        members of the year, 0 to 1, democracy, autocracy (both False of a state without a regime).
    """
    dyads, states = evidence["dyad_years"], evidence["state_years"]
    about = states[["year", "ccode", "democracy"]].assign(
        rank=states.groupby("year")["capability"].rank(pct=True),
        autocracy=(states["regime"] == "autocracy").fillna(False).astype(bool),
    )
    seen = {1: _of_states(dyads, about, "ccode1"), 2: _of_states(dyads, about, "ccode2")}
    shared = dyads[["ally_pact", "common_enemies"]]
    sides = [
        shared.assign(
            ccode1=dyads[f"ccode{one}"],
            ccode2=dyads[f"ccode{other}"],
            in_group=dyads[f"srg_{one}_has_{other}"],
            **seen[one].add_prefix("state_"),
            **seen[other].add_prefix("partner_"),
        )
        for one, other in ((1, 2), (2, 1))
    ]
    return pd.concat(sides, ignore_index=True)


def not_yet_allied(evidence: Evidence) -> pd.DataFrame:
    """Return the dyad-years that follow a year without a pact between the same states.

    Returns
    -------
    DataFrame
        Columns of the dyad-years; new, whether the dyad has a pact now; earlier_pacts, those that the two
        states had with others the year before.
    """
    dyads = evidence["dyad_years"].sort_values(["ccode1", "ccode2", "year"])
    follows = ~dyads["ally_pact"].shift(fill_value=True) & (dyads["year"] == dyads["year"].shift() + 1)
    for side in ("ccode1", "ccode2"):
        follows &= dyads[side] == dyads[side].shift()
    dyads = dyads[follows]
    earlier = sum(
        _of_states(dyads, evidence["state_years"], side, 1)["allies_pact"] for side in ("ccode1", "ccode2")
    )
    return dyads.assign(new=dyads["ally_pact"], earlier_pacts=earlier)


def dyads_of_cliques(evidence: Evidence) -> pd.DataFrame:
    """Return the dyad-years with days, of all their disputes, and apart, whether cliques tell them apart.

    These are dyads of two states with pacts, not with each other: in cliques, and in no common one.
    """
    dyads = evidence["dyad_years"][["year", "ccode1", "ccode2", "ally_pact", "dispute", "war"]]
    keys = ["year", "ccode1", "ccode2"]
    days = evidence["disputes"].groupby(keys)["days"].sum()
    one, other = (_of_states(dyads, evidence["state_years"], side)["allies_pact"] > 0 for side in keys[1:])
    return dyads.join(days, on=keys).fillna({"days": 0}).assign(apart=one & other & ~dyads["ally_pact"])


def transitions(evidence: Evidence) -> pd.DataFrame:
    """Return state-years with their new pacts, and the group's size and the disputes of the year before.

    Returns
    -------
    DataFrame
        year, ccode, new, srg_size, disputes; state-years without a year before are left out.
    """
    fresh, dyads = evidence["not_yet_allied"], evidence["dyad_years"]
    states, keys = evidence["state_years"][["year", "ccode", "srg_size"]], ["year", "ccode"]
    before = states.join(_per_state(dyads[dyads["dispute"]], "disputes"), on=keys)
    rows = states[keys].merge(before.assign(year=states["year"] + 1), on=keys)
    return rows.join(_per_state(fresh[fresh["new"]], "new"), on=keys).fillna({"new": 0, "disputes": 0})


def _per_state(dyads: pd.DataFrame, name: str) -> pd.Series:
    """How many of the dyads each state has in each year."""
    sides = [dyads[["year", side]].set_axis(["year", "ccode"], axis=1) for side in ("ccode1", "ccode2")]
    return pd.concat(sides).groupby(["year", "ccode"]).size().rename(name)


def _of_states(dyads: pd.DataFrame, states: pd.DataFrame, side: str, earlier: int = 0) -> pd.DataFrame:
    """What is known of the states on one side of dyad-years, some years earlier, with the dyads' index."""
    known = states.set_index(["year", "ccode"])
    positions = known.index.get_indexer(pd.MultiIndex.from_arrays([dyads["year"] - earlier, dyads[side]]))
    if (positions < 0).any():
        raise SchemaError(
            f"{int((positions < 0).sum())} dyad-years have a {side} that is no member of the system.",
            "Make the panels of state-years and dyad-years anew, of the same tables.",
        )
    return known.iloc[positions].set_index(dyads.index)


def commitment(evidence: Evidence) -> Iterator[Part]:
    """Range of the index of alliance commitment, and its correlation with the number of allies."""
    states = evidence["state_years"]
    index, error = states["alliance_commitment"], by_cluster(states["ccode"])
    low, high = index.min(), index.max()
    yield holds(low >= 0 and high <= 1, f"the index goes from {low:g} to {high:g}", high)
    found = correlation(index, states["allies_any"], error)
    yield above("its correlation with the number of allies", found)


def degree_distribution(evidence: Evidence) -> Iterator[Part]:
    """Whether degrees are random, of all states, and like a power law, of those with two allies and more."""
    from scipy.stats import chi2

    judged = []
    for year in years(evidence):
        degrees = network(evidence, year).ties.sum(axis=1)
        n, average = len(degrees), degrees.mean()
        # In a random network of the same density degrees are binomial.
        spread = average * (1 - average / (n - 1)) if n > 1 else 0
        if spread > 0:
            judged.append(((degrees - average) ** 2).sum() / spread > chi2.ppf(0.95, n - 1))
    if not judged:
        raise NotTestable("nobody is allied in any year")
    share = float(np.mean(judged))
    yield holds(share < 0.5, f"degrees of all states are not random in {share:.0%} of the years", share)
    _, power, poisson = evidence.once(_fitted)
    yield larger("the log-likelihood of a power law", power, "of a Poisson distribution", poisson)


def exponent(evidence: Evidence, low: float, high: float) -> Iterator[Part]:
    """Maximum-likelihood exponent of a discrete power law for degrees (pacts) of two and more, all years."""
    yield between("the exponent", evidence.once(_fitted)[0], low, high)


def _fitted(evidence: Evidence) -> tuple[float, float, float]:
    degrees = evidence["state_years"]["allies_pact"].to_numpy()
    degrees = degrees[degrees >= 2].astype(np.int64)
    if len(degrees) < 100:
        raise NotTestable("fewer than 100 state-years have two allies or more")
    return power_law(degrees)


def stresses(evidence: Evidence) -> Iterator[Part]:
    """Effects of a like partner and of a common enemy on pacts, of democracies and of autocracies."""
    everybody = evidence["pairs"]
    for regime, words, sign in (("democracy", "democracies", 1), ("autocracy", "autocracies", -1)):
        rows = everybody[everybody[f"state_{regime}"]]
        like, enemies = rows[f"partner_{regime}"].astype(float), rows["common_enemies"].astype(float)
        # With the sum as second regressor, the first slope is the difference of the two effects.
        gap = slopes(rows["ally_pact"], np.column_stack([like, like + enemies]), error_of(rows))[0]
        yield above(f"for {words}, affinity less common enemies, the difference of effects", gap, sign=sign)


def allies_in_groups(evidence: Evidence) -> Iterator[Part]:
    """Odds of an alliance inside each other's reference group and outside, and the difference of rates."""
    dyads = evidence["dyad_years"]
    allied, mutual = dyads["ally_any"].to_numpy(), dyads["srg_mutual"].to_numpy()
    inside, outside = (allied[which].mean() if which.any() else np.nan for which in (mutual, ~mutual))
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.divide(inside, 1 - inside) / np.divide(outside, 1 - outside)
    gap = difference(allied, mutual, error_of(dyads))
    yield above(f"with an odds ratio of {odds:.2f}, the difference of rates", gap)


def share_in_groups(evidence: Evidence) -> Iterator[Part]:
    """Share of allied dyad-years (any type) that are in each other's reference group."""
    dyads = evidence["dyad_years"]
    printed = printed_moment(evidence, "share_of_alliance_dyad_years_within_srg").printed
    share = float(dyads.loc[dyads["ally_any"], "srg_mutual"].mean())
    yield holds(share > printed, f"the share is {share:.3f} (stated: above {printed})", share)


def imbalanced_alliances(evidence: Evidence) -> Iterator[Part]:
    """Slopes of an alliance inside each other's reference group on three kinds of affinity."""
    dyads = evidence["dyad_years"]
    dyads = dyads[dyads["srg_mutual"]]
    if dyads.empty:
        raise NotTestable("no dyad is in each other's reference group")
    ties = pd.DataFrame(
        {
            "joint democracy": dyads["joint_democracy"],
            "trade": dyads["past_trade"] > 0,
            "shared organizations": dyads["past_igos"] > 0,
        }
    )
    share = ties[dyads["ally_any"]].any(axis=1).mean()
    found = slopes(dyads["ally_any"], ties.astype(float), error_of(dyads))
    for name, slope in zip(ties, found, strict=True):
        yield above(f"{share:.0%} of these alliances have one of the three; the slope on {name}", slope)
