"""States, dyads and pairs of states as claims look at them, and claims on them and on what the data cover."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from entente.core.errors import SchemaError
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import printed_moment, rows_of
from entente.judging.claims.parts import OWN, NotTestable, Part, Remark, above, between, holds, untestable
from entente.judging.intervals import difference, error_of, mean, slopes
from entente.studies.maoz2011.claims.actual_networks import require_years
from entente.studies.maoz2011.random_systems.runs import STAGES
from entente.studies.maoz2011.units import expected_alliance
from entente.systems.dyads import DYAD, DYAD_YEAR

#: The years of the study.
FIRST, LAST = 1816, 2001

#: Share of the units that “all” allows to be missing (choice).
ALLOWED = 0.01


def costs(evidence: Evidence) -> pd.DataFrame:
    """Return the state-years with cost, their opportunity cost before the first search."""
    first = evidence["opportunity_costs"].query("iteration == 1").set_index(["year", "ccode"])["aoc"]
    return evidence["state_years"].join(first.rename("cost"), on=["year", "ccode"])


def wishes(evidence: Evidence) -> pd.DataFrame:
    """Return the state-years with wishes, how many partners they wish for in the first iteration."""
    wished = evidence["ties"].query("wish and iteration == 1").groupby(["year", "ccode"]).size()
    states = evidence["state_years"].join(wished.rename("wishes"), on=["year", "ccode"])
    return states.fillna({"wishes": 0})


def pairs(evidence: Evidence) -> pd.DataFrame:
    """Return the ordered pairs of states of a year: each dyad-year twice, seen by its first state.

    They have ccode1 and ccode2, the state and its partner; ally_pact, common_enemies, in_group (the partner
    is in the state's reference group); with the prefix state_ or partner_: rank, in capability among the
    members of the year, 0 to 1, democracy, autocracy (both False of a state without a regime).
    """
    dyads, states = evidence["dyad_years"], evidence["state_years"]
    about = states[["year", "ccode", "democracy"]].assign(
        rank=states.groupby("year")["capability"].rank(pct=True),
        autocracy=(states["regime"] == "autocracy").fillna(False).astype(bool),
    )
    exchanged = {
        "ccode1": "ccode2",
        "ccode2": "ccode1",
        "srg_1_has_2": "srg_2_has_1",
        "srg_2_has_1": "srg_1_has_2",
    }
    dyads = dyads[["year", *exchanged, "ally_pact", "common_enemies"]]
    sides = pd.concat([dyads, dyads.rename(columns=exchanged)], ignore_index=True)
    return sides.rename(columns={"srg_1_has_2": "in_group"}).assign(
        **_of_states(sides, about, "ccode1").add_prefix("state_"),
        **_of_states(sides, about, "ccode2").add_prefix("partner_"),
    )


def not_yet_allied(evidence: Evidence) -> pd.DataFrame:
    """Return the dyad-years that follow a year without a pact between the same states.

    Beside the columns of dyad-years they have new, whether the dyad has a pact now, and earlier_pacts, those
    that the two states had with others the year before.
    """
    dyads, states = evidence["dyad_years"].sort_values(["ccode1", "ccode2", "year"]), evidence["state_years"]
    a_year_ago = (dyads[DYAD_YEAR].diff() == [1, 0, 0]).all(axis=1)
    dyads = dyads[a_year_ago & ~dyads["ally_pact"].shift(fill_value=True)]
    earlier = (_of_states(dyads, states, side, 1)["allies_pact"] for side in ("ccode1", "ccode2"))
    return dyads.assign(new=dyads["ally_pact"], earlier_pacts=sum(earlier))


def dyads_of_cliques(evidence: Evidence) -> pd.DataFrame:
    """Return the dyad-years with days, of all their disputes, and apart, whether cliques tell them apart.

    These are dyads of two states with pacts, not with each other: in cliques, and in no common one.
    """
    dyads = evidence["dyad_years"][[*DYAD_YEAR, "ally_pact", "dispute", "war"]]
    days = evidence["disputes"].groupby(DYAD_YEAR)["days"].sum()
    one, other = (_of_states(dyads, evidence["state_years"], side)["allies_pact"] > 0 for side in DYAD)
    return dyads.join(days, on=DYAD_YEAR).fillna({"days": 0}).assign(apart=one & other & ~dyads["ally_pact"])


def transitions(evidence: Evidence) -> pd.DataFrame:
    """Return state-years with new, their new pacts, and srg_size and disputes, those of the year before.

    State-years without a year before are left out.
    """
    fresh, dyads = evidence["not_yet_allied"], evidence["dyad_years"]
    states, keys = evidence["state_years"][["year", "ccode", "srg_size"]], ["year", "ccode"]
    counts = {
        name: _sides(chosen).groupby(keys).size().rename(name)
        for name, chosen in (("disputes", dyads[dyads["dispute"]]), ("new", fresh[fresh["new"]]))
    }
    before = states.join(counts["disputes"], on=keys).assign(year=states["year"] + 1)
    return states[keys].merge(before, on=keys).join(counts["new"], on=keys).fillna({"new": 0, "disputes": 0})


def _sides(dyads: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return dyad-years twice, seen by each of their states: year, ccode, and other columns."""
    sides = (dyads.rename(columns={side: "ccode"})[["year", "ccode", *columns]] for side in DYAD)
    return pd.concat(sides)


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
    """Range of the index of alliance commitment."""
    index = evidence["state_years"]["alliance_commitment"]
    low, high = index.min(), index.max()
    yield holds(low >= 0 and high <= 1, f"the index goes from {low:g} to {high:g}", high)


def stresses(evidence: Evidence) -> Iterator[Part]:
    """Effects of a like partner and of a common enemy on pacts, of democracies and of autocracies."""
    for regime, words, sign in (("democracy", "democracies", 1), ("autocracy", "autocracies", -1)):
        rows = evidence["pairs"].query(f"state_{regime}")
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
    printed = printed_moment(evidence, "share_of_alliance_dyad_years_within_srg").printed
    share = float(evidence["dyad_years"].query("ally_any")["srg_mutual"].mean())
    yield holds(share > printed, f"the share is {share:.3f} (stated: above {printed})", share)


def imbalanced_alliances(evidence: Evidence) -> Iterator[Part]:
    """Slopes of an alliance inside each other's reference group on three kinds of affinity."""
    dyads = evidence["dyad_years"].query("srg_mutual")
    if dyads.empty:
        raise NotTestable("no dyad is in each other's reference group")
    affinity = {
        "joint democracy": dyads["joint_democracy"],
        "trade": dyads["past_trade"] > 0,
        "shared organizations": dyads["past_igos"] > 0,
    }
    ties = pd.DataFrame(affinity)
    share = ties[dyads["ally_any"]].any(axis=1).mean()
    found = slopes(dyads["ally_any"], ties.astype(float), error_of(dyads))
    for name, slope in zip(ties, found, strict=True):
        yield above(f"{share:.0%} of these alliances have one of the three; the slope on {name}", slope)


def predicted_dyads(evidence: Evidence) -> pd.DataFrame:
    """Return the dyad-years with first, intermediate, last: whether the model allies them in the iteration.

    They have ally_any, ally_pact, and the stages, float64: 1 allied, 0 not, NaN in a year without the
    iteration.
    """
    dyads = evidence["dyad_years"][[*DYAD_YEAR, "ally_any", "ally_pact"]]
    allied, series = evidence["ties"].query("alliance"), evidence["series"].dropna(subset="iteration")
    predicted = {}
    for stage in STAGES:
        which = series[series["network"] == f"abm_{stage}"].set_index("year")["iteration"]
        iteration = dyads["year"].map(which)
        asked = dyads.assign(iteration=iteration.fillna(0).astype(np.int64))
        predicted[stage] = np.where(
            iteration.notna(), expected_alliance(asked, allied)["abm_alliance"], np.nan
        )
    return dyads.assign(**predicted)


def one_shot(evidence: Evidence) -> Iterator[Part]:
    """Share of state-years, of those nearer to one prediction, whose allies are nearer to the first."""
    dyads = evidence["predicted_dyads"]
    first, last = ((dyads[stage] != dyads["ally_pact"]).astype(np.int64) for stage in ("first", "last"))
    leads = _sides(dyads.assign(lead=last - first), "lead").groupby(["year", "ccode"])["lead"].sum()
    leads = leads[leads != 0].reset_index()
    if leads.empty:
        raise NotTestable("no state-year is nearer to one prediction than to the other")
    share = mean(leads["lead"] > 0, error_of(leads))
    yield above(f"of {len(leads):,} state-years the share nearer the first", share, 0.5)


def fit_of_dyads(evidence: Evidence, least: float) -> Iterator[Part]:
    """Correlation of predicted with actual alliances (pacts), with recall and precision."""
    dyads = evidence["predicted_dyads"]
    actual = dyads["ally_pact"].to_numpy("float64")
    for stage in ("first", "last"):
        predicted = dyads[stage].to_numpy()
        if predicted.std() > 0 and actual.std() > 0:
            fit = float(np.corrcoef(predicted, actual)[0, 1])
            recall, precision = predicted[actual == 1].mean(), actual[predicted == 1].mean()
            name = f"the correlation ({stage} iteration; recall {recall:.3f}, precision {precision:.3f})"
            yield between(name, fit, least, 1)


def far_too_few(evidence: Evidence, most: float) -> Iterator[Part]:
    """Predicted over actual mean degree (any type), all iterations: far too few is at most {most}."""
    actual = printed_moment(evidence, "mean_alliance_degree").reproduced
    for stage in STAGES:
        degree = printed_moment(evidence, "mean_alliance_degree", stage).reproduced
        part = between(f"the ratio ({stage})", degree / actual, 0, most)
        yield untestable(f"there is no degree ({stage})") if math.isnan(degree) else part


def means_of_print(evidence: Evidence) -> Iterator[Remark]:
    """Whether the printed degree and share of allied dyad-years go together."""
    degree = printed_moment(evidence, "mean_alliance_degree").printed
    share = printed_moment(evidence, "alliance_dyad_year_share").printed
    n = evidence["system_years"]["n"].astype(float)
    yield Remark(
        f"{OWN} means do not go together: {degree} allies are a share of {share} of {degree / share:.0f} "
        f"other states, and the state-years of this run have {(n * (n - 1)).sum() / n.sum():.0f}."
    )


def printed_degree(evidence: Evidence) -> Iterator[Part | Remark]:
    """Which mean degree is nearest to the printed one: by pacts or any alliance, raw or divided by n − 1."""
    states = evidence["state_years"]
    others = states.groupby("year")["ccode"].transform("size") - 1
    means = {
        f"{kind}, {form}": float((states[f"allies_{kind}"] / divisor).mean())
        for kind in ("pact", "any")
        for form, divisor in (("raw", 1), ("divided by n − 1", others))
    }
    printed = printed_moment(evidence, "mean_alliance_degree").printed
    nearest = min(means, key=lambda name: abs(means[name] - printed))
    told = ", ".join(f"{value:.3f} ({name})" for name, value in means.items())
    clause = f"nearest to the printed mean of {printed} is the mean degree by {nearest}, of {told}"
    yield holds(nearest == "pact, divided by n − 1", clause, means[nearest])
    if nearest.endswith("raw"):
        yield Remark(f"{OWN} mean of {printed} is a raw count, not divided by n − 1.")


def shares_add_up(evidence: Evidence) -> Iterator[Part]:
    """Sum of the capability shares of each year."""
    sums = evidence["state_years"].groupby("year")["capability"].sum()
    worst = float((sums - 1).abs().max())
    yield holds(worst < 1e-9, f"sums of shares are at most {worst:.1g} from 1", worst)


def panel_years(evidence: Evidence) -> Iterator[Part]:
    """First and last year and number of years of the panel, and its state-years."""
    require_years(evidence, FIRST, LAST)
    covered, states = evidence["system_years"]["year"], len(evidence["state_years"])
    first, last, count = int(covered.min()), int(covered.max()), len(covered)
    clause = f"the panel has {count} years, {first}–{last}, and {states:,} state-years"
    yield holds((first, last, count) == (FIRST, LAST, LAST - FIRST + 1), clause, count)


def all_dyads(evidence: Evidence) -> Iterator[Part]:
    """Dyad-years of the panel against n(n − 1)/2 summed over its years."""
    n = evidence["system_years"]["n"].astype(np.int64)
    pairs, rows = int((n * (n - 1) // 2).sum()), len(evidence["dyad_years"])
    yield holds(pairs == rows, f"the panel has {rows:,} dyad-years of {pairs:,}", rows)


def span(evidence: Evidence, table: str, first: int, last: int) -> Iterator[Part]:
    """First and last year of a table."""
    require_years(evidence, FIRST, LAST)
    covered = evidence[table]["year"]
    clause = f"the data go from {covered.min()} to {covered.max()} (stated: {first}–{last})"
    yield holds(covered.min() <= first and covered.max() >= last, clause)


def known_share(evidence: Evidence, known: str, table: str, where: str, name: str) -> Iterator[Part]:
    """Share of the rows of a table for which something is known."""
    _, values = rows_of(evidence, table, where, known)
    share = float(values[0].mean())
    yield holds(share >= 1 - ALLOWED, f"{name} are known for {share:.1%}", share)


def organization_years(evidence: Evidence) -> Iterator[Part]:
    """Years of the data on organizations: every fifth of 1820–1960 and each of 1965–2000, none else."""
    require_years(evidence, FIRST, LAST)
    covered = set(evidence["igo_states"]["year"].unique().tolist())
    early, late = {year for year in covered if FIRST < year < 1965}, covered & set(range(1965, 2001))
    right = len(late) == 36 and early <= set(range(1820, 1965, 5)) and len(early) > 20
    told = f"{len(early)} years of 1817–1964, {len(late)} of 1965–2000"
    yield holds(right, f"the data have {told}", len(covered))
