"""Claims about the model's runs: how they end, what changes in them, and how near they come to history."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from entente.abm.simulation import simulate
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Part, above, between, directed, holds, untestable
from entente.judging.claims.registry import Family
from entente.judging.intervals import by_cluster, difference, mean
from entente.studies.maoz2011.claims.expected_networks import key, opportunity_costs, predictions
from entente.studies.maoz2011.claims.module_parts import FULL
from entente.studies.maoz2011.claims.system_years import yearly_error

#: Iterations after which the paper ends a run.
MAXIMUM = 50

#: A correlation of predicted and actual dyads that counts as a fairly good fit (choice).
FAIRLY_GOOD = 0.3

CLAIMS = Family()


@CLAIMS.claim(
    "p06-01",
    "Share of state-years with an opportunity cost above zero before they look for allies; interval by "
    "state.",
)
def _outweighed(evidence: Evidence) -> Iterator[Part]:
    states = evidence.once(opportunity_costs)
    share = mean(states["cost"] > 0, by_cluster(states["ccode"]))
    yield above("the share of state-years with an opportunity cost", share, 0.5)


@CLAIMS.claim(
    "p06-02",
    "Mean number of allies (pacts) of state-years without an opportunity cost less that of those with one; "
    "interval by state.",
)
def _no_need_of_allies(evidence: Evidence) -> Iterator[Part]:
    states = evidence.once(opportunity_costs)
    gap = difference(states["allies_pact"], states["cost"] <= 0, by_cluster(states["ccode"]))
    yield directed("the difference of mean allies, cost ≤ 0 less cost > 0,", gap, -1)


@CLAIMS.claim(
    "p12-01", "Share of the wishes of the first iteration, all years, that the other state does not return."
)
def _one_sided(evidence: Evidence) -> Iterator[Part]:
    ties = evidence["ties"]
    first = ties[ties["wish"] & (ties["iteration"] == 1)]
    share = float((~first["alliance"]).mean()) if len(first) else 0.0
    yield holds(share > 0, f"{share:.1%} of {len(first):,} wishes are one-sided", share)


@CLAIMS.claim(
    "p12-02",
    "Ordered pairs, of all years and iterations, whose alliance is not the smaller of the two wishes.",
)
def _mutual_wishes(evidence: Evidence) -> Iterator[Part]:
    ties = evidence["ties"]
    run = ties["year"].astype(np.int64) * 100 + ties["iteration"]
    wishes = key(run, ties["ccode"], ties["partner"])
    returned = np.isin(key(run, ties["partner"], ties["ccode"]), wishes[ties["wish"]])
    wrong = int((ties["alliance"] != (ties["wish"] & returned)).sum())
    yield holds(wrong == 0, f"{wrong} of {len(ties):,} pairs differ", wrong)


def _runs(evidence: Evidence) -> dict[str, pd.DataFrame]:
    return {name: evidence[table] for name, table in (("years", "runs"), ("random runs", "random_runs"))}


@CLAIMS.claim(
    "p13-01", f"Years and random runs that end neither in equilibrium nor after {MAXIMUM} iterations."
)
def _endings(evidence: Evidence) -> Iterator[Part]:
    for name, runs in _runs(evidence).items():
        other = int((~runs["converged"] & (runs["iterations"] != MAXIMUM)).sum())
        yield holds(
            other == 0,
            f"{other} of {len(runs):,} {name} end otherwise (at most {runs['iterations'].max()})",
            other,
        )


@CLAIMS.claim("p13-02", f"Years and random runs that reach {MAXIMUM} iterations without an equilibrium.")
def _never_settling(evidence: Evidence) -> Iterator[Part]:
    counts = {name: int((~runs["converged"]).sum()) for name, runs in _runs(evidence).items()}
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    yield holds(sum(counts.values()) > 0, f"{told} do not settle", sum(counts.values()))


@CLAIMS.claim("p40-01", "Years whose last iteration does not repeat the alliances of the one before it.")
def _first_repetition(evidence: Evidence) -> Iterator[Part]:
    runs, ties = evidence["runs"].set_index("year"), evidence["ties"]
    allied = ties[ties["alliance"]]
    back = allied["year"].map(runs["iterations"]) - allied["iteration"]
    pairs = key(allied["year"], allied["ccode"], allied["partner"])
    last, before = pairs[back == 0], pairs[back == 1]
    changed = np.setxor1d(last, before) // 1_000_000
    settled = runs.index[runs["converged"]]
    wrong = len(set(changed.tolist()) & set(settled.tolist()))
    stopped = runs.loc[~runs["converged"], "iterations"]
    wrong += int((stopped != MAXIMUM).sum())
    yield holds(wrong == 0, f"{wrong} of {len(runs)} years end without a repetition or the maximum", wrong)


@CLAIMS.claim(
    "p38-01",
    "Inputs of the model before and after a run on a small system, and years whose reference groups change "
    "during it.",
)
def _only_groups_change(evidence: Evidence) -> Iterator[Part]:
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
    cooperation = ~np.eye(6, dtype=bool)
    return {
        "capability": np.array([3.0, 4.0, 2.0, 1.0, 2.0, 1.0]) / 13,
        "srg": srg,
        "mid": srg.copy(),
        "democracy": np.zeros(6, dtype=bool),
        "cooperation": cooperation,
    }


@CLAIMS.claim(
    "p20-14",
    "Share of the state-years whose actual allies (pacts) are nearer, in number of allies that differ, to "
    "the first than to the last prediction, of those nearer to one; interval by state.",
)
def _one_shot(evidence: Evidence) -> Iterator[Part]:
    dyads, predicted = evidence["dyad_years"], evidence.once(predictions)
    actual = dyads["ally_pact"].to_numpy()
    nearer = [(predicted[stage] != actual).astype(np.int64) for stage in ("last", "first")]
    lead = nearer[0] - nearer[1]
    moved = lead != 0
    both = pd.DataFrame(
        {
            "year": np.tile(dyads["year"].to_numpy()[moved], 2),
            "state": np.concatenate([dyads["ccode1"].to_numpy()[moved], dyads["ccode2"].to_numpy()[moved]]),
            "lead": np.tile(lead[moved], 2),
        }
    )
    leads = both.groupby(["year", "state"])["lead"].sum()
    leads = leads[leads != 0].reset_index()
    if leads.empty:
        raise NotTestable("no state-year is nearer to one prediction than to the other")
    share = mean(leads["lead"] > 0, by_cluster(leads["state"]))
    yield above(f"of {len(leads):,} state-years the share nearer the first", share, 0.5)


@CLAIMS.claim(
    "p24-03",
    "Correlation over dyad-years of predicted with actual alliances (pacts), first and last iteration, of "
    f"which {FAIRLY_GOOD} counts as fairly good, with recall and precision.",
)
def _fairly_good_fit(evidence: Evidence) -> Iterator[Part]:
    actual = evidence["dyad_years"]["ally_pact"].to_numpy().astype(np.float64)
    for stage in ("first", "last"):
        predicted = evidence.once(predictions)[stage]
        if predicted.std() == 0 or actual.std() == 0:
            continue
        fit = float(np.corrcoef(predicted, actual)[0, 1])
        recall, precision = predicted[actual == 1].mean(), actual[predicted == 1].mean()
        name = f"the correlation ({stage} iteration; recall {recall:.3f}, precision {precision:.3f})"
        yield between(name, fit, FAIRLY_GOOD, 1)


def _gain(evidence: Evidence, than: str, words: str) -> Part:
    """By how much the full model's yearly correlation with actual pacts is above that of some modules."""
    rows = evidence["module_fits"]
    fits = rows[rows["alliance"] == "pact"].pivot(index="year", columns="modules", values="correlation")
    gain = (fits[FULL] - fits[than]).dropna()
    name = f"the mean gain in correlation over the model with {words}"
    if gain.empty:
        return untestable(f"{name} is not known: in no year both ally anybody")
    return directed(name, mean(gain, yearly_error(len(gain))), 1)


