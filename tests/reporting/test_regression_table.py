"""Tables laid out from a store written by hand: every cell, mark and note is known."""

import re

import pandas as pd
import pytest

from entente.core.errors import ConfigurationError
from entente.reporting.grid import Cell, count_text, number_text, stars
from entente.reporting.printed_numbers import read_printed
from entente.reporting.regression_table import regression_grid, tidy_table
from entente.reporting.table_notes import fewer_stars, likelihood_text, sample_text, separation_text
from entente.reporting.table_specification import read_table_specification

from .stored import PRINTED, TABLE, results, write_printed, write_table


@pytest.fixture
def laid_out(tmp_path):
    def make(text=TABLE, printed=PRINTED):
        table = read_table_specification(write_table(tmp_path, text))
        numbers = read_printed(write_printed(tmp_path, printed))
        return regression_grid(table, results(tmp_path), numbers, (1816, 2001))

    return make


@pytest.fixture
def tidy(tmp_path):
    return tidy_table(read_table_specification(write_table(tmp_path)), results(tmp_path))


def test_estimates_have_stars_and_lose_them_visibly(laid_out):
    coefficients, _ = laid_out().sections
    cells = {line.label: line.cells[0] for line in coefficients if line.label}
    assert cells["Threats_x"] == Cell("0.500", 2, "†")
    assert cells["Distance"] == Cell("-2.50e-04", 1, "†")
    assert cells["Constant"] == Cell("1,234.50", 0, "")


def test_standard_errors_stand_below(laid_out):
    coefficients, _ = laid_out().sections
    assert [line.cells[0].text for line in coefficients if not line.label] == [
        "(0.100)",
        "(1.00e-04)",
        "",
        "(1,000.00)",
    ]


def test_a_term_that_is_a_statistic_elsewhere_is_shown_without_standard_error(laid_out):
    coefficients, _ = laid_out().sections
    (rho,) = [line for line in coefficients if line.label == "ρ"]
    assert rho.cells == (Cell("0.750"), Cell(""))


def test_a_term_named_like_another_statistic_does_not_show_it(tmp_path):
    text = TABLE.replace("rho: ρ", "rho: ρ, n_rows: Rows")
    table = read_table_specification(write_table(tmp_path, text))
    coefficients, _ = regression_grid(table, results(tmp_path), [], (1816, 2001)).sections
    (rows,) = [line for line in coefficients if line.label == "Rows"]
    assert rows.cells == (Cell(""), Cell(""))
    tidied = tidy_table(table, results(tmp_path)).set_index("term")
    assert "n_rows" not in tidied.index and tidied.loc["rho", "estimate"] == 0.75


def test_a_regression_that_failed_is_blank_and_its_reason_told(laid_out):
    grid = laid_out()
    coefficients, statistics = grid.sections
    assert all(line.cells[1] == Cell() for line in coefficients)
    assert statistics[0].cells[1] == Cell()
    assert "Column 2: not estimated.  The terms are collinear." in grid.notes


def test_counts_stand_beside_the_printed_ones(laid_out):
    _, statistics = laid_out().sections
    assert [(line.label, *(cell.text for cell in line.cells)) for line in statistics] == [
        ("N", "900", ""),
        ("N, printed", "1,000", "800"),
        ("R²", "", ""),
    ]


def test_notes_tell_of_blanks_variances_and_rows(laid_out):
    notes = laid_out().notes
    assert "† Fewer stars, or none, with standard errors clustered on state." in notes
    assert "R², column 1: blank, a count has no R²." in notes
    assert "Actual alliances: pacts of defence or offence." in notes
    assert "A & B." in notes
    assert (
        "Column 1: N 900 of 1,234 rows; 234 without a value (Threats_x 200: never asked; outcome 50: no "
        "value of 1 year before); 100 of 3 states without an ally in any year."
    ) in notes


def test_an_n_above_the_printed_one_is_said_to_be_unexplained(laid_out):
    told = "Column 1: N is above the printed one; the paper names no rows left out."
    assert told not in laid_out().notes
    assert told in laid_out(printed=PRINTED.replace("n,1000", "n,850")).notes


def test_rows_lost_to_the_year_before_are_said_to_be(tmp_path):
    model = results(tmp_path)["degree", "pact"]
    del model.statistics["n_groups_dropped"]
    table = read_table_specification(write_table(tmp_path))
    assert sample_text(model, table).endswith(
        "100 without a year before, which the correction for serial correlation takes"
    )


def test_only_a_mark_that_a_cell_bears_is_explained(tmp_path):
    table = read_table_specification(write_table(tmp_path))
    found = results(tmp_path)
    held = found["degree", "pact"].coefficients
    held.loc["state_clustered", "p_value"] = held.loc["printed", "p_value"].to_numpy()
    grid = regression_grid(table, found, [], (1816, 2001))
    assert not any("Fewer stars" in note for note in grid.notes)
    assert not any(cell.marks for line in grid.sections[0] for cell in line.cells)


