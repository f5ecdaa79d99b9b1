"""What a regression makes of its columns: powers, polynomials, splines, products, and effects of years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from entente.regressions.specification import YEAR_EFFECT, Specification, Term


def design(specification: Specification, values: pd.DataFrame) -> pd.DataFrame:
    """Return the regressors ``specification.term_names``, in this order, float64.

    ``values`` has a column for each term that is made of one, by its name.  A regressor is missing where a
    value is of which it is made.
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

    Of values (n,) and k ≥ 3 ascending knots, the k − 1 terms (n,) are the values themselves, then those that
    bend; NaN where values are.
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
    """Return columns year_<year> of all years but the first, ascending: 1 in its rows, else 0, float64."""
    return pd.get_dummies(years, dtype="float64").iloc[:, 1:].add_prefix(YEAR_EFFECT)


def _columns(term: Term, values: pd.Series) -> list[pd.Series]:
    if term.spline:
        made = restricted_cubic_spline(values.to_numpy(), term.spline)
        return [pd.Series(column, index=values.index) for column in made]
    if term.polynomial:
        return [values**power for power in range(1, term.polynomial + 1)]
    return [values**term.power]
