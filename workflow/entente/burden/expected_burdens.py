"""Expected burdens: what a state like this would bear, and how far it is from it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import BurdenInputError
from entente.core.given import as_numbers, common_labels, row_labels


def expected_burdens(
    log_burden: pd.Series,
    controls: pd.DataFrame,
    state: pd.Series,
    year: pd.Series,
    *,
    out_of_sample: bool = True,
) -> pd.DataFrame:
    """Return log burdens as least squares expect them of controls and the year.

    Parameters
    ----------
    log_burden : Series, shape (n,)
        Missing where it is not known.
    controls : DataFrame, shape (n, k)
        Known before the burden, such as values of the year before; missing where they are not known.
    state, year : Series, shape (n,)
        Whose burden it is, and of which year.
    out_of_sample : bool, default True
        Whether the expectation for a state is of all other states, so that its own habits are no part of it.

    Returns
    -------
    DataFrame, shape (n, 2)
        expected, and deviation, the log burden less the expected one; both missing for rows that lack a
        value, and where no other state has the year.

    Raises
    ------
    BurdenInputError
        If labels differ, or the controls are collinear, beside effects of years, among the rows without gaps.

    Notes
    -----
    Effects of states are no part of the expectation: of a state that is left out they are not known (a
    choice).
    """
    given = {"log burden": log_burden, "controls": controls, "states": state, "years": year}
    labels = common_labels({name: row_labels(values) for name, values in given.items()}, BurdenInputError)
    y = as_numbers(log_burden, "log burden", BurdenInputError)
    x = as_numbers(controls, "controls", BurdenInputError)
    complete = np.isfinite(y) & np.isfinite(x).all(axis=1)
    y, x = y[complete], x[complete]
    years, when = np.unique(np.asarray(year)[complete], return_inverse=True)
    design = np.column_stack([x - x.mean(axis=0), when[:, None] == np.arange(len(years))])
    if len(y) == 0 or np.linalg.matrix_rank(design) < design.shape[1]:
        raise BurdenInputError(
            f"Of {len(y)} rows without gaps, controls and years cannot be told apart.",
            "Leave out the control that others make up, or one that is the same for all states of a year.",
        )
    who = np.asarray(state)[complete]
    expected = _left_out(design, y, who) if out_of_sample else design @ np.linalg.lstsq(design, y)[0]
    found = pd.DataFrame({"expected": np.nan, "deviation": np.nan}, index=labels)
    found.loc[complete, "expected"] = expected
    found.loc[complete, "deviation"] = y - expected
    return found


def deviations(states: pd.DataFrame, source: str, *, out_of_sample: bool = True) -> pd.Series:
    """Return log burdens less those expected of the year before, without the networks of cooperation.

    Parameters
    ----------
    states : DataFrame
        The state-year panel (schema ``cooperation_year``).
    source : str
        Of burdens, ``burden_<source>``.
    out_of_sample : bool, default True
        As :func:`expected_burdens` takes it.

    Returns
    -------
    Series of float64
        With the labels of the panel; missing without a burden above 0, or a value of the year before.
    """
    burden = states[f"burden_{source}"].astype("float64")
    before = states.assign(year=states["year"] + 1)[["ccode", "year"]].join(_baseline(states, source))
    lagged = states[["ccode", "year"]].merge(before, on=["ccode", "year"], how="left", validate="one_to_one")
    controls = lagged.drop(columns=["ccode", "year"]).set_axis(states.index)
    found = expected_burdens(
        np.log(burden.where(burden > 0)),
        controls,
        states["ccode"],
        states["year"],
        out_of_sample=out_of_sample,
    )
    return found["deviation"]


def _baseline(states: pd.DataFrame, source: str) -> pd.DataFrame:
    """What burdens are expected of, none of it the networks of cooperation."""
    # Islands have no neighbours whose burdens could be known: 0, told apart from a burden of 0.
    islands = (states["land_neighbours"] == 0).fillna(False).astype(bool)
    return pd.DataFrame(
        {
            "gdp": np.log(states["gdp"]),
            "income": np.log(states["income"]),
            "growth": states["growth"],
            "polyarchy": states["polyarchy"],
            "disputes": np.log1p(states["disputes"].astype("Float64").astype("float64")),
            "rivals": np.log1p(states["rivals_expenditure"] / 1000),
            "neighbours": states[f"neighbours_burden_{source}"].mask(islands, 0.0),
            "islands": islands.astype(float),
            "nato": states["nato"].astype(float),
        }
    )


def _left_out(design: np.ndarray, y: np.ndarray, who: np.ndarray) -> np.ndarray:
    """Return what the rows of all other states expect of each row; missing where they cannot tell."""
    products, moments = design.T @ design, design.T @ y
    expected = np.empty(len(y))
    for state in pd.unique(who):
        own = who == state
        theirs = products - design[own].T @ design[own]
        # A year that nobody else has leaves an empty row: its effect is not known.
        alone = np.diag(theirs) < 1e-9 * np.diag(products)
        kept = ~alone
        beta = np.linalg.solve(theirs[np.ix_(kept, kept)], (moments - design[own].T @ y[own])[kept])
        expected[own] = design[own][:, kept] @ beta
        expected[own & (design[:, alone] != 0).any(axis=1)] = np.nan
    return expected
