"""The page: the experiment counted by hand, verdicts in short, parts in full, reasons for having none."""

import numpy as np
import pandas as pd
import pytest

from entente.judging.verdicts import UNDETERMINED
from entente.reporting.pages import PAGES, Page
from entente.studies.maoz2011.random_systems.findings import (
    CHANGE_OF_SIGN,
    READINGS,
    findings,
    reading_verdict,
)
from entente.studies.maoz2011.random_systems.page import experiment_values, page_values
from entente.studies.maoz2011.random_systems.regressions import regressions
from entente.studies.maoz2011.random_systems.runs import MEASURES

from .synthetic import AS_READ, random_runs

EXPERIMENT = {
    **{"rules": "paper", "disputes": "independent", "runs": 200, "stopped": [], "drawn": 200, "repeated": 0},
    "states": {"low": 20, "high": 60, "min": 32, "max": 40},
    "densities": pd.DataFrame(columns=["input", "low", "high", "mean"]),
}


@pytest.fixture(scope="module")
def table():
    runs = random_runs(AS_READ, 200).assign(cooperation_density=0.1)
    return findings(runs, regressions(runs), seed=1)


def page_of(table, label=""):
    values = EXPERIMENT | page_values(table)
    return Page(PAGES / "maoz2011/random_findings.md.j2", **values).marked(label)


def test_the_summary_has_a_verdict_on_each_reading_and_measure_and_no_counts(table):
    page = page_of(table)
    for reading, words in READINGS.items():
        parts = table[table["reading"] == reading]
        (line,) = (line for line in page.splitlines() if line.startswith(f"| {reading}. {words} |"))
        by_measure = [parts[parts["outcome"] == measure] for measure in MEASURES]
        cells = [
            reading_verdict(parts),
            *(reading_verdict(about) if len(about) else "" for about in by_measure),
        ]
        assert line == f"| {reading}. {words} | {' | '.join(cells)} |"
        assert f"## {reading}. {words}" in page
    assert "how many of them hold is no score" in page


def test_every_part_has_its_row_with_verdict_and_interval(table):
    lines = page_of(table).splitlines()
    for row in table.itertuples():
        (line,) = (line for line in lines if line.startswith(f"| {row.claim} |"))
        assert line.endswith(f"| {row.runs} | {row.dropped} | {row.verdict} |")
        if not np.isnan(row.estimate):
            assert f"| {row.estimate:.3f} | {row.ci_low:.3f} | {row.ci_high:.3f} |" in line
        if row.quantity == CHANGE_OF_SIGN and row.reading == "ii":
            assert f"| {row.first:.3f} | {row.last:.3f} |" in line
        if not np.isnan(row.vif):
            assert f"| {row.vif:.3f} |" in line


def test_the_course_of_an_effect_is_told_where_its_sign_is_to_change(table):
    page = page_of(table)
    (course,) = table.query("reading == 'ii'")["sentence"].iloc[2:]
    assert f"\n- {course}\n" in page[page.index("## ii.") : page.index("## iii.")]


def test_a_part_that_cannot_be_told_from_others_has_its_reason_under_its_reading(table):
    reason = "not separable from the other terms: its variance inflation factor is 12.0"
    entangled = table.assign(
        reason=[reason, *table["reason"][1:]], verdict=[UNDETERMINED, *table["verdict"][1:]]
    )
    page = page_of(entangled)
    assert f"\n- Undetermined: {table['claim'][0]}; {reason}.\n" in page[: page.index("## ii.")]


def test_the_experiment_stands_before_its_readings(table):
    page = page_of(table)
    assert page.index("## The experiment\n\n200 random systems") < page.index("## i.")


def test_what_was_not_computed_is_said_under_its_reading(table):
    page = page_of(table)
    section = page[page.index("## iii.") : page.index("## iv.")]
    assert section.count("not computed: does not vary, left out.") == 6
    assert "not computed" not in page[page.index("## i.") : page.index("## iii.")]


def test_the_label_is_on_the_page_only_where_there_is_one(table):
    assert "**DEMO**" in page_of(table, "DEMO")
    assert "**" not in page_of(table)[: page_of(table).index("## How")]


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
