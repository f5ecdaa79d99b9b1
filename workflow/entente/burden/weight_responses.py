"""How the growth of a member's effort goes with its weight in an alliance, alliance by alliance."""

from __future__ import annotations

import numpy as np
import pandas as pd

#: Rows that an alliance needs to have a response of its own (a choice).
LEAST = 20


def weight_responses(members: pd.DataFrame) -> pd.DataFrame:
    """Regress growth of effort on the share in the GDP of the alliance, in each.

    Parameters
    ----------
    members : DataFrame
        group, year, ccode, share (in GDP, of the year before) and growth (of log effort), missing where not
        known.

    Returns
    -------
    DataFrame
        By group: estimate, se (robust, HC1), n; of groups with ``LEAST`` rows of two members or more whose
        shares vary.

    Notes
    -----
    From growth the mean over all states of the year is taken, so that prices and world-wide moves are no
    response.  Alley (2021) asks the same with a Bayesian model of many levels.
    """
    from statsmodels.regression.linear_model import OLS

    known = members.dropna(subset=["share", "growth"])
    states = known.drop_duplicates(["year", "ccode"])
    usual = states.groupby("year")["growth"].mean()
    known = known.assign(growth=known["growth"] - known["year"].map(usual))
    rows = {}
    for group, of in known.groupby("group"):
        if len(of) < LEAST or of["ccode"].nunique() < 2 or np.ptp(of["share"]) == 0:
            continue
        design = pd.DataFrame({"share": of["share"], "constant": 1.0})
        fit = OLS(of["growth"], design).fit(cov_type="HC1")
        rows[group] = {"estimate": fit.params["share"], "se": fit.bse["share"], "n": len(of)}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("group")
