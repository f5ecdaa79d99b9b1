"""Checks of what an effort process is given: categories, names, regressors, periods with change."""

from __future__ import annotations

import warnings
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.data import DroppedGroupsWarning, ModelData, check_magnitude


def checked_categories(categories: Any) -> int:
    """Return the number of categories, or refuse it."""
    if not isinstance(categories, Integral) or categories < 2:
        raise ModelDataError(f"There are {categories!r} categories.", "Give a whole number from 2.")
    return int(categories)


def checked_centre(centre: Any) -> float:
    """Return the centre of effort, or refuse it."""
    if not isinstance(centre, Real) or not np.isfinite(centre):
        raise ModelDataError(f"The centre is {centre!r}.", "Give the category that effort is measured from.")
    return float(centre)


def parameter_names(exog_names: tuple[str, ...], periods: pd.Index) -> list[str]:
    """Return the names of all parameters, or refuse two that would be the same."""
    names = ["beta1", "beta2", *exog_names, *(f"log_rate[{_written(period)}]" for period in periods)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ModelDataError(f"Two parameters would be called {', '.join(twice)}.", "Rename the regressor.")
    return names


def _written(period: Any) -> str:
    """Write a year that came as a decimal number, beside missing ones for example, as a whole one."""
    return f"{period:.0f}" if isinstance(period, Real) and float(period).is_integer() else str(period)


def check_efforts(data: ModelData, efforts: np.ndarray, role: str, categories: int) -> None:
    """Refuse efforts that are none of the categories, and name the first."""
    wrong = np.flatnonzero((efforts < 1) | (efforts > categories) | (efforts != np.floor(efforts)))
    if len(wrong):
        raise ModelDataError(
            f"The {role} is {efforts[wrong[0]]:g} in row {data.index[wrong[0]]} "
            f"({len(wrong)} rows are outside of 1..{categories} or no whole numbers).",
            f"Code effort in categories 1 to {categories}, e.g. with numpy.digitize.",
        )


def check_regressors(data: ModelData) -> None:
    """Refuse regressors that are constant, or so together: they would say what beta1 says."""
    check_magnitude(data)
    constant = [name for name, column in zip(data.exog_names, data.exog.T, strict=True) if not np.ptp(column)]
    if constant:
        raise ModelDataError(
            f"Of the regressors, {constant[0]} is constant: times effort it is what beta1 stands for.",
            "Leave it out; beta1 is always there.",
        )
    within = data.exog - data.exog.mean(axis=0)
    size = np.linalg.svd(within / np.linalg.norm(within, axis=0), compute_uv=False)
    if len(size) < within.shape[1] or size[-1] < 1e-10:
        raise ModelDataError(
            f"Of the regressors, {', '.join(data.exog_names)}, a combination is constant: times effort it is "
            "what beta1 stands for.",
            "Leave one of them out.",
        )


def check_once(data: ModelData) -> None:
    """Refuse two rows of one state in one period."""
    if data.groups is None:
        return
    keys = pd.DataFrame({"group": data.groups, "period": data.others["period"]})
    twice = np.flatnonzero(keys.duplicated())
    if len(twice):
        group, period = keys.iloc[twice[0]]
        raise ModelDataError(
            f"The group {group} has two rows in period {period}, the second is row {data.index[twice[0]]} "
            f"({len(twice)} rows too many).",
            "Groups are the states: give each once a period. Larger clusters are named at fit, in cov_kwds.",
        )


def with_change(data: ModelData, before: np.ndarray) -> tuple[ModelData, tuple]:
    """Leave out the periods in which no effort changes, and warn of them."""
    codes, periods = pd.factorize(data.others["period"], sort=True)
    still = np.bincount(codes, data.endog != before) == 0
    if still.all():
        raise ModelDataError("No effort changes in any row.", "Give data in which some does.")
    if not still.any():
        return data, ()
    names = ", ".join(map(str, periods[still]))
    message = (
        f"{still.sum()} of {len(periods)} periods dropped ({still[codes].sum()} of {len(codes)} rows), in "
        f"which no effort changes: {names}."
    )
    warnings.warn(message, DroppedGroupsWarning, stacklevel=3)
    return data.subset(~still[codes]), tuple(periods[still])
