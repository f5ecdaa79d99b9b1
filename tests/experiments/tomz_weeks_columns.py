"""The survey of Tomz and Weeks as its design declares it, with dummies of the arms."""

import pandas as pd

from entente.experiments import Experiment


def tomz_weeks(root, real_data):
    """Return the rows, and the regressors of the main specification beside the alliance."""
    path = real_data / "tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta"
    found = Experiment.read(root / "config/experiments/tomz_weeks.yaml", path)
    arms = {
        f"{factor.name}: {arm}": (found.frame[factor.name] == arm).astype(float)
        for factor in found.design.factors
        for arm in factor.arms[1:]
    }
    # A mediator that the design does not declare.
    r_hn = 25.0 * (pd.read_stata(path, convert_categoricals=False)["r_hn"] - 1)
    regressors = [*arms, *found.design.covariates]
    regressors.remove("alliance: alliance")
    return found.frame.assign(**arms, r_hn=r_hn), regressors
