"""The verdicts on what a paper says: what they are called, and how several make one."""

from __future__ import annotations

import math
from collections.abc import Iterable

SUPPORTED, CONTRADICTED, UNDETERMINED = "supported", "contradicted", "undetermined"

#: Of several claims that need not hold together: some are supported.
IN_PART = "in part"

#: It holds, and could not fail: it is about a definition, or about the program's own rules.
BY_CONSTRUCTION = "by construction"

#: There is nothing to judge by.
NOT_TESTABLE = "not testable"


def verdict(low: float, high: float, direction: int, negligible: float = 0.0) -> str:
    """Judge a 95 % interval against the claim that an effect is positive, direction 1, or negative, −1.

    The verdict is the first of these that applies: ``undetermined`` where a limit is missing, since nothing
    could be computed; ``contradicted`` if the interval is all within ± negligible, on whichever side;
    ``contradicted`` if it is all on the side that is not claimed; ``supported`` if it is all on the side
    claimed, though it may begin within negligible; ``undetermined``.
    """
    if math.isnan(low) or math.isnan(high):
        return UNDETERMINED
    least, most = sorted((direction * low, direction * high))
    if max(abs(least), abs(most)) < negligible or most < 0:
        return CONTRADICTED
    return SUPPORTED if least > 0 else UNDETERMINED


def joint_verdict(verdicts: Iterable[str]) -> str:
    """Join the verdicts on claims that hold together or not at all.

    Of those that are testable: ``contradicted`` if one is; ``supported`` if all are; else ``undetermined``.
    ``not testable`` if none is.
    """
    found = set(verdicts) - {NOT_TESTABLE}
    if not found:
        return NOT_TESTABLE
    if CONTRADICTED in found:
        return CONTRADICTED
    return SUPPORTED if found == {SUPPORTED} else UNDETERMINED


def overall_verdict(verdicts: Iterable[str]) -> str:
    """Join the verdicts on claims of which some may hold without the others.

    Of those that are testable: ``supported`` if all are; ``in part`` if some are; if none is,
    ``contradicted`` if one is, else ``undetermined``.  ``not testable`` if none is.
    """
    found = set(verdicts) - {NOT_TESTABLE}
    return IN_PART if SUPPORTED in found and len(found) > 1 else joint_verdict(found)
