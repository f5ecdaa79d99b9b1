"""How far forecasts of effort are from what was observed: shares in the total, and the order of burdens."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from entente.burden.measures import shares
from entente.burden.member_values import NOT_NEGATIVE, POSITIVE, members
from entente.burden.rank_tests import rank_correlation
from entente.core.errors import BurdenInputError


def total_variation(observed: np.ndarray, forecast: np.ndarray) -> float:
    """Return ½ Σ |s − ŝ| of shares, which is what would have to change hands, 0 to 1; nothing is checked."""
    return float(np.abs(observed / observed.sum() - forecast / forecast.sum()).sum() / 2)


def share_scores(observed: Any, forecast: Any, resources: Any) -> dict[str, float]:
    """Return how far a forecast of effort is from the effort observed.

    Parameters
    ----------
    observed : array_like, shape (n,)
        m > 0 of two states or more; pandas objects must have the same labels in the same order.
    forecast : array_like, shape (n,)
        m̂ ≥ 0, in any unit: only shares count.
    resources : array_like, shape (n,)
        w > 0.

    Returns
    -------
    dict of str to float
        - total_variation: ½ Σ |s − ŝ| of the shares in the sum of the states;
        - rmse_log: root of the mean square of ln s − ln ŝ over states of which effort is forecast; NaN if
          there is none;
        - none_forecast: the share of states of which none is, and which the one before leaves out;
        - rank_correlation: Spearman's, of m / w with m̂ / w; NaN if all burdens forecast are equal, as they
          are of effort in proportion to resources.

    Raises
    ------
    BurdenInputError
        If labels or lengths differ, a number is missing or out of range, or no effort is forecast at all.
    """
    given = {
        "observed effort": (observed, POSITIVE),
        "forecast": (forecast, NOT_NEGATIVE),
        "resources": (resources, POSITIVE),
    }
    (m, expected, w), _ = members(given, least=2)
    if not expected.any():
        raise BurdenInputError("No state is forecast any effort.", "There are no shares to compare.")
    some = expected > 0
    gaps = np.log(shares(m)[some]) - np.log(shares(expected)[some])
    burdens = m / w, expected / w
    # Burdens that are equal but for rounding have no order.
    level = [np.ptp(burden) <= 1e-9 * burden.max() for burden in burdens]
    return {
        "total_variation": total_variation(m, expected),
        "rmse_log": float(np.sqrt(np.mean(gaps**2))),
        "none_forecast": float(1 - some.mean()),
        "rank_correlation": math.nan if any(level) else rank_correlation(*burdens),
    }
