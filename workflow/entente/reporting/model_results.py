"""The results of regressions as the store keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

#: The variance whose standard errors the paper prints.
PRINTED = "printed"

#: Further variances of the same estimates, in the order of the tables, and what they are.
VARIANCES = {
    "state_clustered": "standard errors clustered on state",
    "dyad_clustered": "standard errors clustered on dyad",
    "dyadic_robust": "dyadic-robust standard errors (Aronow, Samii and Assenova 2015)",
    "newey_west": "Newey–West standard errors",
}

#: Levels of significance, each worth a star, from the weakest (Maoz 2011, Tables 1–4).
LEVELS = (0.05, 0.01)


@dataclass(frozen=True, eq=False)
class ModelResults:
    """What the store has of a regression, for one type of alliance.

    Attributes
    ----------
    coefficients : DataFrame
        Columns estimate, std_error, statistic, p_value; index variance and term.  Empty if the regression
        was not estimated.
    statistics : dict of str to float
    reasons : dict of str to str
        Of statistics without a value, why there is none; of others, what there is to say.
    """

    coefficients: pd.DataFrame
    statistics: dict[str, float]
    reasons: dict[str, str]

    @property
    def estimated(self) -> bool:
        """Whether there are coefficients."""
        return not self.coefficients.empty

    @property
    def terms(self) -> list[str]:
        """Names of the terms; none if the regression was not estimated."""
        return list(self.coefficients.loc[[PRINTED]].index.get_level_values("term")) if self.estimated else []

    @property
    def variances(self) -> list[str]:
        """Names of the further variances, in the order of the tables."""
        there = set(self.coefficients.index.get_level_values("variance"))
        return [variance for variance in VARIANCES if variance in there]

    def coefficient(self, term: str, variance: str = PRINTED) -> pd.Series | None:
        """Return estimate, std_error, statistic and p_value of a term; None if there is none."""
        key = (variance, term)
        return self.coefficients.loc[key] if key in self.coefficients.index else None

    def fewer_stars(self, term: str) -> list[str]:
        """Return the further variances under which a term has fewer stars than under the printed one.

        One that gives no standard error gives no star.
        """
        held = stars(self.coefficient(term)["p_value"])
        return [
            variance
            for variance in self.variances
            if (other := self.coefficient(term, variance)) is not None and stars(other["p_value"]) < held
        ]


def stars(p_value: float) -> int:
    """Return the number of stars of a p value: one below .05, two below .01, none if it is missing."""
    return sum(p_value < level for level in LEVELS)


def read_model_results(
    terms: Iterable[str | Path], statistics: Iterable[str | Path]
) -> dict[tuple[str, str], ModelResults]:
    """Read regressions from the store.

    Parameters
    ----------
    terms, statistics : iterables of path
        terms.csv and statistics.csv of the regressions, in any order.

    Returns
    -------
    dict of (str, str) to ModelResults
        By model and type of alliance.
    """
    coefficients: dict[tuple[str, str], pd.DataFrame] = {}
    for path in terms:
        table = pd.read_csv(path).set_index(["variance", "term"])
        for key, rows in table.groupby(["model", "alliance"]):
            coefficients[key] = rows[["estimate", "std_error", "statistic", "p_value"]].astype("float64")
    results = {}
    for path in statistics:
        for key, rows in pd.read_csv(path).groupby(["model", "alliance"]):
            named = rows.set_index("statistic")
            results[key] = ModelResults(
                coefficients.get(key, _NO_COEFFICIENTS),
                named["value"].dropna().astype("float64").to_dict(),
                named["reason"].dropna().to_dict(),
            )
    return results


_NO_COEFFICIENTS = pd.DataFrame(
    columns=["estimate", "std_error", "statistic", "p_value"],
    index=pd.MultiIndex.from_arrays([[], []], names=["variance", "term"]),
    dtype="float64",
)
