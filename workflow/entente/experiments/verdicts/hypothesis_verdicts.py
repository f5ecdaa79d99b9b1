"""What an estimate says of a hypothesis that gave a direction, or said that there is no effect."""

from __future__ import annotations

from math import isfinite

from entente.core.errors import ExperimentInputError
from entente.experiments.estimate import Estimate
from entente.experiments.verdicts.equivalence import Equivalence

#: Directions that a hypothesis may have: the sign of its effect, 0 for none.
DIRECTIONS = {"positive": 1, "negative": -1, "none": 0}

SUPPORTED, CONTRADICTED, OPEN = "supported", "contradicted", "open"
EQUIVALENT_TO_NONE = "contradicted: equivalent to none"


def verdict(
    direction: str, estimate: Estimate, p_adjusted: float, equivalence: Equivalence, level: float = 0.05
) -> str:
    """Judge one hypothesis.

    Parameters
    ----------
    direction : {"positive", "negative", "none"}
        What was expected; "none" is the claim that there is no effect that matters.
    estimate : Estimate
        The effect.
    p_adjusted : float
        Two-sided p of no effect, adjusted within the hypothesis' family.
    equivalence : Equivalence
        What :func:`entente.experiments.tost` says of the same estimate.
    level : float, default .05
        α.

    Returns
    -------
    str
        Of a direction: "supported" or "contradicted" where the adjusted p is below α, by the sign;
        "contradicted: equivalent to none" where it is not, but effects as large as the margin are rejected.
        Of none: "supported" only if these are rejected, however large p is; "contradicted" if there is an
        effect, by the adjusted p, that is estimated beyond the margin.  Else "open".

    Raises
    ------
    ExperimentInputError
        If the direction is unknown, or the adjusted p is missing or not between 0 and 1.

    Notes
    -----
    After Rainey (2014) and Lakens (2017): a test that does not reject says nothing for its null hypothesis.
    """
    if direction not in DIRECTIONS:
        raise ExperimentInputError(
            f"The direction {direction!r} is unknown.", f"Choose from {', '.join(DIRECTIONS)}."
        )
    if not (isfinite(p_adjusted) and 0 <= p_adjusted <= 1):
        raise ExperimentInputError(f"The adjusted p is {p_adjusted}.", "Give a number from 0 to 1.")
    found, sign = p_adjusted < level, DIRECTIONS[direction]
    if sign and found:
        return SUPPORTED if estimate.estimate * sign > 0 else CONTRADICTED
    if equivalence.equivalent:
        return EQUIVALENT_TO_NONE if sign else SUPPORTED
    beyond = abs(estimate.estimate) > equivalence.margin
    return CONTRADICTED if found and beyond and not sign else OPEN
