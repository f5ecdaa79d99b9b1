"""The scorecard summed up and written."""

import re

import pandas as pd
import pytest

from entente.judging.scorecard.page import coefficient_summary, page_values, ratio_summary
from entente.reporting.html import html_page
from entente.reporting.pages import PAGES, Page

from .judged import HEADINGS, SUBSETS, card


def page_of(rows, template="judging/scorecard.md.j2"):
    return Page(PAGES / template, **page_values(rows, HEADINGS, SUBSETS, (1816, 2001)))


@pytest.fixture(scope="module")
def rows():
    return card()


def test_coefficients_are_counted(rows):
    table = coefficient_summary(rows, HEADINGS, SUBSETS).set_index("group")
    assert table.loc["Table 1"].to_dict() == {
        "printed": 10,  # with one that is absent here and one whose column stands nowhere
        "ours": 8,
        "same_sign": 6,
        "printed_significant": 5,  # of those with a verdict
        "replicated": 3,
        "robust": 2,
        "lost": 1,
        "contradicted": 1,
        "comparable": 7,
        "inside": 4,
    }
    assert table.loc["All", "printed"] == 11
    assert table.loc["Predictions", "printed"] == 1
    assert table.loc["Without constants", "printed"] == 10
    assert table.loc["Source without doubt", "printed"] == 10


def test_verdicts_on_printed_significance_add_up(rows):
    table = coefficient_summary(rows, HEADINGS, SUBSETS)
    assert (table["replicated"] + table["lost"] + table["contradicted"] == table["printed_significant"]).all()


def test_ratios_are_summed_up(rows):
    counts = ratio_summary(rows, "count", HEADINGS).iloc[0]
    assert (counts["printed"], counts["ours"], counts["near"]) == (2, 2, 1)
    fits = ratio_summary(rows, "fit", HEADINGS).iloc[0]
    assert (fits["printed"], fits["ours"], fits["near"]) == (3, 2, 1)
    assert (fits["lowest"], fits["median"], fits["highest"]) == pytest.approx((-2, -0.525, 0.95))
    by_term = ratio_summary(rows, "fit", HEADINGS, by="term_label").set_index("group")
    assert list(by_term.index) == ["R²", "t", "F", "All"]
    assert pd.isna(by_term.loc["F", "median"])


def test_the_page_has_every_printed_number(rows):
    page = page_of(rows).marked("DEMO")
    assert page.startswith("# Scorecard: every printed number beside ours\n\n**DEMO**")
    assert "\n\n5 of 18 printed numbers have no counterpart here" in page
    agrees = r"| The abm\_agrees | Degree: Last | 0.500\*\* (0.100) | 0.600\*\* (0.100) |"
    assert f"{agrees} replicates, not robustly |" in page
    assert "| replicates, not robustly | same | yes | 1.20 |  |" in page
    assert "| contradicts | opposite | no | -1.20 |  |" in page
    assert "| 2 of 3 | 1 of 5 | 1 of 5 | 4 of 7 |" in page
    detailed = page[page.index("## Table 1: coefficients") :]
    assert len(re.findall(r"^\| (?!:---|term|number)", detailed, re.M)) == len(rows)
    assert re.search("How this is judged.*Counts are near", page, re.S)
    assert "unit: km here" in page and "source: a misprint" in page


def test_the_html_has_the_same_tables(rows):
    page = html_page(PAGES / "reporting/page.html.j2", page_of(rows)).marked("DEMO")
    markdown = page_of(rows).marked()
    assert page.count("<tr>") == len(re.findall(r"^\| (?!:---)", markdown, re.M))
    assert page.count("<table>") == len(re.findall(r"^\| :---", markdown, re.M))
    assert '<p class="label">DEMO</p>' in page and "http" not in page


def test_the_sum_stands_alone_for_another_page(rows):
    text = page_of(rows, "judging/scorecard_summary.md.j2").marked("DEMO")
    assert text.startswith("**DEMO**") and "#" not in text
    assert text.count("**Coefficients**") == 1


def test_a_scorecard_read_back_gives_the_same_page(rows, tmp_path):
    rows.to_csv(tmp_path / "card.csv", index=False)
    again = page_of(pd.read_csv(tmp_path / "card.csv"))
    assert again.marked() == page_of(rows).marked()
