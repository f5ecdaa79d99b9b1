"""p-values of hypotheses that are tested together, adjusted within the families that were declared.

Holm's are our own: ``multipletests`` of statsmodels, which has them too, collects garbage whenever it is
called, which takes longer than the whole of a simulated study.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from entente.core.errors import ExperimentInputError
from entente.core.given import as_numbers


def _holm(p: np.ndarray) -> np.ndarray:
    """The smallest times h, the next times h − 1, and so on; none below one before it, none above 1."""
    order = np.argsort(p)
    adjusted = np.empty(len(p))
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)).clip(max=1)
    return adjusted


#: What a design may declare.
METHODS = {"none": np.copy, "holm": _holm, "bh": false_discovery_control}


def adjust(p: pd.Series, method: str) -> pd.Series:
    """Adjust the p-values of one family.

    Parameters
    ----------
    p : Series, shape (h,)
        p-values, labelled by their hypotheses.
    method : {"none", "holm", "bh"}
        Holm (1979) for the probability of any false rejection, Benjamini and Hochberg (1995) for the
        expected share of false ones among rejections.

    Returns
    -------
    Series, shape (h,)
        With the same labels.

    Raises
    ------
    ExperimentInputError
        If the method is unknown, or a p-value is missing or not between 0 and 1.
    """
    if method not in METHODS:
        raise ExperimentInputError(f"The method {method!r} is unknown.", f"Choose from {', '.join(METHODS)}.")
    p = pd.Series(p)
    p = pd.Series(as_numbers(p, "p-values", ExperimentInputError), p.index, name=p.name)
    for label, value in p[~p.between(0, 1)].items():
        raise ExperimentInputError(
            f"The p-value of {label!r} is {value}.",
            "A family is adjusted as it was declared: mend what keeps this hypothesis from being tested.",
        )
    return pd.Series(METHODS[method](p.to_numpy()), index=p.index, name=p.name)
