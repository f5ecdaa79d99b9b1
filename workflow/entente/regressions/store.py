"""The results store: what is kept of a regression, as two tables, and how it is read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from entente.core.schema import load_schema
from entente.core.storage import read_csv
from entente.regressions.inference import Estimate
from entente.regressions.variances import PRINTED, VARIANCES

#: What is read of a coefficient.
NUMBERS = ["estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high"]


#: In tables, the type of alliance of a regression that tells none apart.
ALL = "all"

#: A regression and a type of alliance, which is empty where there are none.
Key = tuple[str, str]


def term_table(estimates: Mapping[Key, Estimate]) -> pd.DataFrame:
    """Return table model_terms, without a row for what was not estimated."""
    schema = load_schema("regressions/model_terms")
    tables = [
        table.assign(model=model, alliance=alliance or ALL, variance=variance)
        for (model, alliance), estimate in estimates.items()
        for variance, table in estimate.terms.items()
    ]
    joined = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=schema.column_names)
    return schema.validate(joined)


def statistic_table(
    estimates: Mapping[Key, Estimate], reasons: Mapping[Key, Mapping[str, str]]
) -> pd.DataFrame:
    """Return table model_statistics: values, with ``reasons`` to tell, or the reason why there is none."""
    rows = []
    for (model, alliance), found in estimates.items():
        key, told = (model, alliance or ALL), reasons[model, alliance]
        rows += [(*key, name, float(value), told.get(name)) for name, value in found.statistics.items()]
        rows += [(*key, name, None, reason) for name, reason in found.blank.items()]
    schema = load_schema("regressions/model_statistics")
    return schema.validate(pd.DataFrame(rows, columns=schema.column_names))


def rows_of(table: pd.DataFrame, model: str, alliance: str) -> pd.DataFrame:
    """Return what a table of the store has of one regression for one type of alliance, if anything."""
    return table[(table["model"] == model) & (table["alliance"] == (alliance or ALL))]


@dataclass(frozen=True, eq=False)
class StoredRegression:
    """What the store has of a regression, for one type of alliance.

    Attributes
    ----------
    coefficients : DataFrame
        Columns ``NUMBERS``; index variance and term.  Empty if the regression was not estimated.
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
        """Return the numbers of a term; None if there is none."""
        key = (variance, term)
        return self.coefficients.loc[key] if key in self.coefficients.index else None


def read_store(terms: Iterable[str | Path], statistics: Iterable[str | Path]) -> dict[Key, StoredRegression]:
    """Read regressions from their terms.csv and statistics.csv, in any order.

    Without terms.csv, a regression is read as if it had not been estimated.
    """
    coefficients: dict[Key, pd.DataFrame] = {}
    for path in terms:
        for key, rows in _by_regression(path):
            coefficients[key] = rows.set_index(["variance", "term"])[NUMBERS].astype("float64")
    results = {}
    for path in statistics:
        for key, rows in _by_regression(path):
            named = rows.set_index("statistic")
            results[key] = StoredRegression(
                coefficients.get(key, _NO_COEFFICIENTS),
                named["value"].dropna().astype("float64").to_dict(),
                named["reason"].dropna().to_dict(),
            )
    return results


def _by_regression(path: str | Path) -> Iterable[tuple[Key, pd.DataFrame]]:
    return read_csv(path).replace({"alliance": {ALL: ""}}).groupby(["model", "alliance"])


_NO_COEFFICIENTS = pd.DataFrame(
    columns=NUMBERS,
    index=pd.MultiIndex.from_arrays([[], []], names=["variance", "term"]),
    dtype="float64",
)