def _with_and_without(claim_id: str, module: str, without: str, subject: str) -> None:
    @CLAIMS.claim(
        claim_id,
        "Mean over years of the correlation over dyads of predicted (last iteration) with actual pacts, of "
        f"the model with less that without its module {module} ({subject}); Newey–West interval.",
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        yield _gain(evidence, without, f"all modules but {subject}")


_with_and_without("p24-06", "D", "EE JC", "fellow democracies")
_with_and_without("p24-07", "JC", "D EE", "past cooperation")


@CLAIMS.claim(
    "p24-08",
    "Mean over years of the correlation over dyads of predicted (last iteration) with actual pacts, of the "
    "full model less that with one of its modules alone; Newey–West intervals.",
)
def _whole_and_parts(evidence: Evidence) -> Iterator[Part]:
    for module, words in (
        ("D", "fellow democracies"),
        ("EE", "enemies of enemies"),
        ("JC", "past cooperation"),
    ):
        yield _gain(evidence, module, f"{words} alone")


@CLAIMS.claim("p39-01", "Democracies all of whose fellow democracies, if any, are in their reference group.")
def _fellow_democracies(evidence: Evidence) -> Iterator[Part]:
    states = evidence["state_years"]
    democracies = states[states["democracy"]]
    none = int((democracies["non_srg_democracies"] == 0).sum())
    clause = f"{none} of {len(democracies):,} democratic state-years have no democracy outside their group"
    yield holds(none == 0, clause, none)
