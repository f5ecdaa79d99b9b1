"""How far the terms of a regression say the same, and what a lagged outcome does to a panel's estimates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.regressions.inference import coefficient_table
from entente.regressions.specification import LONG_RUN, Specification


def collinearity(columns: pd.DataFrame) -> dict[str, float]:
    """Return the condition number of regressors and the variance inflation of each.

    Parameters
    ----------
    columns : DataFrame, shape (n, k)
        Without constants and effects: demeaned at least, or with all effects taken out; of full rank.

    Returns
    -------
    dict of str to float
        ``condition_number``: largest over smallest singular value of the columns, scaled to unit length
        (Belsley, Kuh and Welsch 1980); ``variance_inflation_<term>``: 1/(1 − R²) of a term on the others.
    """
    lengths = np.linalg.norm(columns.to_numpy(), axis=0)
    size = np.linalg.svd(columns.to_numpy() / lengths, compute_uv=False)
    correlation = (columns.to_numpy() / lengths).T @ (columns.to_numpy() / lengths)
    inflation = np.diag(np.linalg.inv(correlation))
    found = {
        f"variance_inflation_{name}": float(value) for name, value in zip(columns, inflation, strict=True)
    }
    return {"condition_number": float(size[0] / size[-1]), **found}


def separation(outcome: np.ndarray, index: np.ndarray, terms: int) -> dict[str, float]:
    """Return how far a regression of an event is from one whose terms separate the outcome.

    Parameters
    ----------
    outcome : ndarray, shape (n,)
        0 or 1, both of them there.
    index : ndarray, shape (n,)
        The linear predictor of each row: the larger, the likelier the event.
    terms : int
        How many there are, without the constant.

    Returns
    -------
    dict of str to float
        ``overlap``: share of the rows without the event that are as likely to have it, by the estimates, as
        the least likely row that has it; 0 would be separation.  ``events_per_term``: events, or rows without
        one if these are fewer, by term (Peduzzi et al. 1996).
    """
    event = np.asarray(outcome) == 1
    rarer = min(event.sum(), (~event).sum())
    overlap = float((index[~event] >= index[event].min()).mean())
    return {"overlap": overlap, "events_per_term": float(rarer / terms)}


def within(columns: pd.DataFrame, *groups: pd.Series) -> pd.DataFrame:
    """Take the means of all groups, such as states and years, out of columns; of none, the mean."""
    from entente.models.spatial_lag.absorption import Absorption

    codes = [pd.factorize(labels)[0] for labels in groups] or [np.zeros(len(columns), dtype=int)]
    return pd.DataFrame(
        Absorption(codes).within(columns.to_numpy()), index=columns.index, columns=columns.columns
    )


def lagged_outcome(specification: Specification) -> str | None:
    """Return the name of the term that is the outcome of the year before, None if there is none."""
    outcome = specification.outcome
    return next((term.name for term in specification.terms if (term.column, term.lag) == (outcome, 1)), None)


def long_run(table: pd.DataFrame, covariance: pd.DataFrame, lagged: str, df: float | None) -> pd.DataFrame:
    """Return long-run effects β/(1 − ρ) of the terms beside the lagged outcome, errors by the delta method.

    Parameters
    ----------
    table : DataFrame
        Coefficients, with term and estimate.
    covariance : DataFrame
        Theirs, by term.
    lagged : str
        The term whose coefficient is ρ.
    df : float, optional
        Degrees of freedom of Student's t.
    """
    estimates = table.set_index("term")["estimate"]
    rho = estimates[lagged]
    terms = [name for name in estimates.index if name not in (lagged, "constant")]
    slopes = pd.DataFrame(0.0, index=terms, columns=covariance.columns)
    for name in terms:
        slopes.loc[name, name] = 1 / (1 - rho)
        slopes.loc[name, lagged] = estimates[name] / (1 - rho) ** 2
    spread = slopes.to_numpy() @ covariance.to_numpy() @ slopes.to_numpy().T
    names = [LONG_RUN + name for name in terms]
    return coefficient_table(names, estimates[terms].to_numpy() / (1 - rho), spread, df)
