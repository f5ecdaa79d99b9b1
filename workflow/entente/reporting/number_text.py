"""Numbers as tables print them."""

from __future__ import annotations

import math

#: Below this a number is written with its power of ten, so that two digits at least are seen.
SMALL = 0.001


def number_text(value: float) -> str:
    """Return a coefficient, standard error or statistic with three decimals.

    Parameters
    ----------
    value : float

    Returns
    -------
    str
        With thousands apart and two decimals from 1,000 on, as 8.62e-05 below .001; empty if missing.
    """
    if math.isnan(value):
        return ""
    if value != 0 and abs(value) < SMALL:
        return f"{value:.2e}"
    return f"{value:,.2f}" if abs(value) >= 1_000 else f"{value:.3f}"


def count_text(value: float) -> str:
    """Return a count with thousands apart; empty if missing."""
    return "" if math.isnan(value) else f"{round(value):,}"
