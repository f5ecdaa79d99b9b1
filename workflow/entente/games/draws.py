"""Monte Carlo twins: what a closed form says, found again by drawing, with its standard error.

A function ``simulate_…`` takes the parameters of its closed form, each a single number in the same range,
``draws``, at least 2, and a ``seed``, anything that numpy takes for one.  It returns an Estimate, value and
standard error, and raises GameInputError as the closed form does.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from entente.games.parameters import whole

#: Draws of a twin unless said otherwise.
DRAWS = 100_000


class Estimate(NamedTuple):
    """A mean over draws and its standard error."""

    value: float
    standard_error: float


class Case(NamedTuple):
    """A closed form and its twin, which is called with draws and seed."""

    model: str
    quantity: str
    setting: Mapping[str, Any]
    closed_form: float
    twin: Callable[..., Estimate]


def generator(draws: int, seed: Any) -> np.random.Generator:
    """Return a stream for a number of draws, which is checked: a standard error needs two.

    The seed is anything that numpy takes for one.
    """
    whole("draws", draws, 2)
    return np.random.default_rng(seed)


def mean(values: np.ndarray) -> Estimate:
    """Return the mean of independent draws, shape (n,)."""
    return Estimate(float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values))))


def compare(cases: Iterable[Case], draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Closed forms beside their Monte Carlo twins.

    Parameters
    ----------
    cases : iterable of Case
        Each has a stream of its own, by what it says.
    draws : int
        Draws of each twin, at least 2.
    seed : int
        Seed of all.

    Returns
    -------
    DataFrame
        A row a case: ``model``, ``quantity`` and ``setting`` (parameters in words), ``closed_form``,
        ``estimate`` (mean over draws), ``standard_error``, ``draws``, and ``deviation``, the estimate less
        the closed form in standard errors (0 where they are equal, whatever the error).

    Raises
    ------
    GameInputError
        If there are fewer than two draws.
    """
    rows = []
    for case in cases:
        setting = ", ".join(f"{name} = {_in_words(value)}" for name, value in case.setting.items())
        name = zlib.crc32(f"{case.model}, {case.quantity}, {setting}".encode())
        estimate = case.twin(draws=draws, seed=np.random.SeedSequence([seed, name]))
        rows.append((case.model, case.quantity, setting, float(case.closed_form), *estimate, draws))
    columns = ["model", "quantity", "setting", "closed_form", "estimate", "standard_error", "draws"]
    table = pd.DataFrame(rows, columns=columns)
    difference = table["estimate"] - table["closed_form"]
    # Draws that all agree have no error, and may be a last digit from what they agree on.
    same = difference.abs() <= 1e-12
    return table.assign(deviation=(difference / table["standard_error"]).mask(same, 0.0))


def _in_words(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
