"""Tables 1 to 4 as claims ask for them: by model, term and statistic, of this run or as printed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from entente.judging.intervals import Estimate
from entente.regressions.store import StoredRegression
from entente.regressions.variances import PRINTED, robust_of

#: Columns of the printed tables and the models (of Table 2: the alliances) that they are.
_PRINTED = {
    "alliance_degree": "degree",
    "allies_capabilities": "capabilities",
    "all_alliance_types": "any",
    "defense_offense_pacts": "pact",
    "proportion_of_components": "components",
    "network_polarization": "polarization",
    "group_centralization": "centralization",
    "proportion_of_wars": "wars",
    "proportion_of_mids": "mids",
    "mid_duration": "duration",
}

_STATISTICS = (
    "n",
    "n_states",
    "wald_chi2_or_f",
    "rmse_difference_t",
    "adjusted_r2",
    "chi2",
    "pseudo_r2",
    "marginal_improvement_in_fit",
    "rho",
    "f",
    "durbin_watson",
)


@dataclass(frozen=True)
class RegressionTables:
    """Coefficients and statistics of all models.

    Attributes
    ----------
    terms : dict of (str, str, str) to Estimate
        By model, alliance and term.
    statistics : dict of (str, str, str) to float
        By model, alliance and statistic; those without a value are not there.
    alliance : {"pact", "any"}
        What counts as an alliance in Tables 1, 3 and 4; Table 2 has both.
    notes : dict of (str, str, str) to str
        Doubts about printed coefficients, by the keys of ``terms``.
    robust : dict of (str, str, str) to Estimate
        Coefficients with robust standard errors, those that the data deserve, of models that have some.
    """

    terms: dict[tuple[str, str, str], Estimate]
    statistics: dict[tuple[str, str, str], float]
    alliance: str = "pact"
    notes: dict[tuple[str, str, str], str] = field(default_factory=dict)
    robust: dict[tuple[str, str, str], Estimate] = field(default_factory=dict)

    def note(self, model: str, term: str, alliance: str = "") -> str:
        """Return what is doubtful about a coefficient, empty if nothing is."""
        return self.notes.get((model, alliance or self.alliance, term), "")

    def with_robust_errors(self) -> RegressionTables:
        """Return the same with robust standard errors, where there are any."""
        return replace(self, terms=self.terms | self.robust)

    def coefficient(self, model: str, term: str, alliance: str = "") -> Estimate | None:
        """Return a coefficient, None if there is none."""
        return self.terms.get((model, alliance or self.alliance, term))

    def statistic(self, model: str, name: str, alliance: str = "") -> float:
        """Return a statistic, NaN if it has no value."""
        return self.statistics.get((model, alliance or self.alliance, name), math.nan)

    def terms_of(self, model: str, alliance: str = "") -> list[str]:
        """Return the names of a model's terms but for the constant, in alphabetical order."""
        wanted = (model, alliance or self.alliance)
        return sorted(key[2] for key in self.terms if key[:2] == wanted and key[2] not in ("constant", "rho"))


def reproduced_tables(results: Mapping[tuple[str, str], StoredRegression]) -> RegressionTables:
    """Return the regressions of this run.

    Parameters
    ----------
    results : mapping of (str, str) to StoredRegression
        Of all models, by model and type of alliance.

    Returns
    -------
    RegressionTables
        With standard errors of the kind that the paper prints.
    """
    tables = RegressionTables({}, {})
    for key, stored in results.items():
        of_kind = {PRINTED: tables.terms, robust_of(stored.variances): tables.robust}
        for row in stored.coefficients.itertuples():
            variance, term = row.Index
            if variance in of_kind:
                coefficient = Estimate(row.estimate, row.conf_low, row.conf_high, row.p_value)
                of_kind[variance][*key, term] = coefficient
        tables.statistics.update({(*key, name): value for name, value in stored.statistics.items()})
    return tables


def printed_tables(published: pd.DataFrame) -> RegressionTables:
    """Return the regressions as the paper prints them.

    Parameters
    ----------
    published : DataFrame
        table, dependent, model, term, estimate, std_error, note.  A coefficient whose note says that a minus
        sign may have been lost is left out.

    Returns
    -------
    RegressionTables
        p and intervals follow from the printed coefficient and standard error, not from the stars.
    """
    terms, statistics, notes = {}, {}, {}
    for row in published.itertuples():
        column = _PRINTED[row.dependent]
        table2 = row.table == "table2"
        model = f"table2_{row.model}" if table2 else f"{row.table}_{column}_{row.model}"
        key = (model, column if table2 else "pact", row.term)
        if row.term in _STATISTICS:
            statistics[key] = float(row.estimate)
        elif "minus sign" not in (note := "" if pd.isna(row.note) else row.note):
            terms[key] = Estimate.with_error(row.estimate, row.std_error)
            notes[key] = note
    return RegressionTables(terms, statistics, notes=notes)
