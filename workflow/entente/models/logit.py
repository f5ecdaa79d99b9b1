"""Logit by statsmodels, refused with a named error where the regressors separate the outcome."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from entente.core.errors import ModelDataError, SeparationError
from entente.models.data import ModelData, check_magnitude, largest

#: Newton steps after which the search is given up, as in statsmodels; a maximum is usually met in ten.
MAX_STEPS = 35
#: The search ends at a step that moves no coefficient enough to move a row's log odds by more.
TOLERANCE = 1e-8
#: A last step that would move a row's log odds by more is no convergence; at a maximum it is near rounding.
CONVERGED = 1e-6
#: Share of the largest movement below which a row is held not to move at all along a direction.
STILL = 1e-6


def fit_logit(data: ModelData) -> Any:
    """Estimate a logit by maximum likelihood, with standard errors from the observed information.

    statsmodels does the estimation, by Newton's method.  What is added is certainty that there is a maximum.
    If the regressors separate the outcome, wholly or in part, the likelihood rises for ever along some
    direction of the coefficients; statsmodels then returns what it had when it stopped, with a warning at
    most.  Along such a direction each further step moves some row's log odds by about 1, in whatever units
    the regressors are, so the last step tells.

    Parameters
    ----------
    data : ModelData
        The outcome, 0 or 1, and the regressors including a constant.

    Returns
    -------
    statsmodels BinaryResultsWrapper
        Its rows are those of ``data``: choose what belongs to them with ``data.kept``.

    Raises
    ------
    ModelDataError
        If the outcome has a value other than 0 and 1, or only one of them; if a regressor has numbers beyond
        1e±100; or if Newton's method does not settle, although no separation is found.
    SeparationError
        If a combination of the regressors, which are named, is never on the wrong side of some value.
    """
    from statsmodels.discrete.discrete_model import Logit

    check_binary(data)
    check_magnitude(data)
    path = [np.zeros(data.exog.shape[1])]
    # The rank has been checked.  No ridge: it would slow the steps that tell separation, and the search.
    model = Logit(*data.design, check_rank=False)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            results = model.fit(
                method="newton",
                maxiter=MAX_STEPS,
                tol=TOLERANCE / largest(data.exog),
                ridge_factor=0.0,
                callback=lambda params: path.append(np.array(params)),
                warn_convergence=False,
                disp=False,
            )
    except np.linalg.LinAlgError:  # the information vanished on the way to infinity
        results = None
    steps = np.diff(path, axis=0)
    # Not a number counts as no convergence.
    if results is None or not np.abs(data.exog @ steps[-1]).max() < CONVERGED:
        _refuse(data, steps)
    # Where coefficients are so large that no row moves any further, they tell themselves.
    params = np.asarray(results.params)
    if _wrong_way(data, params) <= STILL:
        _refuse(data, params[None])
    return results


def check_binary(data: ModelData) -> None:
    """Raise ModelDataError if an outcome is not 0 and 1, or one of them only: no logit is for it."""
    wrong = np.flatnonzero((data.endog != 0) & (data.endog != 1))
    if len(wrong):
        raise ModelDataError(
            f"The outcome {data.endog_name} is {data.endog[wrong[0]]:g} in row {data.index[wrong[0]]} "
            f"({len(wrong)} rows are neither 0 nor 1).",
            "Code the outcome as 0 and 1, or use a model for other outcomes.",
        )
    if np.ptp(data.endog) == 0:
        raise ModelDataError(
            f"The outcome {data.endog_name} is {data.endog[0]:g} in all of the {len(data.endog)} rows.",
            "A logit needs both: choose rows among which the outcome varies.",
        )


def _wrong_way(data: ModelData, direction: np.ndarray) -> float:
    """Return how far a direction moves a row to the wrong side, over how far it moves one to the right."""
    movement = data.exog @ direction * (2 * data.endog - 1)
    return -movement.min() / movement.max() if movement.max() > 0 else np.inf


def _refuse(data: ModelData, steps: np.ndarray) -> None:
    """Say why there is no estimate: separation, shown by one of the steps taken, or an unknown reason.

    Data are separated if, for some direction d, (2y − 1) x·d is nowhere negative and somewhere positive
    (Albert & Anderson 1984).  The steps tend to such a direction.
    """
    best, direction = np.inf, steps[-1]
    for step in steps[np.isfinite(steps).all(axis=1)]:
        if (wrong := _wrong_way(data, step)) < best:
            best, direction = wrong, step
    if best > STILL:
        raise ModelDataError(
            f"The logit of {data.endog_name} on {', '.join(data.exog_names)} has not converged after "
            f"{len(steps)} Newton steps.",
            "Look for extreme values of the regressors, and for columns that nearly determine the outcome.",
        )
    movement = np.abs(data.exog @ direction)
    perfect = int((movement > STILL * movement.max()).sum())
    weight = np.abs(direction) * np.ptp(data.exog, axis=0)
    names = [
        name for name, share in zip(data.exog_names, weight, strict=True) if share > STILL * weight.max()
    ]
    raise SeparationError(
        f"{', '.join(names)} separate{'s' * (len(names) == 1)} the outcome {data.endog_name}: "
        f"{perfect} of {len(movement)} rows are predicted perfectly, so no finite estimate exists.",
        "Leave the regressor out, or make sure that it does not contain the outcome.",
    )
