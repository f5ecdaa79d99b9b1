"""Contributions to a joint product: the theory of alliances by Olson and Zeckhauser (1966)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from entente.core.errors import GameInputError
from entente.core.given import row_labels
from entente.games.answers import TIE, answer, quotient
from entente.games.parameters import NOT_NEGATIVE, WITHIN_UNIT_INTERVAL, check


class JointProduct(NamedTuple):
    """Equilibrium of contributions to what all members enjoy.

    Attributes
    ----------
    contribution : ndarray or Series of float64, shape (…, n)
        What each member gives.
    total : float or ndarray, shape (…)
        What all give together.
    burden : ndarray or Series of float64, shape (…, n)
        Contribution over wealth; NaN for a member without any.
    free_rider : ndarray or Series of bool, shape (…, n)
        Who gives nothing.
    n_contributors : int or ndarray of int, shape (…)
        How many give.
    """

    contribution: Any
    total: Any
    burden: Any
    free_rider: Any
    n_contributors: Any


def joint_product(wealth: Any, alpha: Any = 0.5) -> JointProduct:
    """Contributions of members who spend their wealth on themselves and on the joint product.

    With others' contributions given, a member with preferences ``(w − m)^{1−α} M^α`` gives
    ``max(0, αw − (1 − α)M_{−i})``.  The h richest give, ``M = α Σ_h w / (α + h(1 − α))`` together; those with
    ``αw ≤ (1 − α)M`` ride free.  The burden rises with wealth: the exploitation of the great by the small.

    Parameters
    ----------
    wealth : array_like, shape (…, n)
        Wealth of the members, at least 0, in units of the product's price.
    alpha : array_like, shape (…)
        Weight of the joint product (α), within (0, 1).

    Returns
    -------
    JointProduct

    Raises
    ------
    GameInputError
        If there are no members, or a parameter is outside its range or of a shape that does not fit.
    """
    wealth, labels = check("wealth", wealth, *NOT_NEGATIVE), row_labels(wealth)
    weight = check("alpha", alpha, *WITHIN_UNIT_INTERVAL)
    if not wealth.ndim or not wealth.shape[-1]:
        raise GameInputError(
            f"wealth has shape {wealth.shape}.", "Give a number for each member, of whom there is one."
        )
    if labels is not None and weight.ndim:
        raise GameInputError(f"alpha has shape {weight.shape}.", "Give one number with labelled wealth.")
    try:
        np.broadcast_shapes(wealth.shape[:-1], weight.shape)
    except ValueError as error:
        raise GameInputError(
            f"The shapes do not broadcast: wealth {wealth.shape}, alpha {weight.shape}.",
            "Give as many weights as there are rows of wealth, or one.",
        ) from error
    own, rest = weight[..., None], 1 - weight[..., None]
    richest = -np.sort(-wealth, axis=-1)
    totals = own * np.cumsum(richest, axis=-1) / (own + np.arange(1, wealth.shape[-1] + 1) * rest)
    # Who is poorer than one who would ride free does so too.
    gives = own * richest > rest * totals
    total = np.where(gives, totals, 0).max(axis=-1)
    excess = own * wealth - rest * total[..., None]
    free = excess <= TIE * own * wealth
    contribution = np.where(free, 0, excess / own)
    burden = quotient(contribution, np.broadcast_to(wealth, contribution.shape), np.nan)
    return JointProduct(
        answer(contribution, labels),
        answer(total, None),
        answer(burden, labels),
        answer(free, labels),
        answer((~free).sum(axis=-1), None),
    )
