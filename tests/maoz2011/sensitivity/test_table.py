"""The table of all variants, and what its page says of them."""

import pandas as pd
import pytest

from entente.reporting.pages import PAGES, Page
from entente.studies.maoz2011.sensitivity.table import page_values, sensitivity_table

PUBLISHED = pd.DataFrame(
    {"quantity": ["mean_alliance_degree"], "series": ["last"], "value": [6.12], "note": [None]}
)
VARIANTS = pd.DataFrame(
    [
        ("baseline", "baseline", "baseline", "as configured"),
        ("a", "model", "rule set", "program"),
        ("b", "model", "groups", "mutual"),
        ("c", "data", "wars", "sides"),
    ],
    columns=["variant", "section", "switch", "value"],
)
#: Quantities whose changes are listed, beside those two.
RANKED = ("mean_transitivity", "mean_polarization", "recall_any", "correlation_mean_degree_any")
DEGREE, PRECISION = ("mean_alliance_degree", "last"), ("precision_any", "last")


@pytest.fixture
def table():
    values = {
        "baseline": {DEGREE: 3.0, PRECISION: 0.125},
        "b": {DEGREE: 7.0, PRECISION: 0.25},
        "a": {DEGREE: 4.5, PRECISION: None},
        "c": {DEGREE: 3.0, PRECISION: 0.125},
    }
    rest = {(name, "last"): 0.5 for name in RANKED}
    rest |= {("years_not_converged", "last"): 0, ("base_rate_any", "actual"): 0.0913}
    outcomes = pd.DataFrame(
        [
            (variant, *key, 2 if (variant, key[0]) == ("b", "years_not_converged") else value)
            for variant, own in values.items()
            for key, value in {**own, **rest}.items()
        ],
        columns=["variant", "quantity", "series", "reproduced"],
    )
    return sensitivity_table(outcomes, VARIANTS, PUBLISHED)


def page_of(table, notes=(), label=""):
    return Page(PAGES / "maoz2011/sensitivity.md.j2", **page_values(table, dict(notes))).marked(label)


def test_rows_are_in_the_order_of_the_variants_with_their_differences(table):
    assert list(table) == [
        "variant", "switch", "value", "section", "quantity", "series",
        "printed", "reproduced", "baseline", "difference",
    ]  # fmt: skip
    assert table["variant"].drop_duplicates().tolist() == ["baseline", "a", "b", "c"]
    degree = table[(table["quantity"] == DEGREE[0]) & (table["series"] == "last")].set_index("variant")
    assert degree["printed"].tolist() == [6.12] * 4
    assert degree["baseline"].tolist() == [3.0] * 4
    assert degree["difference"].tolist() == [0, 1.5, 4.0, 0]
    assert table.loc[table["quantity"] == "precision_any", "printed"].isna().all()


def test_a_variant_without_its_outcomes_or_twice_is_refused(table):
    outcomes = table[["variant", "quantity", "series", "reproduced"]]
    with pytest.raises(pd.errors.MergeError):
        sensitivity_table(pd.concat([outcomes, outcomes]), VARIANTS, PUBLISHED)


def test_the_page_has_a_matrix_of_what_moves(table):
    page = page_of(table, label="DEMO")
    assert "**DEMO**" in page
    assert "| section | switch | value | allies, last | precision, last |\n" in page
    assert "|  | printed |  | 6.120 |  |\n" in page
    assert "|  | baseline | as configured | 3.000 | 0.125 |\n" in page
    assert "| model | groups | mutual | 7.000 | 0.250 |\n" in page
    assert "| model | rule set | program | 4.500 |  |\n" in page
    assert "| data | wars | sides |  |  |\n" in page
    assert "0.091" in page


def test_the_page_ranks_the_changes_from_the_table(table):
    page = page_of(table)
    assert (
        "mean number of allies, last iteration, 3.000 in the baseline – groups: mutual 7.000 (+4.000); "
        "rule set: program 4.500 (+1.500)." in page
    )
    assert "mean transitivity, last iteration, 0.500 in the baseline – no change." in page


def test_the_page_says_what_is_idle_undefined_or_unconverged(table):
    page = page_of(table)
    assert "Without any effect, on other quantities too: wars: sides." in page
    assert "Not defined: rule set: program, precision_any, last." in page
    assert "Years in which the run ended before it converged: groups: mutual, 2." in page


def test_a_note_is_told_of_switches_without_effect_alone(table):
    page = page_of(table, {"c": "as it must be", "a": "as it may be"})
    assert "on other quantities too: wars: sides (as it must be)." in page
    assert "as it may be" not in page


def test_a_run_that_stands_beside_no_print_has_no_row_of_it(table):
    outcomes = table[["variant", "quantity", "series", "reproduced"]]
    alone = sensitivity_table(outcomes, VARIANTS, None)
    assert alone["printed"].isna().all()
    pd.testing.assert_frame_equal(alone.drop(columns="printed"), table.drop(columns="printed"))
    assert "printed" not in page_of(alone).lower()
