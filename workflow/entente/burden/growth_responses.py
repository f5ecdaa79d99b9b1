"""Growth responses: how a state's effort grows with the leader's, and with the lead that an adversary has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import BurdenInputError

#: Years that a regression needs (a choice).
LEAST = 10


def adversary_lead(adversary: pd.Series, leader: pd.Series) -> pd.Series:
    """Return max(0, adversary − leader), of growth by year; missing where one of them is."""
    return (adversary - leader).clip(lower=0.0)


def growth_response(own: pd.Series, leader: pd.Series, lead: pd.Series) -> pd.DataFrame:
    """Regress the growth of a state's effort on the leader's, and on the adversary's lead in growth.

    Parameters
    ----------
    own, leader, lead : Series
        By year: growth of both, and :func:`adversary_lead`; years in which one is missing are left out.

    Returns
    -------
    DataFrame
        term (leader, adversary_lead, constant), estimate, se, statistic, p (two-sided), n; free_riding_p, of
        the leader: one-sided p that the response is not below 1.

    Raises
    ------
    BurdenInputError
        If fewer than ten years are left, or the regressors do not vary.

    Notes
    -----
    Plümper and Neumayer (2015): whose effort grows by less than the leader's rides free.
    """
    from scipy.stats import t
    from statsmodels.regression.linear_model import OLS

    frame = pd.DataFrame({"own": own, "leader": leader, "adversary_lead": lead}).dropna()
    if len(frame) < LEAST:
        raise BurdenInputError(f"There are {len(frame)} years.", f"Give {LEAST} or more.")
    design = frame[["leader", "adversary_lead"]].assign(constant=1.0)
    if np.linalg.matrix_rank(design.to_numpy()) < design.shape[1]:
        raise BurdenInputError("The growth of leader and adversary does not vary.", "Give other years.")
    fit = OLS(frame["own"], design).fit()
    below = (fit.params["leader"] - 1) / fit.bse["leader"]
    columns = {"estimate": fit.params, "se": fit.bse, "statistic": fit.tvalues, "p": fit.pvalues}
    found = pd.DataFrame(columns).rename_axis("term").reset_index().assign(n=len(frame))
    found["free_riding_p"] = np.where(found["term"] == "leader", t.cdf(below, fit.df_resid), np.nan)
    return found
