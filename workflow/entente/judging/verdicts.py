"""Verdicts on claims: whether an interval, or several of them together, bears a claim out."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

SUPPORTED, NOT_SUPPORTED, IN_PART, UNDETERMINED = "supported", "not supported", "in part", "undetermined"

#: An effect whose whole interval is nearer to nothing than this is none to speak of (choice): in standard
#: deviations of the outcome for one of the term, and in parts of variance.
NEGLIGIBLE_EFFECT, NEGLIGIBLE_PART = 0.05, 0.01

#: With a larger variance inflation factor an effect is not judged (choice, a usual rule of thumb): the other
#: terms account for more than nine tenths of the term's variance, and what they do not account for may be no
#: more than the bends of its relation with them.
LARGEST_INFLATION = 10.0

#: Quantity of a part that claims an effect in the first iteration and the opposite one in the last.
CHANGE_OF_SIGN = "change of sign"


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
        The first of these that applies: ``undetermined`` where a limit is missing; ``not supported`` if the
        interval is all within ± negligible, on whichever side; ``not supported`` if it is all on the side
        that is not claimed; ``supported`` if it is all on the side claimed, though it may begin within
        negligible; ``undetermined``.
    """
    if math.isnan(low) or math.isnan(high):
        return UNDETERMINED
    least, most = sorted((direction * low, direction * high))
    if max(abs(least), abs(most)) < negligible or most < 0:
        return NOT_SUPPORTED
    return SUPPORTED if least > 0 else UNDETERMINED


def joint_verdict(verdicts: Iterable[str]) -> str:
    """Join the verdicts on claims that hold together or not at all.

    Parameters
    ----------
    verdicts : iterable of str

    Returns
    -------
    str
        ``not supported`` if one of them is; ``supported`` if all are; else ``undetermined``.
    """
    found = set(verdicts)
    if NOT_SUPPORTED in found:
        return NOT_SUPPORTED
    return SUPPORTED if found == {SUPPORTED} else UNDETERMINED


def reading_verdict(parts: pd.DataFrame) -> str:
    """Join the verdicts on the parts of a reading.

    Parameters
    ----------
    parts : DataFrame
        Columns quantity and verdict.

    Returns
    -------
    str
        ``supported`` if all parts are; ``in part`` if some are; if none is, ``not supported`` if at least
        one is not supported, else ``undetermined``.  Of a reading that claims changes of sign these parts
        alone count: of an effect that does not change, one end always agrees with half the claim.
    """
    reversals = parts["quantity"] == CHANGE_OF_SIGN
    found = set(parts.loc[reversals if reversals.any() else reversals.index, "verdict"])
    if found == {SUPPORTED}:
        return SUPPORTED
    if SUPPORTED in found:
        return IN_PART
    return NOT_SUPPORTED if NOT_SUPPORTED in found else UNDETERMINED
