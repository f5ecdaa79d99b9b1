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
    size = f"a standard deviation more goes with {with_interval(part)} standard deviations"
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


def with_interval(part: Mapping[str, float]) -> str:
    """Return the estimate of a part with its sign and its 95 % limits in words."""
    return f"{signed(part['estimate'])} ({signed(part['ci_low'])} to {signed(part['ci_high'])})"


def signed(value: float) -> str:
    """Return a number with its sign and three decimals."""
    return f"{value:+.3f}".replace("-", "−")
