"""Every judgement, on numbers of which it is known."""

from dataclasses import replace

import pandas as pd
import pytest

from entente.judging.scorecard.judgements import (
    CONTRADICTS,
    NEITHER,
    OURS_ONLY,
    PRINTED_ONLY,
    REPLICATES,
)
from entente.regressions.store import StoredRegression

from .judged import MOMENTS, PRINTED, TABLE, card, degree_last, judged


@pytest.fixture(scope="module")
def rows():
    every = card()
    return every[(every["table"] == "table1") & every["model"].notna()].set_index("term")


@pytest.mark.parametrize(
    ("term", "verdict", "same_sign", "inside"),
    [
        ("abm_agrees", REPLICATES, True, True),
        ("opposes", CONTRADICTS, False, False),
        ("printed_alone", PRINTED_ONLY, True, False),
        ("here_alone", OURS_ONLY, True, False),
        ("neither", NEITHER, False, True),
        ("constant", REPLICATES, True, True),
    ],
)
def test_coefficients(rows, term, verdict, same_sign, inside):
    row = rows.loc[term]
    assert (row["verdict"], row["same_sign"], row["inside"]) == (verdict, same_sign, inside)


@pytest.mark.parametrize(
    ("half_unit", "inside"),
    [(0.0, False), (0.09, False), (0.11, True)],  # 0.30 away from print, 0.20 of it within 2 errors of 0.10
)
def test_the_printed_interval_is_widened_by_the_rounding_of_print(half_unit, inside):
    (number,) = (number for number in PRINTED if number.term == "printed_alone")
    row = judged([replace(number, half_unit=half_unit)]).iloc[0]
    assert bool(row["inside"]) is inside


def test_a_variance_that_lacks_the_term_says_nothing_of_it():
    whole = degree_last()
    lacking = whole.coefficients.drop(index=("state_clustered", "abm_agrees"))
    results = StoredRegression(lacking, whole.statistics, whole.reasons)
    rows = judged(PRINTED, results)
    row = rows[rows["model"].notna()].set_index("term").loc["abm_agrees"]
    assert row["ours_robust"] and row["verdict"] == REPLICATES


def test_a_likelihood_that_is_higher_elsewhere_is_told_beside_every_coefficient():
    results = degree_last()
    results.statistics.update(log_likelihood=-72401.4, highest_log_likelihood=-1701.0)
    rows = judged(PRINTED, results)
    told = rows[rows["model"].notna() & (rows["kind"] == "coefficient") & rows["ours"].notna()]
    assert len(told) == 8 and told["reason"].str.contains("−72,401 .* −1,701").all()
    assert told.set_index("term").loc["no_error", "reason"].startswith("no standard error here")
    assert not rows.loc[rows["kind"] != "coefficient", "reason"].str.contains("likelihood").any()


def test_ratio_is_ours_over_printed(rows):
    assert rows.loc["abm_agrees", "ratio"] == pytest.approx(1.2)
    assert rows.loc["opposes", "ratio"] == pytest.approx(-1.2)


def test_significance_in_print_is_by_stars_or_by_the_standard_error(rows):
    assert rows.loc["printed_alone", "printed_significant"]  # 3 standard errors, no star
    assert rows.loc["constant", "printed_significant"]  # a star
    assert not rows.loc["here_alone", "printed_significant"]


def test_robust_means_under_every_variance(rows):
    assert not rows.loc["abm_agrees", "ours_robust"]
    assert rows.loc["opposes", "ours_robust"]


def test_another_unit_is_compared_by_sign_and_significance_alone(rows):
    row = rows.loc["scaled"]
    assert row["verdict"] == REPLICATES and row["same_sign"] and row["unit_doubt"] == "km here"
    assert pd.isna(row["inside"]) and pd.isna(row["ratio"])


def test_without_a_standard_error_there_is_no_verdict(rows):
    row = rows.loc["no_error"]
    assert pd.isna(row["verdict"]) and pd.isna(row["ours_significant"])
    assert row["same_sign"] and "no standard error" in row["reason"]


def test_counts_are_within_one_per_cent_or_explained(rows):
    assert rows.loc["n", "within"] and pd.isna(rows.loc["n", "reason"])
    assert not rows.loc["n_states", "within"]
    assert rows.loc["n_states", "reason"].startswith("N 995 of 1,000 rows; 5 without a value")
    assert (rows.loc[["n", "n_states"], "kind"] == "count").all()


def test_a_count_above_the_printed_one_is_said_to_be_unexplained():
    rows = judged([replace(number, estimate=900.0) for number in PRINTED if number.term == "n"])
    (reason,) = rows.loc[rows["term"] == "n", "reason"]
    assert reason.endswith("the paper names no rows left out")


def test_fit_statistics_have_a_ratio(rows):
    assert rows.loc["r2", "kind"] == "fit"
    assert rows.loc["r2", "ratio"] == pytest.approx(0.95)
    assert rows.loc["t", "ratio"] == pytest.approx(-2) and not rows.loc["t", "same_sign"]


def test_numbers_without_counterpart_stay_with_the_reason(rows):
    assert rows.loc["f", "reason"] == "it has no F"
    assert rows.loc["absent", "reason"] == "the regression has no such number"
    alone = card().query("model.isna() and table != 'text'")
    assert (alone["reason"] == "no column of a table here stands beside it").all()
    assert list(alone["table"]) == ["table1", "table2"]
    assert alone["doubt"].iloc[0] == "a misprint"


def test_a_regression_that_failed_tells_why():
    empty = degree_last().coefficients.iloc[:0]
    failed = StoredRegression(empty, {}, {"n": "collinear", "r2": "collinear"})
    rows = judged(PRINTED, failed)
    told = rows[rows["model"].notna()]
    assert told["ours"].isna().all() and (told["reason"] == "collinear").all()


def test_moments_come_last_as_a_group_of_their_own():
    moments = card().tail(2)
    assert list(moments["kind"]) == ["moment", "moment"]
    assert list(moments["ours"].fillna(0)) == [9.5, 0]
    assert list(moments["reason"].fillna("")) == ["", "not to be had in this run"]


def test_every_printed_number_has_one_row_in_the_order_of_the_table():
    rows = card()
    assert len(rows) == len(PRINTED) + len(MOMENTS)
    assert list(rows["number"]) == list(range(1, len(rows) + 1))
    terms = rows.loc[rows["model"].notna(), "term"]
    assert list(terms) == [*(row.name for row in TABLE.rows), *TABLE.statistics]
    assert set(rows["column"].dropna()) == {2}
