"""Rows of iterations, and what the model expects in them, counted by hand and by plain loops."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import CoverageError
from entente.regressions.source import rows_by_iteration
from entente.studies.maoz2011.units import expected_alliance, expected_allies

from .tiny import YEARS, iterations_of

RUNS = pd.DataFrame({"year": [1900, 1901, 1902], "iterations": [2, 3, 5]})
ALLIED = pd.DataFrame(
    [
        (1901, 2, 2, 20),
        (1901, 2, 20, 2),
        (1901, 2, 2, 40),
        (1901, 2, 40, 2),
        (1901, 3, 20, 40),
        (1901, 3, 40, 20),
    ],
    columns=["year", "iteration", "ccode", "partner"],
)


@pytest.mark.parametrize(
    ("sample", "position", "iteration"),
    [
        ("first", [0, 1, 2, 3], [1, 1, 1, 1]),
        ("last", [0, 1, 2, 3], [2, 3, 3, 5]),
        # Two rows of the year with one intermediate iteration, one of the year with three, none of the first.
        ("intermediate", [1, 2, 3, 3, 3], [2, 2, 2, 3, 4]),
    ],
)
def test_rows_of_a_sample(sample, position, iteration):
    found = rows_by_iteration(np.array([1900, 1901, 1901, 1902]), RUNS, sample)
    assert [part.tolist() for part in found] == [position, iteration]


def test_a_year_without_a_run_is_refused():
    with pytest.raises(CoverageError, match="1903"):
        rows_by_iteration(np.array([1902, 1903]), RUNS, "first")


def test_expected_allies_and_their_capabilities():
    capability = pd.DataFrame({"year": 1901, "ccode": [2, 20, 40], "capability": [0.5, 0.3, 0.2]})
    rows = pd.DataFrame(
        [(1901, 2, 2), (1901, 2, 20), (1901, 3, 2), (1901, 3, 20)], columns=["year", "iteration", "ccode"]
    )
    found = expected_allies(rows, ALLIED, capability)
    assert found["abm_allies"].tolist() == [2, 1, 0, 1]
    assert found["abm_allies_capability"].tolist() == [0.5, 0.5, 0, 0.2]


@pytest.mark.parametrize("share", ["absent", np.nan])
def test_an_ally_without_a_capability_is_refused(share):
    capability = pd.DataFrame({"year": 1901, "ccode": [2, 20, 40], "capability": [0.5, 0.3, 0.2]})
    if share == "absent":
        capability = capability[:2]
    else:
        capability.loc[2, "capability"] = share
    rows = pd.DataFrame([(1901, 2, 2), (1901, 2, 40)], columns=["year", "iteration", "ccode"])
    with pytest.raises(CoverageError, match="no capability: 40 in 1901"):
        expected_allies(rows, ALLIED, capability)
    # Nobody asks for the allies of state 2, whose ally it is.
    assert expected_allies(rows[1:], ALLIED, capability)["abm_allies_capability"].tolist() == [0.5]


def test_expected_alliance_of_dyads_in_each_iteration(paths):
    ties = pd.read_parquet(paths["ties"])
    ties = ties[ties["alliance"]]
    panel = pd.read_parquet(paths["dyad_year"])
    years = panel["year"].to_numpy()
    position, iteration = rows_by_iteration(years, pd.read_parquet(paths["runs"]), "intermediate")
    assert len(position) == sum((years == year).sum() * max(iterations_of(year) - 2, 0) for year in YEARS)
    keys = panel.iloc[position].assign(iteration=iteration)
    allied = set(ties[["year", "iteration", "ccode", "partner"]].itertuples(index=False))
    allied = {tuple(row) for row in allied}
    expected = [
        (row.year, row.iteration, row.ccode1, row.ccode2) in allied for row in keys.itertuples(index=False)
    ]
    found = expected_alliance(keys, ties)["abm_alliance"]
    assert found.tolist() == expected
    assert 0 < found.mean() < 1
