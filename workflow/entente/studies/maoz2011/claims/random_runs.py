"""Claims on the model with random data (page 18, Figure 4), read from the findings of the runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import (
    CONTRADICTED,
    UNDETERMINED,
    NotTestable,
    Part,
    above,
    directed,
    holds,
    larger,
    number,
    untestable,
)
from entente.judging.claims.registry import Family
from entente.judging.intervals import Estimate
from entente.studies.maoz2011.random_systems.sign_readings import NEGLIGIBLE_EFFECT

#: A standardised effect that counts as strong (choice).
STRONG = 0.3

_MEASURES = {"density": "density", "npi": "polarization", "centralization": "group centralization"}
_STAGES = ("first", "intermediate", "last")

CLAIMS = Family()


def findings_of(evidence: Evidence, **wanted: str) -> Iterator[Part]:
    """Yield findings with their own verdicts, of the parts whose columns have these values.

    Raises
    ------
    NotTestable
        If the runs have no such finding.
    """
    rows = evidence["random_findings"]
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    if rows.empty:
        raise NotTestable("the random runs have no such finding")
    for row in rows.itertuples():
        interval = f"{number(row.estimate)} ({number(row.ci_low)} to {number(row.ci_high)})"
        clause = f"that {row.claim} is measured by a {row.quantity} of {interval}"
        yield Part(clause, row.verdict, row.estimate, row.ci_low, row.ci_high)


def finding(evidence: Evidence, outcome: str, stage: str, term: str, sign: int) -> Part:
    """Test the direction of a standardised effect that findings measure, whichever direction they expect.

    One all nearer to zero than the findings' bound is no effect to speak of, and contradicts; one that they
    call undetermined, whatever its interval, stays so.
    """
    rows = evidence["random_findings"]
    rows = rows[
        (rows["quantity"] == "standardised effect")
        & (rows["outcome"] == outcome)
        & (rows["stage"] == stage)
        & (rows["term"] == term)
    ]
    name = f"the standardised effect of {term.replace('_', ' ')} on {_MEASURES[outcome]} ({stage} iteration)"
    if rows.empty:
        return untestable(f"{name} is not known")
    row = rows.iloc[0]
    part = directed(name, Estimate(row["estimate"], row["ci_low"], row["ci_high"]), sign)
    verdict = part.verdict
    if row["verdict"] == "undetermined":
        verdict = UNDETERMINED
    elif max(abs(row["ci_low"]), abs(row["ci_high"])) < NEGLIGIBLE_EFFECT:
        verdict = CONTRADICTED
    return replace(part, verdict=verdict)


def _strong(claim_id: str, outcome: str) -> None:
    @CLAIMS.claim(
        claim_id,
        f"Standardised effect of SRN {_MEASURES[outcome]} on alliance {_MEASURES[outcome]}, the other "
        f"factors and measures held, in each iteration: strong is at least {STRONG}, by the 95 % interval.",
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        for part in findings_of(evidence, reading="i", outcome=outcome, specification="srn_measures"):
            size = above("", Estimate(part.value, part.low, part.high), STRONG)
            yield replace(part, verdict=UNDETERMINED if part.verdict == UNDETERMINED else size.verdict)


for _claim_id, _outcome in (("p18-01", "density"), ("p18-02", "npi"), ("p18-03", "centralization")):
    _strong(_claim_id, _outcome)


@CLAIMS.claim(
    "p18-04",
    "Effects of SRN density, polarization and group centralization on the same measure of alliances, alone "
    "and beside all else, in each iteration: all positive, by the 95 % interval.",
)
def _in_every_iteration(evidence: Evidence) -> Iterator[Part]:
    yield from findings_of(evidence, reading="i")


def _signs(claim_id: str, outcome: str, term: str, expected: dict[str, int]) -> None:
    told = ", ".join(f"{'+' if sign > 0 else '−'} in the {stage}" for stage, sign in expected.items())

    @CLAIMS.claim(
        claim_id,
        f"Standardised effect of {term.replace('_', ' ')} on alliance {_MEASURES[outcome]}, the other "
        f"inputs held, by the 95 % interval: {told} iteration.",
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        for stage, sign in expected.items():
            yield finding(evidence, outcome, stage, term, sign)


_signs("p18-05", "density", "democracy_share", {"first": 1})
_signs("p18-06", "density", "democracy_share", {"last": -1})
_signs("p18-07", "density", "cooperation_density", {"first": 1, "last": -1})
_signs("p18-08", "npi", "cooperation_density", {"first": 1, "last": -1})


def _shares(evidence: Evidence, outcome: str) -> pd.DataFrame:
    """Parts of the explained variance, by factors, in the first and the last iteration."""
    rows = evidence["random_findings"]
    rows = rows[
        (rows["quantity"] == "change of the part of explained variance") & (rows["outcome"] == outcome)
    ].set_index("term")
    if not {"srn, mid", "democracy", "cooperation"} <= set(rows.index):
        raise NotTestable("the random runs have no such finding")
    return rows


@CLAIMS.claim(
    "p18-09",
    "Part of the explained variance of alliance density that SRN and MID density carry against that of "
    "democracy and joint cooperation together, first and last iteration; sizes of single groups are no "
    "factor of the runs.",
)
def _strategic_share(evidence: Evidence) -> Iterator[Part]:
    shares = _shares(evidence, "density")
    for stage in ("first", "last"):
        affinity = shares.at["democracy", stage] + shares.at["cooperation", stage]
        yield larger(f"the strategic part ({stage})", shares.at["srn, mid", stage], "the others'", affinity)


@CLAIMS.claim(
    "p18-10",
    "Change, first to last iteration, of SRN density's part of the explained variance (shrinking), and the "
    "effect of each SRN measure in the last iteration (still positive).",
)
def _initial_environment(evidence: Evidence) -> Iterator[Part]:
    wanted = {"quantity": "change of the part of explained variance", "term": "srn"}
    yield from findings_of(evidence, **wanted)
    yield from findings_of(evidence, reading="i", stage="last", specification="srn_measures")


def _growing(claim_id: str, factor: str) -> None:
    @CLAIMS.claim(
        claim_id,
        f"Change, first to last iteration, of the part of the explained variance that {factor} carries, of "
        "density, polarization and group centralization (growing; bootstrap interval).",
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        yield from findings_of(evidence, quantity="change of the part of explained variance", term=factor)


_growing("p18-11", "democracy")
_growing("p18-12", "cooperation")


@CLAIMS.claim(
    "p18-13",
    "Change of R², first to last iteration, of the regressions of all four measures, with and without SRN "
    "measures (growing; bootstrap interval).",
)
def _better_at_equilibrium(evidence: Evidence) -> Iterator[Part]:
    yield from findings_of(evidence, reading="v")


@CLAIMS.claim(
    "p18-14",
    "Whether R² rises, first to last iteration, for the measures whose strategic part of the explained "
    "variance falls, and falls for the others: density, polarization, group centralization.",
)
def _fit_and_weights(evidence: Evidence) -> Iterator[Part]:
    fits = evidence["random_findings"]
    fits = fits[(fits["quantity"] == "change of R²") & (fits["specification"] == "inputs")].set_index(
        "outcome"
    )
    for outcome, words in _MEASURES.items():
        strategic = _shares(evidence, outcome).at["srn, mid", "estimate"]
        fit = fits.at[outcome, "estimate"] if outcome in fits.index else float("nan")
        clause = f"{words}: the strategic part changes by {strategic:.3f}, R² by {fit:.3f}"
        yield holds(strategic * fit < 0, clause, fit)


@CLAIMS.claim(
    "p34-01",
    "Standardised effects of the share of democracies and of SRN density on alliance density and "
    f"polarization, first and last iteration: significant at 5 % and at least {NEGLIGIBLE_EFFECT} in size.",
)
def _shaping(evidence: Evidence) -> Iterator[Part]:
    rows = evidence["random_regressions"]
    rows = rows[(rows["specification"] == "inputs") & rows["term"].isin(["democracy_share", "srn_density"])]
    rows = rows[rows["outcome"].isin(["density", "npi"]) & rows["stage"].isin(["first", "last"])]
    for row in rows.itertuples():
        size = row.standardised
        name = (
            f"the effect of {row.term.replace('_', ' ')} on {_MEASURES[row.outcome]} ({row.stage} iteration)"
        )
        yield holds(row.p_value < 0.05 and abs(size) >= NEGLIGIBLE_EFFECT, f"{name} is {number(size)}", size)
