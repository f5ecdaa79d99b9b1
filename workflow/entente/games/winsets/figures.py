"""Data of the figure "effects of reducing win-set size", computed from the model; drawn elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from entente.games.winsets.splits import agree, expected_share, split

#: Points of a curve unless said otherwise.
POINTS = 201

#: Least shares that Y's voters ratify: agreement wide; narrower, truncated in Y's favour; deadlock.
LEAST_SHARES = {"y_1": 0.2, "y_2": 0.45, "y_3": 0.8}


def win_set_rows(
    x_1: float = 0.65, least_shares: Mapping[str, float] = LEAST_SHARES, discount: float = 0.9
) -> pd.DataFrame:
    """Win-sets of X and Y on the axis from X's best settlement (0) to Y's (1), as Y's becomes smaller.

    Parameters
    ----------
    x_1 : float
        The largest share of Y that X's voters ratify, the same in all rows.
    least_shares : mapping of str to float
        The least share that Y's voters ratify, by row.
    discount : float
        Of Rubinstein's rule, Y proposing first.

    Returns
    -------
    DataFrame
        A row a win-set of Y: ``row``; ``y``, ``x_1``; ``agreement``, bool; ``low``, ``high`` of what both
        ratify, and its ``width`` (0, and the ends NaN, without agreement); Y's share by each rule,
        ``midpoint``, ``nash`` and ``rubinstein`` (NaN without agreement).
    """
    y = np.array(list(least_shares.values()), dtype=float)
    agreement = agree(y, x_1)
    rules = {rule: split(y, x_1, rule, **arguments) for rule, arguments in _rules(discount)}
    return pd.DataFrame(
        {
            "row": list(least_shares),
            "y": y,
            "x_1": x_1,
            "agreement": agreement,
            "low": np.where(agreement, y, np.nan),
            "high": np.where(agreement, x_1, np.nan),
            "width": np.maximum(x_1 - y, 0),
        }
        | {rule: rules[rule] for rule in ("midpoint", "nash", "rubinstein")}
    )


def win_set_curve(discount: float = 0.9, points: int = POINTS) -> pd.DataFrame:
    """Chance and terms of agreement over the least share that Y's voters ratify.

    X's bound is uniform from 0 to 1.

    Parameters
    ----------
    discount : float
        Of Rubinstein's rule, with either as first proposer.
    points : int
        Points of the axis, 0 to 1.

    Returns
    -------
    DataFrame
        A row a rule and a least share: ``rule`` (``midpoint``, ``nash``, ``rubinstein``, Y proposing,
        ``rubinstein_x``, X proposing), ``y``, ``agreement_probability``, ``share_if_agreed`` (NaN at y = 1,
        where there is none) and ``expected_share``.
    """
    y = np.linspace(0, 1, points)
    frames = []
    for rule, arguments in [*_rules(discount), ("rubinstein_x", {"discount": discount, "proposer": "x"})]:
        expected = expected_share(y, rule.removesuffix("_x"), **arguments)
        chance = 1 - y
        given = np.divide(expected, chance, out=np.full(points, np.nan), where=chance > 0)
        columns = {"agreement_probability": chance, "share_if_agreed": given, "expected_share": expected}
        frames.append(pd.DataFrame({"rule": rule, "y": y} | columns))
    return pd.concat(frames, ignore_index=True)


def _rules(discount: float) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "midpoint", {}
    yield "nash", {}
    yield "rubinstein", {"discount": discount}
