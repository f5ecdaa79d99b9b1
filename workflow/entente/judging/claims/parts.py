"""Parts of claims: the few tests that all share, and how the verdicts on parts make one on a claim."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from entente.judging import verdicts
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED

if TYPE_CHECKING:
    from entente.judging.intervals import Estimate

#: What a claim may expect of an estimate.
SIGNS = {"positive": 1, "negative": -1}

#: How far a value may be from the one that the text states, in parts of it (choice).
TOLERANCE = 0.1

#: Level of tests where the text names none.
LEVEL = 0.05

#: How a remark begins that tells of the paper's own numbers.
OWN = "The paper's own"

#: More parts than these are counted in the sentence, not listed.
MOST_LISTED = 3


class NotTestable(Exception):
    """A claim that the results of this run cannot decide; the message is the reason.

    No error that a user could mend, and never seen by one: it becomes the verdict on the claim.
    """


@dataclass(frozen=True)
class Part:
    """One thing that a claim says, and what was found: in words, the number, its 95 % interval and its p.

    It is ``of_table`` if the number is one of regressions, for which the paper may print its own.
    """

    clause: str
    verdict: str
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    p_value: float = math.nan
    of_table: bool = False


class Remark(str):
    """Something to know about a claim beside its verdict."""


def number(value: float) -> str:
    """Return a number as text: three significant digits, all digits of what is above 1,000."""
    if not math.isfinite(value):
        return "undefined"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def of_table(part: Part) -> Part:
    """Return a part as one whose number is of regressions."""
    return replace(part, of_table=True)


def above(name: str, estimate: Estimate, bound: float = 0, sign: int = 1) -> Part:
    """Test whether an estimate is above a bound, or below it if ``sign`` is −1.

    Supported if the 95 % interval is all on that side, contradicted if it is all on the other, else
    undetermined.
    """
    return _part(name, estimate, verdicts.verdict(estimate.low - bound, estimate.high - bound, sign))


def by_p(name: str, estimate: Estimate, right: bool) -> Part:
    """Test a p, which is ``right`` or contradicts; undetermined if there is none."""
    found = SUPPORTED if right else CONTRADICTED
    return _part(name, estimate, UNDETERMINED if math.isnan(estimate.p_value) else found)


def between(name: str, value: float, low: float, high: float) -> Part:
    """Test a number without a sampling error against bounds, both included; contradicted where undefined."""
    return holds(low <= value <= high, f"{name} is {number(value)}", value)


def close(name: str, value: float, stated: float, tolerance: float = TOLERANCE) -> Part:
    """Test a number against the one that the text states: supported if within the relative tolerance."""
    near = abs(value - stated) <= tolerance * abs(stated)
    return holds(near, f"{name} is {number(value)} (stated: {number(stated)})", value)


def larger(name: str, value: float, other: str, than: float) -> Part:
    """Test which of two numbers without a sampling error is larger; contradicted where one is undefined."""
    return holds(value > than, f"{name} is {number(value)}, {other} {number(than)}", value - than)


def holds(condition: bool, clause: str, value: float = math.nan) -> Part:
    """Test a property: supported if it holds, else contradicted; ``clause`` says what was found."""
    return Part(clause, SUPPORTED if condition else CONTRADICTED, float(value))


def untestable(clause: str) -> Part:
    """Return a part that there is no number for; the verdict rests on the others."""
    return Part(clause, NOT_TESTABLE)


def verdict_on(parts: Iterable[Part]) -> str:
    """Return the verdict on a claim from those on its parts, which hold together or not at all."""
    return verdicts.joint_verdict(part.verdict for part in parts)


def sentence(verdict: str, parts: list[Part]) -> str:
    """Return one plain sentence: a verdict and what was found; of many parts, how many hold and one."""
    tested = [part for part in parts if part.verdict != NOT_TESTABLE] or parts
    if len(tested) <= MOST_LISTED:
        return f"{verdict.capitalize()}: {'; '.join(part.clause for part in tested)}."
    found = [part.verdict for part in tested]
    counts = ((found.count(word), word) for word in (SUPPORTED, CONTRADICTED, UNDETERMINED))
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    example = tested[found.index(verdict_on(parts))].clause
    return f"{verdict.capitalize()}: of {len(tested)} parts {told}; for example, {example}."


def _part(name: str, estimate: Estimate, verdict: str) -> Part:
    value, low, high = estimate.value, estimate.low, estimate.high
    interval = f" ({number(low)} to {number(high)})" if math.isfinite(low) and math.isfinite(high) else ""
    return Part(f"{name} is {number(value)}{interval}", verdict, value, low, high, estimate.p_value)
