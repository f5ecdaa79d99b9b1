"""What a regression makes of its columns: powers, polynomials, splines, products, and effects of years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from entente.regressions.specification import YEAR_EFFECT, Specification, Term


def design(specification: Specification, values: pd.DataFrame) -> pd.DataFrame:
    """Return the regressors of a regression.

    Parameters
    ----------
    specification : Specification
    values : DataFrame of float64, n rows
        A column each term that is made of a column, by its name.

    Returns
    -------
    DataFrame of float64, n rows
        ``specification.term_names``, in this order; missing where a value is from which it is made.
    """
    made = {}
    for term in specification.terms:
        if not term.interaction:
            made |= dict(zip(term.names, _columns(term, values[term.name]), strict=True))
    made |= {
        term.name: pd.concat([made[name] for name in term.interaction], axis=1).prod(axis=1, skipna=False)
        for term in specification.terms
        if term.interaction
    }
    return pd.DataFrame(made, index=values.index)[specification.term_names]


def restricted_cubic_spline(values: np.ndarray, knots: Sequence[float]) -> list[np.ndarray]:
    """Return the terms of a cubic spline that is linear below the first knot and above the last.

    Harrell, Regression Modeling Strategies (2nd ed. 2015), section 2.4.5; Stata's ``mkspline, cubic``.  Of
    knots t₁ < … < t_k, term j + 1 is, over (t_k − t₁)²,
    (x − t_j)³₊ − [(x − t_{k−1})³₊ (t_k − t_j) − (x − t_k)³₊ (t_{k−1} − t_j)] / (t_k − t_{k−1}).

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
    knots : sequence of float, length k
        Ascending, k ≥ 3.

    Returns
    -------
    list of ndarray of float64, shape (n,), length k − 1
        The values themselves, then the k − 2 terms that bend; NaN where values are.
    """
    *inner, before_last, last = knots

    def cubed_above(knot: float) -> np.ndarray:
        return np.maximum(values - knot, 0.0) ** 3

    above_both = cubed_above(before_last), cubed_above(last)
    bends = [
        cubed_above(knot)
        - (above_both[0] * (last - knot) - above_both[1] * (before_last - knot)) / (last - before_last)
        for knot in inner
    ]
    return [values, *(bend / (last - inner[0]) ** 2 for bend in bends)]


def year_effects(years: pd.Series) -> pd.DataFrame:
    """Return a column each year but the first, 1 in its rows and 0 in all others.

    Parameters
    ----------
    years : Series of int64, n rows

    Returns
    -------
    DataFrame of float64, n rows
        year_<year>, ascending.
    """
    return pd.get_dummies(years, dtype="float64").iloc[:, 1:].add_prefix(YEAR_EFFECT)


def _columns(term: Term, values: pd.Series) -> list[pd.Series]:
    if term.spline:
        made = restricted_cubic_spline(values.to_numpy(), term.spline)
        return [pd.Series(column, index=values.index) for column in made]
    if term.polynomial:
        return [values**power for power in range(1, term.polynomial + 1)]
    return [values**term.power]
