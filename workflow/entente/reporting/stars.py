"""Stars of coefficients, under the printed kind of standard errors and under others."""

from __future__ import annotations

from entente.regressions.store import StoredRegression

#: Levels of significance, each worth a star, from the weakest.
LEVELS = (0.05, 0.01)


def stars(p_value: float) -> int:
    """Return the number of stars of a p value: one below .05, two below .01, none if it is missing."""
    return sum(p_value < level for level in LEVELS)


def fewer_stars(model: StoredRegression, term: str) -> list[str]:
    """Return the further variances under which a term has fewer stars than under the printed one.

    Parameters
    ----------
    model : StoredRegression
    term : str
        One that it has.

    Returns
    -------
    list of str
        In the order of the tables.  A variance that gives no standard error gives no star.
    """
    held = stars(model.coefficient(term)["p_value"])
    return [
        variance
        for variance in model.variances
        if (other := model.coefficient(term, variance)) is not None and stars(other["p_value"]) < held
    ]
