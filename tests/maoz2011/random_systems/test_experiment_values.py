"""The experiment in words, from tables small enough to count by hand."""

import pandas as pd
import pytest

from entente.reporting.pages import PAGES, Page
from entente.studies.maoz2011.random_systems.experiment_values import experiment_values


@pytest.fixture
def ranges():
    columns = ["factor", "years", "mean", "sd", "min", "max", "low", "high", "rule"]
    rows = [
        ("mid_density", 9, 0.03, 0.02, 0.0, 0.1, 0.01, 0.07, "mean"),
        ("n", 9, 70.0, 49.0, 23, 191, 20, 200, "configuration"),
        ("srn_density", 9, 0.09, 0.05, 0.0, 0.3, 0.02, 0.19, "mean"),
    ]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def runs():
    return pd.DataFrame(
        {
            "design_srn_density": [0.02, 0.05, 0.07, 0.1, 0.15, 0.18, 0.1, 0.1],
            "iterations": [2, 3, 4, 4, 5, 50, 1, 2],
            "converged": [True, True, True, True, True, False, False, True],
            "intermediate_iteration": pd.array([None, 2, 2, 3, 3, 49, None, None], dtype="Int16"),
        }
    )


def random_experiment(ranges, runs, **settings):
    """The paragraphs of the page."""
    page = Page(PAGES / "maoz2011/random_experiment.md.j2", **experiment_values(ranges, runs), **settings)
    return page.marked().split("\n\n")


def test_what_was_run_and_over_which_ranges(ranges, runs):
    first, table, _ = random_experiment(ranges, runs, rules="program", disputes="inside")
    assert first.startswith("8 random systems of 20 to 200 states (history has 23 to 191), ")
    assert first.endswith("under the rule set `program`:")
    assert table.splitlines()[2:] == [
        "| MID density | 0.010 | 0.070 | 0.030 |",
        "| SRN density | 0.020 | 0.190 | 0.090 |",
    ]


def test_what_became_of_the_runs_is_counted(ranges, runs):
    points = random_experiment(ranges, runs, rules="paper", disputes="inside")[-1]
    assert "where that is lower, in 2 runs (25.0 %):" in points
    assert "2 of 8 runs did not converge; " in points and "were stopped (50)" in points
    assert "3 runs (37.5 %) have none" in points
    # Runs 1 and 3 converged and drew K − 1; so did run 5, without having converged.
    assert "Of those that have one, 2 runs (40.0 %) drew K − 1 and converged" in points


def test_disputes_elsewhere_are_not_capped_and_nothing_is_said_of_runs_that_all_converged(ranges, runs):
    points = random_experiment(ranges, runs[runs["converged"]], rules="paper", disputes="independent")[-1]
    assert "independently of the SRN" in points and "inside" not in points
    assert "- All runs converged." in points


def test_without_any_intermediate_iteration_there_is_no_share(ranges, runs):
    points = random_experiment(ranges, runs.iloc[[0, 7]], rules="paper", disputes="inside")[-1]
    assert "2 runs (100.0 %) have none" in points and "Of those that have one, no run drew K" in points
