"""The rows of a regression: from the panels, the model's runs and the network series, complete rows only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from entente.core.storage import read_table
from entente.regressions.columns import (
    ACTUAL_NETWORKS,
    MODEL,
    UNIT_KEYS,
    network_measures,
    panel_columns,
)
from entente.regressions.iterations import expected_alliance, expected_allies, rows_by_iteration
from entente.regressions.specification import Specification, Term

#: Names that no term may have: that of the intercept, and that under which the outcome is kept.
CONSTANT, OUTCOME = "constant", "outcome"


@dataclass(frozen=True, eq=False)
class Sample:
    """What a regression is estimated on.

    Attributes
    ----------
    keys : DataFrame, n rows
        year, the codes of the unit, and iteration (int64) where the sample is about one.
    outcome : Series of float64, n rows
    terms : DataFrame of float64, n rows
        A column a term, the constant last.  Outcome and terms of system-years are labelled by the year.
    rows : int
        Rows before any was dropped.
    missing : dict of str to int
        Of the rows dropped for missing values, how many lack the outcome or a term, by its name; a row that
        lacks several counts for each.
    years_without : int
        Years of the panel that have no row, because their runs have no intermediate iteration.
    """

    keys: pd.DataFrame
    outcome: pd.Series
    terms: pd.DataFrame
    rows: int
    missing: dict[str, int]
    years_without: int

    @property
    def dropped(self) -> int:
        """Number of rows dropped."""
        return self.rows - len(self.outcome)


def assemble(specification: Specification, tables: Mapping[str, str | Path]) -> Sample:
    """Put the rows of a regression together.

    Rows with a missing value in the outcome or a term of this regression are dropped and counted, no others.

    Parameters
    ----------
    specification : Specification
        With the type of alliance put in.
    tables : mapping of str to path
        Those of ``specification.tables``.

    Returns
    -------
    Sample
        In the order of the panel, by year and codes; stacked iterations of a row follow each other.

    Raises
    ------
    CoverageError
        If the model was not run for a year of the panel.
    """
    panel = _panel(specification, tables)
    unit = specification.unit
    keys = panel[["year", *UNIT_KEYS[unit]]].astype("int64")
    columns = {OUTCOME: panel[specification.outcome].astype("float64")}
    for term in specification.terms:
        if term.column in panel:
            columns[term.name] = _term(panel, keys, term)
    variables = pd.DataFrame(columns)
    if "ties" in specification.tables:
        runs = read_table(tables["runs"])
        position, iteration = rows_by_iteration(keys["year"].to_numpy(), runs, specification.sample)
        keys = keys.iloc[position].assign(iteration=iteration).reset_index(drop=True)
        variables = variables.iloc[position].reset_index(drop=True)
        expected = _expected(specification, panel, keys, tables["ties"])
        for term in specification.terms:
            if term.column in expected:
                variables[term.name] = expected[term.column] * term.times
    years_without = panel["year"].nunique() - keys["year"].nunique()
    return _complete(specification, keys, variables, years_without)


def _panel(specification: Specification, tables: Mapping[str, str | Path]) -> pd.DataFrame:
    """The columns of the panel that the regression uses, and for system-years those of the networks."""
    unit = specification.unit
    used = {specification.outcome, *(term.column for term in specification.terms)}
    if specification.uses_model and unit == "state_year":
        used.add("capability")
    columns = ["year", *UNIT_KEYS[unit], *sorted(used & set(panel_columns(unit)))]
    panel = read_table(tables["panel"], columns=columns)
    return _with_networks(panel, specification.sample, tables["series"]) if unit == "system_year" else panel


def _with_networks(panel: pd.DataFrame, sample: str, series: str | Path) -> pd.DataFrame:
    """System-years with the measures of the actual networks and of that which the model expects."""
    rows = pd.read_csv(series).set_index("year")
    prefixes = {**{network: network for network in ACTUAL_NETWORKS}, MODEL: f"abm_{sample}"}
    for prefix, network in prefixes.items():
        measures = rows.loc[rows["network"] == network, list(network_measures())]
        panel = panel.join(measures.add_prefix(f"{prefix}_"), on="year")
    return panel


def _term(panel: pd.DataFrame, keys: pd.DataFrame, term: Term) -> pd.Series:
    values = panel[term.column].astype("float64")
    if term.lag:
        unit = list(keys.columns)
        earlier = keys.assign(year=keys["year"] + term.lag, value=values)
        values = keys.merge(earlier, on=unit, how="left", validate="one_to_one")["value"]
    return (values if term.otherwise is None else values.fillna(term.otherwise)) * term.times


def _expected(
    specification: Specification, panel: pd.DataFrame, keys: pd.DataFrame, ties: str | Path
) -> dict[str, np.ndarray]:
    """What the model expects of each row, by the name of the column."""
    columns = ["year", "iteration", "ccode", "partner", "alliance"]
    ties = read_table(ties, columns=columns)
    if specification.unit == "dyad_year":
        return {"abm_alliance": expected_alliance(keys, ties)}
    return expected_allies(keys, ties, panel[["year", "ccode", "capability"]])


def _complete(
    specification: Specification, keys: pd.DataFrame, variables: pd.DataFrame, years_without: int
) -> Sample:
    """Drop and count the rows that miss something."""
    names = [OUTCOME, *(term.name for term in specification.terms)]
    missing = variables[names].isna()
    kept = ~missing.any(axis=1)
    keys_kept, kept_variables = keys[kept].reset_index(drop=True), variables.loc[kept, names]
    yearly = specification.unit == "system_year"
    kept_variables.index = pd.Index(keys_kept["year"]) if yearly else keys_kept.index
    return Sample(
        keys=keys_kept,
        outcome=kept_variables[OUTCOME],
        terms=kept_variables[names[1:]].assign(**{CONSTANT: 1.0}),
        rows=len(keys),
        missing={name: int(number) for name, number in missing.sum().items() if number},
        years_without=years_without,
    )
