"""What the paper reads from the model on random data, taken apart and tested (Maoz 2011, p. 18)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from entente.judging.verdicts import overall_verdict
from entente.studies.maoz2011.random_systems.runs import MEASURES
from entente.studies.maoz2011.random_systems.sign_readings import (
    CHANGE_OF_SIGN,
    NAMED_MEASURES,
    judged,
    sign_parts,
    with_interval,
)
from entente.studies.maoz2011.random_systems.stage_comparison import StageComparison, compare_stages

READINGS = {
    "i": (
        "SRN density, polarization and group centralization each raise the same measure of alliances, "
        "in all iterations"
    ),
    "ii": "Democracy raises alliance density in the first iteration and lowers it in the last",
    "iii": "Joint cooperation does likewise, on alliance density and polarization",
    "iv": "Strategic effects shrink, those of democracy and joint cooperation grow, over iterations",
    "v": "Such regressions fit better at equilibrium",
}

#: Whose importance the paper expects to shrink (−1) or grow (1), in words, and which factors that means.
IMPORTANCE_CLAIMS = {
    "SRN density": (("srn",), -1),
    "SRN and MID density together": (("srn", "mid"), -1),
    "democracy share": (("democracy",), 1),
    "joint cooperation density": (("cooperation",), 1),
}

#: A change whose whole interval is nearer to nothing than this is none to speak of (choice): in parts of
#: variance.
NEGLIGIBLE_PART = 0.01

#: Resamples of the runs for an interval (choice).
RESAMPLES = 1000

#: Keeps the streams of the resamples, one for each outcome, apart from those of the runs.
_RESAMPLING = 2

COLUMNS = (
    "reading part claim quantity outcome stage specification term expected "
    "first last estimate ci_low ci_high vif runs dropped verdict reason sentence"
).split()


def findings(runs: pd.DataFrame, regressions: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Test the five readings part by part.

    Readings i to iii are about signs, those of standardised coefficients: of the SRN's measures alone and
    with all else held, of democracy and joint cooperation with the other inputs held.  Readings ii and iii
    claim changes of sign, which are parts of their own beside their two ends.  Readings iv and v are about
    changes from the first to the last iteration, on the runs in which the outcome exists in both, with
    bootstrap intervals.  The importance of an input is what it adds to R², averaged over all orders of entry;
    terms of the same factor enter together (``FACTORS`` of
    `entente.studies.maoz2011.random_systems.stage_comparison`).

    Of the table random_runs and its :func:`entente.studies.maoz2011.random_systems.regressions.regressions`,
    with the configured seed for the resamples, it makes reading (i–v), part, claim; quantity, outcome, stage,
    specification and term: what is measured; expected (``> 0``, ``< 0``, or both for a change of sign);
    first, last (of a change); estimate, ci_low, ci_high (95 %); vif (variance inflation factor of the term);
    runs, dropped; verdict (see :func:`entente.judging.verdicts.verdict`); reason (why a part is undetermined
    whatever its interval: not computed, or not separable from other terms; else empty); sentence.
    """
    rows = [*sign_parts(regressions), *_changes(runs, seed)]
    table = pd.DataFrame(rows)
    table = table.sort_values("reading", key=lambda names: names.map(list(READINGS).index), kind="stable")
    table["part"] = table.groupby("reading").cumcount() + 1
    return table[COLUMNS].reset_index(drop=True)


def reading_verdict(parts: pd.DataFrame) -> str:
    """Join the verdicts on the parts of a reading, rows of :func:`findings`.

    As :func:`entente.judging.verdicts.overall_verdict` has it.  Of a reading that claims changes of sign
    these parts alone count: of an effect that does not change, one end always agrees with half the claim.
    """
    reversals = parts["quantity"] == CHANGE_OF_SIGN
    return overall_verdict(parts.loc[reversals if reversals.any() else reversals.index, "verdict"])


def _changes(runs: pd.DataFrame, seed: int) -> Iterator[dict]:
    """Readings iv and v."""
    for number, outcome in enumerate(MEASURES):
        stream = np.random.SeedSequence(seed, spawn_key=(_RESAMPLING, number))
        comparison = compare_stages(runs, outcome, resamples=RESAMPLES, seed=stream)
        if outcome in NAMED_MEASURES:
            for relative, part in ((True, "explained variance"), (False, "variance")):
                for name, (factors, direction) in IMPORTANCE_CLAIMS.items():
                    yield _change_row(
                        comparison,
                        comparison.importance_change(factors, relative=relative),
                        direction,
                        reading="iv",
                        quantity=f"change of the part of {part}",
                        specification="inputs",
                        term=", ".join(factors),
                        claim=f"{name}'s part of the {part} of alliance {MEASURES[outcome]}",
                    )
        for specification, terms in (("inputs", "inputs"), ("srn_measures", "inputs and SRN measures")):
            yield _change_row(
                comparison,
                comparison.fit_change(specification),
                1,
                reading="v",
                quantity="change of R²",
                specification=specification,
                term="",
                claim=f"R² of alliance {MEASURES[outcome]} on {terms}",
            )


def _change_row(
    comparison: StageComparison, change: dict[str, float | str], direction: int, *, claim: str, **what: str
) -> dict:
    part = {
        **what,
        **change,
        "claim": f"{claim} {'grows' if direction > 0 else 'shrinks'}",
        "outcome": comparison.outcome,
        "stage": "last − first",
        "runs": comparison.runs,
        "dropped": comparison.dropped,
        "reason": f"not computed: {change['reason']}" if change["reason"] else "",
    }
    ends = f"{change['first']:.3f} in the first, {change['last']:.3f} in the last iteration"
    told = part["reason"] or f"{ends}, a change of {with_interval(part)}"
    return judged(part, direction, NEGLIGIBLE_PART, [told])
