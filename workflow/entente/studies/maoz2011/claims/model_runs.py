"""Claims about the model's runs: on history, what goes in, what changes and how they end; on random data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from entente.abm.simulation import simulate
from entente.judging.claims import parts
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import SIGNS, NotTestable, Part, holds
from entente.judging.intervals import Estimate
from entente.judging.verdicts import UNDETERMINED, verdict
from entente.studies.maoz2011.random_systems.findings import NEGLIGIBLE_EFFECT

MEASURES = {"density": "density", "npi": "polarization", "centralization": "group centralization"}


def symmetric_groups(evidence: Evidence) -> Iterator[Part]:
    """Share of the ordered pairs with a place in a reference group that the other state does not return."""
    returned = _returned(evidence["srg"], "ccode", "member", "year")
    share = float(1 - returned.mean()) if len(returned) else 0.0
    yield holds(share == 0, f"{share:.1%} of the places in groups are not mutual", share)


def one_sided_wishes(evidence: Evidence) -> Iterator[Part]:
    """Share of the wishes of the first iteration, all years, that the other state does not return."""
    first = evidence["ties"].query("wish and iteration == 1")
    share = float((~first["alliance"]).mean()) if len(first) else 0.0
    yield holds(share > 0, f"{share:.1%} of {len(first):,} wishes are one-sided", share)


def mutual_wishes(evidence: Evidence) -> Iterator[Part]:
    """Ordered pairs, of all years and iterations, whose alliance is not the smaller of the two wishes."""
    ties = evidence["ties"]
    wished, others = ties[ties["wish"]], ties[~ties["wish"]]
    returned = _returned(wished, "ccode", "partner", "year", "iteration")
    wrong = int((wished["alliance"] != returned).sum() + others["alliance"].sum())
    yield holds(wrong == 0, f"{wrong} of {len(ties):,} pairs differ", wrong)


def _returned(rows: pd.DataFrame, one: str, other: str, *within: str) -> np.ndarray:
    """Whether rows have their like the other way round, bool (n,)."""
    there = pd.MultiIndex.from_frame(rows[[*within, one, other]])
    return pd.MultiIndex.from_frame(rows[[*within, other, one]]).isin(there)


def endings(evidence: Evidence, maximum: int) -> Iterator[Part]:
    """Years and random runs that end neither in equilibrium nor after {maximum} iterations."""
    for name, table in (("years", "runs"), ("random runs", "random_runs")):
        runs = evidence[table]
        other = int((~runs["converged"] & (runs["iterations"] != maximum)).sum())
        clause = f"{other} of {len(runs):,} {name} end otherwise (at most {runs['iterations'].max()})"
        yield holds(other == 0, clause, other)


def never_settling(evidence: Evidence) -> Iterator[Part]:
    """Years and random runs that reach the last iteration allowed without an equilibrium."""
    years, random = (int((~evidence[table]["converged"]).sum()) for table in ("runs", "random_runs"))
    yield holds(years + random > 0, f"{years} years, {random} random runs do not settle", years + random)


def first_repetition(evidence: Evidence, maximum: int) -> Iterator[Part]:
    """Years whose last iteration does not repeat the alliances of the one before it."""
    runs, ties = evidence["runs"].set_index("year"), evidence["ties"]
    allied = ties[ties["alliance"]]
    last_two = allied[allied["year"].map(runs["iterations"]) - allied["iteration"] <= 1]
    once = last_two.drop_duplicates(["year", "ccode", "partner"], keep=False)
    changed, early = runs.index.isin(once["year"]), runs["iterations"] != maximum
    wrong = int(np.where(runs["converged"], changed, early).sum())
    yield holds(wrong == 0, f"{wrong} of {len(runs)} years end without a repetition or the maximum", wrong)


def only_groups_change(evidence: Evidence) -> Iterator[Part]:
    """Inputs of the model before and after a run, and years whose reference groups change during it."""
    inputs = _small_system()
    before = {name: values.copy() for name, values in inputs.items()}
    simulate(**inputs)
    kept = all(np.array_equal(before[name], values) for name, values in inputs.items())
    yield holds(kept, f"the inputs of a run are {'the same' if kept else 'not the same'} after it")
    places = evidence["ties"].query("srg").groupby(["year", "iteration"]).size()
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
    democracies = evidence["state_years"].query("democracy")
    none = int((democracies["non_srg_democracies"] == 0).sum())
    clause = f"{none} of {len(democracies):,} democratic state-years have no democracy outside their group"
    yield holds(none == 0, clause, none)


def ranges_of_design(evidence: Evidence) -> Iterator[Part]:
    """Historical mean of each density against the range that the random systems draw from."""
    rows = evidence["ranges"].query('factor != "n"').dropna(subset="mean")
    if rows.empty:
        raise NotTestable("no historical means")
    for row in rows.itertuples():
        name = row.factor.replace("_", " ")
        clause = f"the mean {name} is {row.mean:.3f}, the range {row.low:.3f} to {row.high:.3f}"
        yield holds(row.low <= row.mean <= row.high, clause, row.mean)


def effects(evidence: Evidence, term: str, outcome: str, signs: dict[str, str]) -> Iterator[Part]:
    """Directions of a standardised effect that findings measure, whichever they expect.

    One all nearer to zero than the findings' bound is no effect to speak of, and contradicts; one that they
    call undetermined, whatever its interval, stays so.
    """
    wanted = f'quantity == "standardised effect" and outcome == "{outcome}" and term == "{term}"'
    rows = evidence["random_findings"].query(wanted).set_index("stage")
    for stage, sign in signs.items():
        name = f"the standardised effect of {_effect(term, outcome, stage)}"
        if stage not in rows.index:
            yield parts.untestable(f"{name} is not known")
            continue
        part = parts.above(name, Estimate(*rows.loc[stage, ["estimate", "ci_low", "ci_high"]]))
        found = verdict(part.low, part.high, SIGNS[sign], NEGLIGIBLE_EFFECT)
        yield replace(part, verdict=UNDETERMINED if rows.at[stage, "verdict"] == UNDETERMINED else found)


def shaping(evidence: Evidence) -> Iterator[Part]:
    """Significance and size of effects of democracy and SRN density on density and polarization."""
    rows = evidence["random_regressions"].query(
        'specification == "inputs" and term in ["democracy_share", "srn_density"] '
        'and outcome in ["density", "npi"] and stage in ["first", "last"]'
    )
    for row in rows.itertuples():
        right = row.p_value < parts.LEVEL and abs(row.standardised) >= NEGLIGIBLE_EFFECT
        told = (
            f"the effect of {_effect(row.term, row.outcome, row.stage)} is {parts.number(row.standardised)}"
        )
        yield holds(right, told, row.standardised)


def _effect(term: str, outcome: str, stage: str) -> str:
    return f"{term.replace('_', ' ')} on {MEASURES[outcome]} ({stage} iteration)"


def strategic_share(evidence: Evidence) -> Iterator[Part]:
    """Part of the variance of density that SRN and MID density carry against democracy and cooperation."""
    shares = _shares(evidence, "density")
    for stage in ("first", "last"):
        strategic, democracy, cooperation = shares.loc[["srn, mid", "democracy", "cooperation"], stage]
        yield parts.larger(f"the strategic part ({stage})", strategic, "the others'", democracy + cooperation)


def fit_and_weights(evidence: Evidence) -> Iterator[Part]:
    """Whether R² rises where the strategic part of the explained variance falls, and falls elsewhere."""
    fits = evidence["random_findings"].query('quantity == "change of R²" and specification == "inputs"')
    fits = fits.set_index("outcome")["estimate"].reindex(MEASURES)
    for outcome, words in MEASURES.items():
        strategic, fit = _shares(evidence, outcome).at["srn, mid", "estimate"], fits[outcome]
        clause = f"{words}: the strategic part changes by {strategic:.3f}, R² by {fit:.3f}"
        yield holds(strategic * fit < 0, clause, fit)


def _shares(evidence: Evidence, outcome: str) -> pd.DataFrame:
    """Parts of the explained variance, by factors, in the first and the last iteration."""
    wanted = f'quantity == "change of the part of explained variance" and outcome == "{outcome}"'
    rows = evidence["random_findings"].query(wanted).set_index("term")
    if not {"srn, mid", "democracy", "cooperation"} <= set(rows.index):
        raise NotTestable("the random runs have no such finding")
    return rows
