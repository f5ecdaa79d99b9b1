"""Regressions of this run and of the paper, asked for in the same words."""

import math

import pandas as pd
import pytest

from entente.judging.claims.regression_tables import Layout, printed_tables, reproduced_tables
from entente.regressions.store import StoredRegression
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import printed_beside, read_table_specification


@pytest.fixture(scope="module")
def tables(root):
    return [read_table_specification(root / f"config/maoz2011/tables/table{k}.yaml") for k in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def layout(tables):
    return Layout.of(tables, {"table2": "Table 2", "p4": "proposition 4"}, "pact")


@pytest.fixture(scope="module")
def printed(root, tables, layout):
    numbers = read_printed(root / "config/maoz2011/printed/tables.csv")
    return printed_tables(printed_beside(tables, numbers), tables, layout)


def test_printed_coefficients_have_their_intervals(printed):
    found = printed.coefficient(("table1_degree_baseline", "", "past_cooperation_non_srg"))
    assert found.value == -0.177
    assert (found.low, found.high) == pytest.approx((-0.177 - 1.96 * 0.028, -0.177 + 1.96 * 0.028), abs=1e-5)
    assert printed.coefficient(("table2_last", "any", "abm_predicted_alliance")).value == 0.441
    assert printed.coefficient(("table4_mids_baseline", "", "actual_alliance_density")).value == -0.935
    assert printed.coefficient(("table4_mids_baseline", "", "actual_alliance_polarization")) is None


def test_printed_statistics(printed):
    assert printed.statistic(("table2_intermediate", "pact", "pseudo_r2")) == 0.855
    assert printed.statistic(("table3_centralization_baseline", "", "adjusted_r2")) == 0.098
    assert printed.statistic(("table1_degree_last", "", "rmse_difference_t")) == 5.73
    assert math.isnan(printed.statistic(("table4_duration_first", "", "durbin_watson")))
    assert "pseudo_r2" not in printed.terms_of("table2_last", "any")


def test_a_printed_sign_that_may_be_lost_is_not_used(printed):
    assert printed.coefficient(("table1_degree_baseline", "", "status")) is None
    assert printed.coefficient(("table2_first", "any", "distance")) is None
    assert printed.coefficient(("table2_first", "pact", "distance")).value == -0.001


def test_other_doubts_are_notes(printed):
    assert "likely misprint" in printed.note(("table4_wars_baseline", "", "democratic_cliques"))
    assert printed.note(("table2_last", "any", "abm_predicted_alliance")) == ""


def _stored(statistics=None, **numbers):
    """A regression on status: estimate, limits and p by the kind of standard errors."""
    columns = ["estimate", "conf_low", "conf_high", "p_value"]
    index = pd.MultiIndex.from_product([numbers, ["status"]], names=["variance", "term"])
    return StoredRegression(pd.DataFrame(numbers.values(), index, columns), statistics or {}, {})


@pytest.fixture
def ours(layout):
    results = {
        ("table2_last", "any"): _stored(
            printed=(1.0, 0.9, 1.1, 0.001),
            dyad_clustered=(1.0, 0.5, 1.5, 0.01),
            dyadic_robust=(1.0, -1.0, 3.0, 0.3),
        ),
        ("table1_degree_last", "pact"): _stored({"n": 9.0}, printed=(2.0, 1.0, 3.0, 0.001)),
        ("table1_degree_last", "any"): _stored(printed=(4.0, 3.0, 5.0, 0.001)),
    }
    return reproduced_tables(results, layout)


def test_robust_errors_where_there_are_any(ours):
    robust = ours.with_robust_errors()
    assert robust.coefficient(("table2_last", "any", "status")).p_value == 0.3
    assert robust.coefficient(("table1_degree_last", "", "status")).p_value == 0.001
    assert ours.coefficient(("table2_last", "any", "status")).p_value == 0.001


def test_the_type_of_alliance_is_that_of_the_layout(ours):
    assert ours.coefficient(("table1_degree_last", "", "status")).value == 2
    assert ours.with_alliances("any").coefficient(("table1_degree_last", "", "status")).value == 4


def test_a_regression_without_types_of_alliance_is_found_whatever_the_layout(layout):
    alone = reproduced_tables({("table1_degree_last", ""): _stored(printed=(1.0, 0.5, 1.5, 0.01))}, layout)
    assert alone.coefficient(("table1_degree_last", "", "status")).value == 1


def test_a_statistic_without_a_value_is_not_known(ours):
    assert ours.statistic(("table1_degree_last", "", "n")) == 9
    assert math.isnan(ours.statistic(("table1_degree_last", "", "adjusted_r2")))
    assert ours.terms_of("table1_degree_last", "pact") == ["status"]


def test_cells_are_of_the_types_of_alliance_that_are_printed(layout):
    assert layout.cells(["table2_last", "table1_degree_last"], ["status"]) == [
        ("table2_last", "any", "status"),
        ("table2_last", "pact", "status"),
        ("table1_degree_last", "", "status"),
    ]
    words = layout.words(("table2_last", "pact", "non_alliance_years"))
    assert words == "non alliance years (Table 2, last, pacts)"
    assert layout.words(("p4_density_wars_last", "", "n")) == "n (proposition 4, density, wars, last)"


def test_the_longest_title_that_a_model_begins_with_names_it():
    titles = {"effort": "effort", "effort_real_dca": "steps", "eff": "no"}
    layout = Layout(titles, "", {}, {"nmc": "NMC"})
    assert layout.words(("effort_real_dca_nmc", "", "degree")) == "degree (steps, NMC)"
    assert layout.words(("effort_realm", "", "degree")) == "degree (effort, realm)"
    assert layout.words(("other_last", "", "a_b")) == "a b (other, last)"
