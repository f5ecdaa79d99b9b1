"""What the paper reads from the model on random data, taken apart and tested (Maoz 2011, p. 18)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from entente.judging.verdicts import (
    CONTRADICTED,
    SUPPORTED,
    UNDETERMINED,
    joint_verdict,
    overall_verdict,
    verdict,
)
from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES, SRN_STRUCTURE, STAGES
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

#: An effect whose whole interval is nearer to nothing than this is none to speak of (choice): in standard
#: deviations of the outcome for one of the term.
NEGLIGIBLE_EFFECT = 0.05

#: With a larger variance inflation factor an effect is not judged (choice, a usual rule of thumb): the other
#: terms account for more than nine tenths of the term's variance, and what they do not account for may be no
#: more than the bends of its relation with them.
LARGEST_INFLATION = 10.0

#: Quantity of a part that claims an effect in the first iteration and the opposite one in the last.
CHANGE_OF_SIGN = "change of sign"

#: The measures that the paper names in this place.
NAMED_MEASURES = ("density", "npi", "centralization")

#: Stages as they read in a sentence.
STAGE_WORDS = {"first": "first", "intermediate": "intermediate (drawn)", "last": "last"}

#: Readings of effects that change their sign: the term, and the measures of alliances.
_REVERSALS = {"ii": ("democracy_share", ("density",)), "iii": ("cooperation_density", ("density", "npi"))}


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
    table = pd.DataFrame(rows).sort_values("reading", kind="stable")
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
        measure = f"alliance {MEASURES[outcome]}"
        of_factors = IMPORTANCE_CLAIMS if outcome in NAMED_MEASURES else {}
        for part in ("explained variance", "variance"):
            for name, (factors, direction) in of_factors.items():
                change = comparison.importance_change(factors, relative=part == "explained variance")
                what = {"reading": "iv", "specification": "inputs", "term": ", ".join(factors)}
                what["quantity"] = f"change of the part of {part}"
                claim = f"{name}'s part of the {part} of {measure}"
                yield _change_row(comparison, change, direction, claim, what)
        for specification, terms in (("inputs", "inputs"), ("srn_measures", "inputs and SRN measures")):
            change = comparison.fit_change(specification)
            what = {"reading": "v", "specification": specification, "term": "", "quantity": "change of R²"}
            yield _change_row(comparison, change, 1, f"R² of {measure} on {terms}", what)


def _change_row(
    comparison: StageComparison, change: dict[str, float | str], direction: int, claim: str, what: dict
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
    told = part["reason"] or f"{ends}, a change of {_with_interval(part)}"
    return judged(part, direction, NEGLIGIBLE_PART, [told])


def sign_parts(regressions: pd.DataFrame) -> Iterator[dict]:
    """Yield the parts of readings i to iii, judged: rows of ``findings``, without their numbers."""
    for specification in ("srn_alone", "srn_measures"):
        for outcome in NAMED_MEASURES:
            term = f"srn_{outcome}"
            for stage in STAGES:
                row = _regression_row(regressions, outcome, stage, specification, term)
                yield _sign("i", term, row, 1)
    for reading, (term, outcomes) in _REVERSALS.items():
        for outcome in outcomes:
            rows = [_regression_row(regressions, outcome, stage, "inputs", term) for stage in STAGES]
            ends = [_sign(reading, term, rows[0], 1), _sign(reading, term, rows[-1], -1)]
            yield from [*ends, _reversal(ends, rows)]


def _sign(reading: str, term: str, row: pd.Series, direction: int) -> dict:
    """The claim that the effect of a term, in its row of the regressions, has a direction."""
    cause = {**INPUTS, **SRN_STRUCTURE}[term] + (", alone," if row["specification"] == "srn_alone" else "")
    verb = "raises" if direction > 0 else "lowers"
    stage = STAGE_WORDS[row["stage"]]
    part = {
        "reading": reading,
        "claim": f"{cause} {verb} alliance {MEASURES[row['outcome']]} in the {stage} iteration",
        "quantity": "standardised effect",
        **row[["outcome", "stage", "specification"]],
        "term": term,
        "estimate": row["standardised"],
        "ci_low": row["standardised_low"],
        "ci_high": row["standardised_high"],
        **row[["vif", "runs", "dropped"]],
        "reason": _reason(row),
    }
    size = f"a standard deviation more goes with {_with_interval(part)} standard deviations"
    told = [*([] if math.isnan(part["estimate"]) else [size]), *filter(None, [part["reason"]])]
    return judged(part, direction, NEGLIGIBLE_EFFECT, told)


def judged(part: dict, direction: int, negligible: float, told: Sequence[str]) -> dict:
    """Judge the claim of a part by its interval, unless there is a reason not to, and say so."""
    limits = part["ci_low"], part["ci_high"]
    found = UNDETERMINED if part["reason"] else verdict(*limits, direction, negligible)
    sentence = f"{found.capitalize()}: {'; '.join([part['claim'], *told])}."
    return {**part, "expected": "> 0" if direction > 0 else "< 0", "verdict": found, "sentence": sentence}


def _regression_row(
    regressions: pd.DataFrame, outcome: str, stage: str, specification: str, term: str
) -> pd.Series:
    """Return the row of a term, or that of the whole regression if it was left out."""
    keys = regressions[["outcome", "stage", "specification"]] == [outcome, stage, specification]
    rows = regressions[keys.all(axis=1)]
    return rows[(rows["term"] == term) | rows["term"].isna()].iloc[0]


def _reason(row: pd.Series) -> str:
    """Why an effect is not judged, whatever its interval; empty if it is."""
    if math.isnan(row["standardised"]):
        return f"not computed: {row['note']}"
    if row["vif"] <= LARGEST_INFLATION:
        return ""
    # What the SRN is like beyond its density follows, in a random network, from these two and chance.
    others = ", system size and density above all" if row["term"] in SRN_STRUCTURE else ""
    return f"not separable from the other terms{others}: its variance inflation factor is {row['vif']:.1f}"


def _reversal(ends: Sequence[dict], rows: Sequence[pd.Series]) -> dict:
    """The claim that both ends make together: that an effect is positive at first and negative at last."""
    first, last = ends
    verdicts = [end["verdict"] for end in ends]
    joint = joint_verdict(verdicts)
    cause, measure = INPUTS[first["term"]], MEASURES[first["outcome"]]
    claim = f"the effect of {cause} on alliance {measure} turns from positive to negative"
    reasons = dict.fromkeys(end["reason"] for end in ends if end["reason"])
    reason = "; ".join(reasons) if joint == UNDETERMINED else ""
    accident = "; that one end agrees is no support" if {*verdicts} == {SUPPORTED, CONTRADICTED} else ""
    return {
        **first,
        "claim": claim,
        "quantity": CHANGE_OF_SIGN,
        "stage": "first, last",
        "expected": "> 0, < 0",
        "first": first["estimate"],
        "last": last["estimate"],
        **dict.fromkeys(["estimate", "ci_low", "ci_high", "vif"], math.nan),
        "runs": min(end["runs"] for end in ends),
        "dropped": max(end["dropped"] for end in ends),
        "verdict": joint,
        "reason": reason,
        "sentence": f"{joint.capitalize()}: {claim}; {reason or _course(rows) + accident}.",
    }


def _course(rows: Sequence[pd.Series]) -> str:
    """Tell the effect at each stage, and whether it keeps its sign and grows or falls throughout."""
    effects = [row["standardised"] for row in rows]
    words = [
        f"{'not computed' if math.isnan(effect) else _signed(effect)} in the {stage}"
        for effect, stage in zip(effects, STAGE_WORDS.values(), strict=True)
    ]
    told = f"it is {', '.join(words[:-1])} and {words[-1]} iteration"
    if all(row["standardised_low"] > 0 for row in rows):
        sign = "positive"
    elif all(row["standardised_high"] < 0 for row in rows):
        sign = "negative"
    else:
        return told
    first, middle, last = map(abs, effects)
    trend = ", and ever smaller" if first > middle > last else ""
    trend = ", and ever larger" if first < middle < last else trend
    return f"{told}: {sign} throughout{trend}"


def _with_interval(part: Mapping[str, float]) -> str:
    return f"{_signed(part['estimate'])} ({_signed(part['ci_low'])} to {_signed(part['ci_high'])})"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")
