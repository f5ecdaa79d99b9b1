"""The page of propositions: what is supported, and what only under the printed kind of standard errors."""

import pytest

from entente.judging.propositions.judgements import judged_coefficients, page_values
from entente.reporting.pages import PAGES, Page

from .stores import CLAIMS, PROPOSITIONS, TITLES, write_store

STORE = {
    ("first_model", "pact"): {"printed": (1.0, 0.1), "dyadic_robust": (1.0, 0.3)},
    ("first_model", "any"): {"printed": (0.0123, 0.001), "newey_west": (0.0123, 0.009)},
    ("second_model", "pact"): {"printed": (-1.0, 0.1), "state_clustered": (-1.0, 0.2)},
    ("second_model", "any"): {},
}


def page_of(results, label=""):
    values = page_values(results, PROPOSITIONS)
    return Page(PAGES / "judging/propositions.md.j2", **values).marked(label)


@pytest.fixture
def results(tmp_path):
    return judged_coefficients(PROPOSITIONS, CLAIMS, TITLES, write_store(tmp_path, STORE))


def test_the_summary_has_a_verdict_for_each_type_of_alliance(results):
    lines = page_of(results).splitlines()
    assert (
        "| P1 a | the stronger, the more | + (Table 1: 1.0**) | **in part** (1 of 2) | **undetermined** "
        "(0 of 2); in part under the printed kind of standard errors |"
    ) in lines
    assert "| P1 b | the stronger, the stronger | - | **supported** |  |" in lines


def test_coefficients_have_both_intervals_and_what_rests_on_standard_errors_is_said(results):
    page = page_of(results)
    assert (
        "| a | first_model | any alliance | + | 100 | 0.0123 | 0.0103 to 0.0143 | −0.00534 to 0.0299 | "
        "Newey–West | undetermined; supported under the printed kind of standard errors only |"
    ) in page
    assert "| b | second_model | pacts | − | 100 | −1 | −1.2 to −0.804 | −1.39 to −0.608 |" in page
    assert (
        "2 of 5 coefficients support their part under robust standard errors, 3 under those of the kind that "
        "the paper prints; 1 under the latter only."
    ) in page


def test_what_was_not_estimated_has_empty_cells_and_a_reason(results):
    page = page_of(results)
    assert "| a | second_model | any alliance | + |  |  |  |  |  | undetermined |" in page
    assert "- second_model, any alliance: not enough." in page
    assert "nan" not in page


def test_title_note_and_label_are_on_the_page(results):
    page = page_of(results, "DEMO")
    assert "## P1. The stronger, the more.\n\nTo know." in page
    assert page.startswith("# Propositions\n\n**DEMO**\n\n")
