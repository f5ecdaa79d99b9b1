"""Readings from random data that are about signs of effects, and about their change (Maoz 2011, p. 18)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from entente.judging.verdicts import CONTRADICTED, SUPPORTED, UNDETERMINED, joint_verdict, verdict
from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES, SRN_STRUCTURE, STAGES

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
_REVERSALS = {
    "ii": ("democracy_share", ("density",)),
    "iii": ("cooperation_density", ("density", "npi")),
}


def sign_parts(regressions: pd.DataFrame) -> Iterator[dict]:
    """Yield the parts of readings i to iii, judged: rows of ``findings``, without their numbers."""
    for specification in ("srn_alone", "srn_measures"):
        for outcome in NAMED_MEASURES:
            for stage in STAGES:
                yield _sign(regressions, "i", outcome, stage, specification, f"srn_{outcome}", 1)
    for reading, (term, outcomes) in _REVERSALS.items():
        for outcome in outcomes:
            ends = [
                _sign(regressions, reading, outcome, stage, "inputs", term, direction)
                for stage, direction in (("first", 1), ("last", -1))
            ]
            yield from ends
            yield _reversal(regressions, ends)


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
    effect = row["standardised"], row["standardised_low"], row["standardised_high"]
    reason = _reason(row)
    cause = {**INPUTS, **SRN_STRUCTURE}[term] + (", alone," if specification == "srn_alone" else "")
    verb = "raises" if direction > 0 else "lowers"
    size = f"a standard deviation more goes with {with_interval(*effect)} standard deviations"
    return {
        "reading": reading,
        "quantity": "standardised effect",
        "outcome": outcome,
        "stage": stage,
        "specification": specification,
        "term": term,
        **row[["vif", "runs", "dropped"]],
        **judged_part(
            f"{cause} {verb} alliance {MEASURES[outcome]} in the {STAGE_WORDS[stage]} iteration",
            direction,
            dict(zip(["estimate", "ci_low", "ci_high"], effect, strict=True)),
            negligible=NEGLIGIBLE_EFFECT,
            reason=reason,
            told=([] if math.isnan(effect[0]) else [size]) + ([reason] if reason else []),
        ),
    }


def judged_part(
    claim: str,
    direction: int,
    numbers: Mapping[str, float],
    *,
    negligible: float,
    reason: str,
    told: Sequence[str],
) -> dict:
    """Judge a claim of a direction by the interval of the numbers, unless there is a reason not to.

    Numbers have ci_low and ci_high.  The sentence on the part tells the verdict, the claim, and what is told.
    """
    limits = numbers["ci_low"], numbers["ci_high"]
    judged = UNDETERMINED if reason else verdict(*limits, direction, negligible)
    return {
        "claim": claim,
        "expected": "> 0" if direction > 0 else "< 0",
        **numbers,
        "verdict": judged,
        "reason": reason,
        "sentence": f"{judged.capitalize()}: {'; '.join([claim, *told])}.",
    }


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


def _reversal(regressions: pd.DataFrame, ends: Sequence[dict]) -> dict:
    """The claim that both ends make together: that an effect is positive at first and negative at last."""
    first, last = ends
    term, outcome = first["term"], first["outcome"]
    judged = joint_verdict(end["verdict"] for end in ends)
    claim = f"the effect of {INPUTS[term]} on alliance {MEASURES[outcome]} turns from positive to negative"
    reasons = dict.fromkeys(end["reason"] for end in ends if end["reason"])
    reason = "; ".join(reasons) if judged == UNDETERMINED else ""
    by_stage = [_regression_row(regressions, outcome, stage, "inputs", term) for stage in STAGES]
    one_end = {end["verdict"] for end in ends} == {SUPPORTED, CONTRADICTED}
    accident = "; that one end agrees is no support" if one_end else ""
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
        "verdict": judged,
        "reason": reason,
        "sentence": f"{judged.capitalize()}: {claim}; {reason or _course(by_stage) + accident}.",
    }


def _course(rows: Sequence[pd.Series]) -> str:
    """Tell the effect at each stage, and whether it keeps its sign and grows or falls throughout."""
    effects = [row["standardised"] for row in rows]
    words = [
        f"{'not computed' if math.isnan(effect) else signed(effect)} in the {stage}"
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


def with_interval(value: float, low: float, high: float) -> str:
    """Return a number with its sign and its 95 % limits in words."""
    return f"{signed(value)} ({signed(low)} to {signed(high)})"


def signed(value: float) -> str:
    """Return a number with its sign and three decimals."""
    return f"{value:+.3f}".replace("-", "−")
