"""What the paper reads from the model on random data, taken apart and tested (Maoz 2011, p. 18)."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from entente.random_systems.runs import INPUTS, MEASURES, SRN_STRUCTURE, STAGES
from entente.random_systems.stage_comparison import Change, StageComparison, compare_stages

SUPPORTED, NOT_SUPPORTED, IN_PART, UNDETERMINED = "supported", "not supported", "in part", "undetermined"

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

#: The measures that the paper names in this place.
NAMED_MEASURES = ("density", "npi", "centralization")

#: Whose importance the paper expects to shrink (−1) or grow (1), in words, and which factors that means.
IMPORTANCE_CLAIMS = {
    "SRN density": (("srn",), -1),
    "SRN and MID density together": (("srn", "mid"), -1),
    "democracy share": (("democracy",), 1),
    "joint cooperation density": (("cooperation",), 1),
}

#: Stages as they read in a sentence.
STAGE_WORDS = {"first": "first", "intermediate": "intermediate (drawn)", "last": "last"}

#: An effect whose whole interval is nearer to nothing than this is none to speak of (choice): in standard
#: deviations of the outcome for one of the term, and in parts of variance.
NEGLIGIBLE_EFFECT, NEGLIGIBLE_PART = 0.05, 0.01

#: Resamples of the runs for an interval (choice).
RESAMPLES = 1000

COLUMNS = {
    "reading": "str",
    "part": "int64",
    "claim": "str",
    "quantity": "str",
    "outcome": "str",
    "stage": "str",
    "specification": "str",
    "term": "str",
    "expected": "str",
    "first": "float64",
    "last": "float64",
    "estimate": "float64",
    "ci_low": "float64",
    "ci_high": "float64",
    "runs": "int64",
    "dropped": "int64",
    "verdict": "str",
    "sentence": "str",
}


def verdict(low: float, high: float, direction: int, negligible: float) -> str:
    """Judge a 95 % interval against the claim that an effect has a direction.

    Parameters
    ----------
    low, high : float
        Limits; missing where nothing could be computed.
    direction : {1, -1}
        The effect is claimed to be positive, or negative.
    negligible : float
        A smaller effect is none to speak of.

    Returns
    -------
    str
        ``not supported`` if the interval is all within ± negligible, or all on the side that is not claimed;
        ``supported`` if it is all on the side claimed; ``undetermined`` otherwise, and where a limit is
        missing.
    """
    if math.isnan(low) or math.isnan(high):
        return UNDETERMINED
    least, most = sorted((direction * low, direction * high))
    if max(abs(least), abs(most)) < negligible or most < 0:
        return NOT_SUPPORTED
    return SUPPORTED if least > 0 else UNDETERMINED


def reading_verdict(verdicts: pd.Series) -> str:
    """Join the verdicts on the parts of a reading.

    Parameters
    ----------
    verdicts : Series of str

    Returns
    -------
    str
        ``supported`` if all parts are; ``in part`` if some are; if none is, ``not supported`` if at least
        one is not supported, else ``undetermined``.
    """
    found = set(verdicts)
    if found == {SUPPORTED}:
        return SUPPORTED
    if SUPPORTED in found:
        return IN_PART
    return NOT_SUPPORTED if NOT_SUPPORTED in found else UNDETERMINED


def findings(runs: pd.DataFrame, regressions: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Test the five readings part by part.

    Readings i to iii are about signs, those of standardised coefficients: of the SRN's measures alone and
    with all else held, of democracy and joint cooperation with the other inputs held.  Readings iv and v are
    about changes from the first to the last iteration, on the runs in which the outcome exists in both, with
    bootstrap intervals.  The importance of an input is what it adds to R², averaged over all orders of entry.

    Parameters
    ----------
    runs : DataFrame
        Table random_runs.
    regressions : DataFrame
        From :func:`entente.random_systems.regressions.regressions`, of the same runs.
    seed : int
        The configured seed: of the resamples.

    Returns
    -------
    DataFrame
        reading (i–v), part, claim; quantity, outcome, stage, specification and term: what is measured;
        expected (``> 0`` or ``< 0``); first, last (of a change); estimate, ci_low, ci_high (95 %); runs,
        dropped; verdict (see :func:`verdict`); sentence.
    """
    rows = [*_signs(regressions), *_changes(runs, seed)]
    table = pd.DataFrame(rows)
    table = table.sort_values("reading", key=lambda names: names.map(list(READINGS).index), kind="stable")
    table["part"] = table.groupby("reading").cumcount() + 1
    return table[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)