@pytest.mark.parametrize(("highest", "is_told"), [(-1701.02, True), (-72400.5, False), (None, False)])
def test_a_likelihood_that_is_higher_elsewhere_is_told_with_both_numbers(tmp_path, highest, is_told):
    table = read_table_specification(write_table(tmp_path))
    found = results(tmp_path)
    found["degree", "pact"].statistics["log_likelihood"] = -72401.38
    if highest is not None:
        found["degree", "pact"].statistics["highest_log_likelihood"] = highest
    told = [note for note in regression_grid(table, found, [], (1816, 2001)).notes if "likelihood" in note]
    assert told == (
        [
            "Column 1: the log likelihood is −72,401 at the reported estimates, the maximum next to "
            "consistent ones; elsewhere, at −1,701, it is higher where the model fits "
            "dispersion, not persistence."
        ]
        if is_told
        else []
    )
    assert likelihood_text(found["failed", "pact"]) == ""


@pytest.mark.parametrize(
    ("overlap", "events", "told"),
    [
        (
            0.29,
            1.0,
            "the terms nearly separate the outcome: 29% of rows .*; 1.0 events a term, which",
        ),
        (0.7, 2.25, "2.2 events a term, which are too few to trust stars"),
        (0.7, 5.0, ""),
        (None, None, ""),
    ],
)
def test_an_outcome_that_is_nearly_separated_or_rare_is_told(tmp_path, overlap, events, told):
    found = results(tmp_path)["degree", "pact"]
    if overlap is not None:
        found.statistics.update(overlap=overlap, events_per_term=events)
    text = separation_text(found)
    assert bool(text) == bool(told) and re.match(told, text)


def test_the_title_has_the_years(laid_out):
    grid = laid_out()
    assert grid.title == "Allies of states, 1816–2001"
    assert grid.spans == [("Degree", 2)] and grid.numbers == ["(1)", "(2)"]


def test_a_term_without_a_row_is_refused(laid_out):
    with pytest.raises(ConfigurationError, match="column 1 has terms that no row shows: z"):
        laid_out(TABLE.replace("z: {label: Distance, unit_doubt: km here}, ", ""))


def test_a_row_without_a_term_is_refused_with_the_nearest(laid_out):
    only = TABLE.replace(
        "  - {group: Degree, header: Last, model: failed, printed: {dependent: degree, model: last}}\n", ""
    )
    with pytest.raises(ConfigurationError, match="no regression of the table has rhoo; near it are rho"):
        laid_out(only.replace("rho: ρ", "rhoo: ρ"))


def test_a_row_named_like_a_statistic_is_refused(laid_out):
    only = TABLE.replace(
        "  - {group: Degree, header: Last, model: failed, printed: {dependent: degree, model: last}}\n", ""
    )
    with pytest.raises(ConfigurationError, match="no regression of the table has n_rows"):
        laid_out(only.replace("rho: ρ", "n_rows: Rows"))


def test_tidy_has_every_variance_and_every_reason(tidy):
    first = tidy[tidy["column"] == 1].set_index("term")
    assert first.loc["x", ["estimate", "std_error", "p_value", "n"]].tolist() == [0.5, 0.1, 0.001, 900]
    assert first.loc["x", ["std_error_state_clustered", "p_value_state_clustered"]].tolist() == [0.25, 0.04]
    assert first["std_error_newey_west"].isna().all()
    assert first.loc["n", "estimate"] == 900 and first.loc["n", "kind"] == "statistic"
    assert first.loc["r2", "reason"] == "a count has no R²" and pd.isna(first.loc["r2", "estimate"])
    second = tidy[tidy["column"] == 2]
    assert set(second["term"]) == {"n", "r2"} and second["n"].isna().all()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.000"),
        (-0.04567, "-0.046"),
        (0.001, "0.001"),
        (0.00099, "9.90e-04"),
        (45615.579, "45,615.58"),
        (float("nan"), ""),
    ],
)
def test_numbers_are_written_as_the_paper_does(value, text):
    assert number_text(value) == text


def test_counts_are_whole():
    assert count_text(3425712.0) == "3,425,712" and count_text(float("nan")) == ""


def test_fewer_stars_count_and_so_does_a_variance_without_a_standard_error(tmp_path):
    degree = results(tmp_path)["degree", "pact"]
    assert fewer_stars(degree, "x") == ["state_clustered"]
    assert fewer_stars(degree, "z") == ["state_clustered"]
    assert fewer_stars(degree, "constant") == []


@pytest.mark.parametrize(
    ("p_value", "number"), [(0.0099, 2), (0.01, 1), (0.0499, 1), (0.05, 0), (float("nan"), 0)]
)
def test_stars_begin_below_the_level(p_value, number):
    assert stars(p_value) == number
