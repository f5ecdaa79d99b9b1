"""Claims about the model's runs: how they end, what changes in them, and how near they come to history."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from entente.abm.simulation import simulate
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import printed_moment
from entente.judging.claims.parts import OWN, NotTestable, Part, Remark, above, between, holds, untestable
from entente.judging.intervals import by_cluster, mean

#: Iterations after which the paper ends a run.
MAXIMUM = 50

#: Iterations of the model that are held against actual alliances.
STAGES = ("first", "intermediate", "last")


def costs(evidence: Evidence) -> pd.DataFrame:
    """Return the state-years with cost, their opportunity cost before the first search."""
    states = evidence["opportunity_costs"]
    first = states[states["iteration"] == 1].set_index(["year", "ccode"])["aoc"].rename("cost")
    return evidence["state_years"].join(first, on=["year", "ccode"])


def wishes(evidence: Evidence) -> pd.DataFrame:
    """Return the state-years with wishes, how many partners they wish for in the first iteration."""
    ties = evidence["ties"]
    wished = ties[ties["wish"] & (ties["iteration"] == 1)].groupby(["year", "ccode"]).size()
    states = evidence["state_years"].join(wished.rename("wishes"), on=["year", "ccode"])
    return states.fillna({"wishes": 0})


def predicted_dyads(evidence: Evidence) -> pd.DataFrame:
    """Return the dyad-years with first, intermediate, last: whether the model allies them in the iteration.

    Returns
    -------
    DataFrame
        year, ccode1, ccode2, ally_any, ally_pact, and the stages, float64: 1 allied, 0 not, NaN in a year
        without the iteration.
    """
    dyads = evidence["dyad_years"][["year", "ccode1", "ccode2", "ally_any", "ally_pact"]]
    ties, series = evidence["ties"], evidence["series"].dropna(subset="iteration")
    rows = _pairs(dyads["year"], dyads["ccode1"], dyads["ccode2"])
    allied = ties[ties["alliance"] & (ties["ccode"] < ties["partner"])]
    predicted = {}
    for stage in STAGES:
        which = series[series["network"] == f"abm_{stage}"].set_index("year")["iteration"]
        chosen = allied[allied["iteration"] == allied["year"].map(which)]
        found = np.isin(rows, _pairs(chosen["year"], chosen["ccode"], chosen["partner"]))
        predicted[stage] = np.where(dyads["year"].isin(which.index), found, np.nan)
    return dyads.assign(**predicted)


def _pairs(run, first, second) -> np.ndarray:
    """One number for a year or a run and an ordered pair of codes below 1,000."""
    run, first, second = (np.asarray(part).astype(np.int64) for part in (run, first, second))
    return (run * 1000 + first) * 1000 + second


def one_sided_wishes(evidence: Evidence) -> Iterator[Part]:
    """Share of the wishes of the first iteration, all years, that the other state does not return."""
    ties = evidence["ties"]
    first = ties[ties["wish"] & (ties["iteration"] == 1)]
    share = float((~first["alliance"]).mean()) if len(first) else 0.0
    yield holds(share > 0, f"{share:.1%} of {len(first):,} wishes are one-sided", share)


def mutual_wishes(evidence: Evidence) -> Iterator[Part]:
    """Ordered pairs, of all years and iterations, whose alliance is not the smaller of the two wishes."""
    ties = evidence["ties"]
    run = ties["year"].astype(np.int64) * (1 + int(ties["iteration"].max())) + ties["iteration"]
    wished = _pairs(run, ties["ccode"], ties["partner"])[ties["wish"]]
    returned = np.isin(_pairs(run, ties["partner"], ties["ccode"]), wished)
    wrong = int((ties["alliance"] != (ties["wish"] & returned)).sum())
    yield holds(wrong == 0, f"{wrong} of {len(ties):,} pairs differ", wrong)


def endings(evidence: Evidence) -> Iterator[Part]:
    """Years and random runs that end neither in equilibrium nor after 50 iterations."""
    for name, table in (("years", "runs"), ("random runs", "random_runs")):
        runs = evidence[table]
        other = int((~runs["converged"] & (runs["iterations"] != MAXIMUM)).sum())
        clause = f"{other} of {len(runs):,} {name} end otherwise (at most {runs['iterations'].max()})"
        yield holds(other == 0, clause, other)


def never_settling(evidence: Evidence) -> Iterator[Part]:
    """Years and random runs that reach 50 iterations without an equilibrium."""
    counts = [int((~evidence[table]["converged"]).sum()) for table in ("runs", "random_runs")]
    clause = f"{counts[0]} years, {counts[1]} random runs do not settle"
    yield holds(sum(counts) > 0, clause, sum(counts))


def first_repetition(evidence: Evidence) -> Iterator[Part]:
    """Years whose last iteration does not repeat the alliances of the one before it."""
    runs, ties = evidence["runs"].set_index("year"), evidence["ties"]
    allied = ties[ties["alliance"]]
    back = allied["year"].map(runs["iterations"]) - allied["iteration"]
    pairs = _pairs(allied["year"], allied["ccode"], allied["partner"])
    changed = np.setxor1d(pairs[back == 0], pairs[back == 1]) // 1_000_000
    settled = runs["converged"]
    wrong = len(set(changed.tolist()) & set(runs.index[settled]))
    wrong += int((runs.loc[~settled, "iterations"] != MAXIMUM).sum())
    yield holds(wrong == 0, f"{wrong} of {len(runs)} years end without a repetition or the maximum", wrong)


def only_groups_change(evidence: Evidence) -> Iterator[Part]:
    """Inputs of the model before and after a run, and years whose reference groups change during it."""
    inputs = _small_system()
    before = {name: values.copy() for name, values in inputs.items()}
    simulate(**inputs)
    kept = all(np.array_equal(before[name], values) for name, values in inputs.items())
    yield holds(kept, f"the inputs of a run are {'the same' if kept else 'not the same'} after it")
    places = evidence["ties"][evidence["ties"]["srg"]].groupby(["year", "iteration"]).size()
    changing = int((places.groupby("year").nunique() > 1).sum())
    yield holds(changing > 0, f"reference groups change in {changing} years", changing)


def _small_system() -> dict[str, np.ndarray]:
    """Six states: 0 and 1 quarrel, each with an ally of its own at hand."""
    srg = np.zeros((6, 6), dtype=bool)
    srg[0, 1] = srg[1, 0] = srg[2, 1] = srg[1, 2] = True
    return {
        "capability": np.array([3.0, 4.0, 2.0, 1.0, 2.0, 1.0]) / 13,
        "srg": srg,
        "mid": srg.copy(),
        "democracy": np.zeros(6, dtype=bool),
        "cooperation": ~np.eye(6, dtype=bool),
    }


def stacked(evidence: Evidence) -> Iterator[Part]:
    """State-years of years with more than one iteration between the first and the last."""
    runs = evidence["runs"]
    repeated = int(runs.loc[runs["iterations"] > 3, "n"].sum())
    yield holds(repeated > 0, f"{repeated:,} state-years stand in the stacked panel more than once", repeated)


def fellow_democracies(evidence: Evidence) -> Iterator[Part]:
    """Democracies all of whose fellow democracies, if any, are in their reference group."""
    states = evidence["state_years"]
    democracies = states[states["democracy"]]
    none = int((democracies["non_srg_democracies"] == 0).sum())
    clause = f"{none} of {len(democracies):,} democratic state-years have no democracy outside their group"
    yield holds(none == 0, clause, none)


def one_shot(evidence: Evidence) -> Iterator[Part]:
    """Share of state-years, of those nearer to one prediction, whose allies are nearer to the first."""
    dyads = evidence["predicted_dyads"]
    misses = {stage: (dyads[stage] != dyads["ally_pact"]).astype(np.int64) for stage in ("first", "last")}
    moved = dyads.assign(lead=misses["last"] - misses["first"]).query("lead != 0")
    sides = [
        moved[["year", side, "lead"]].set_axis(["year", "state", "lead"], axis=1)
        for side in ("ccode1", "ccode2")
    ]
    leads = pd.concat(sides).groupby(["year", "state"])["lead"].sum()
    leads = leads[leads != 0].reset_index()
    if leads.empty:
        raise NotTestable("no state-year is nearer to one prediction than to the other")
    share = mean(leads["lead"] > 0, by_cluster(leads["state"]))
    yield above(f"of {len(leads):,} state-years the share nearer the first", share, 0.5)


def fit_of_dyads(evidence: Evidence, least: float) -> Iterator[Part]:
    """Correlation of predicted with actual alliances (pacts), with recall and precision."""
    dyads = evidence["predicted_dyads"]
    actual = dyads["ally_pact"].to_numpy("float64")
    for stage in ("first", "last"):
        predicted = dyads[stage].to_numpy()
        if predicted.std() == 0 or actual.std() == 0:
            continue
        fit = float(np.corrcoef(predicted, actual)[0, 1])
        recall, precision = predicted[actual == 1].mean(), actual[predicted == 1].mean()
        name = f"the correlation ({stage} iteration; recall {recall:.3f}, precision {precision:.3f})"
        yield between(name, fit, least, 1)


def far_too_few(evidence: Evidence, most: float) -> Iterator[Part]:
    """Predicted over actual mean degree (any type), all iterations: far too few is at most {most}."""
    actual, *predicted = (
        printed_moment(evidence, "mean_alliance_degree", series).reproduced for series in ("actual", *STAGES)
    )
    for stage, degree in zip(STAGES, predicted, strict=True):
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