def _signs(regressions: pd.DataFrame) -> Iterator[dict]:
    """Readings i to iii."""
    for specification in ("srn_alone", "srn_measures"):
        for outcome in NAMED_MEASURES:
            for stage in STAGES:
                yield _sign(regressions, "i", outcome, stage, specification, f"srn_{outcome}", 1)
    for reading, term, outcomes in (
        ("ii", "democracy_share", ("density",)),
        ("iii", "cooperation_density", ("density", "npi")),
    ):
        for outcome in outcomes:
            for stage, direction in (("first", 1), ("last", -1)):
                yield _sign(regressions, reading, outcome, stage, "inputs", term, direction)


def _sign(
    regressions: pd.DataFrame,
    reading: str,
    outcome: str,
    stage: str,
    specification: str,
    term: str,
    direction: int,
) -> dict:
    row = _regression_row(regressions, outcome, stage, specification, term)
    low, high = row["standardised_low"], row["standardised_high"]
    judged = verdict(low, high, direction, NEGLIGIBLE_EFFECT)
    cause = {**INPUTS, **SRN_STRUCTURE}[term] + (", alone," if specification == "srn_alone" else "")
    effect = "raises" if direction > 0 else "lowers"
    claim = f"{cause} {effect} alliance {MEASURES[outcome]} in the {STAGE_WORDS[stage]} iteration"
    return {
        "reading": reading,
        "claim": claim,
        "quantity": "standardised effect",
        "outcome": outcome,
        "stage": stage,
        "specification": specification,
        "term": term,
        "expected": _expected(direction),
        "first": math.nan,
        "last": math.nan,
        "estimate": row["standardised"],
        "ci_low": low,
        "ci_high": high,
        "runs": row["runs"],
        "dropped": row["dropped"],
        "verdict": judged,
        "sentence": _sign_sentence(row, claim, judged),
    }


def _regression_row(
    regressions: pd.DataFrame, outcome: str, stage: str, specification: str, term: str
) -> pd.Series:
    """Return the row of a term, or that of the whole regression if it was left out."""
    keys = regressions[["outcome", "stage", "specification"]] == [outcome, stage, specification]
    rows = regressions[keys.all(axis=1)]
    return rows[(rows["term"] == term) | rows["term"].isna()].iloc[0]


def _sign_sentence(row: pd.Series, claim: str, judged: str) -> str:
    if math.isnan(row["standardised"]):
        return f"Undetermined: {claim}; not computed: {row['note']}."
    size = _interval(row["standardised"], row["standardised_low"], row["standardised_high"])
    return f"{judged.capitalize()}: {claim}; a standard deviation more goes with {size} standard deviations."


def _changes(runs: pd.DataFrame, seed: int) -> Iterator[dict]:
    """Readings iv and v."""
    for number, outcome in enumerate(MEASURES):
        # A stream of its own for each outcome, and none that a run has.
        stream = np.random.SeedSequence(seed, spawn_key=(number,))
        comparison = compare_stages(runs, outcome, resamples=RESAMPLES, seed=stream)
        if outcome in NAMED_MEASURES:
            for relative in (True, False):
                for name, (factors, direction) in IMPORTANCE_CLAIMS.items():
                    change = comparison.importance_change(factors, relative=relative)
                    part = "explained variance" if relative else "variance"
                    yield _change_row(
                        comparison,
                        change,
                        direction,
                        reading="iv",
                        quantity=f"change of the part of {part}",
                        specification="inputs",
                        term=", ".join(factors),
                        subject=f"{name}'s part of the {part} of alliance {MEASURES[outcome]}",
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
                subject=f"R² of alliance {MEASURES[outcome]} on {terms}",
            )


def _change_row(
    comparison: StageComparison, change: Change, direction: int, *, subject: str, **what: str
) -> dict:
    judged = verdict(change.low, change.high, direction, NEGLIGIBLE_PART)
    claim = f"{subject} {'grows' if direction > 0 else 'shrinks'}"
    return {
        **what,
        "claim": claim,
        "outcome": comparison.outcome,
        "stage": "last − first",
        "expected": _expected(direction),
        "first": change.first,
        "last": change.last,
        "estimate": change.difference,
        "ci_low": change.low,
        "ci_high": change.high,
        "runs": comparison.runs,
        "dropped": comparison.dropped,
        "verdict": judged,
        "sentence": _change_sentence(change, claim, judged),
    }


def _change_sentence(change: Change, claim: str, judged: str) -> str:
    if change.reason:
        return f"Undetermined: {claim}; not computed: {change.reason}."
    size = _interval(change.difference, change.low, change.high)
    ends = f"{change.first:.3f} in the first, {change.last:.3f} in the last iteration"
    return f"{judged.capitalize()}: {claim}; {ends}, a change of {size}."


def _expected(direction: int) -> str:
    return "> 0" if direction > 0 else "< 0"


def _interval(value: float, low: float, high: float) -> str:
    """A number with its sign and its 95 % limits in words."""
    return f"{_signed(value)} ({_signed(low)} to {_signed(high)})"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")
