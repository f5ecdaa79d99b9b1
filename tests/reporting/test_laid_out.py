"""Frames laid out as tables."""

import numpy as np
import pandas as pd
import pytest

from entente.reporting.laid_out import Shown, table_grid
from entente.reporting.latex import LatexTable
from entente.reporting.pages import PAGES, HtmlPage, Page


@pytest.fixture
def grid():
    rows = pd.DataFrame(
        {"n": [1200, 3], "share": [0.125, np.nan], "name": ["USA", None], "unused": [0, 0]},
        index=["1990s", "2000s"],
    )
    shown = {"n": Shown("N", ",.0f"), "share": Shown("share", group="Of all"), "name": Shown("who")}
    return table_grid(
        "t", "Table, a", "What there is", {"Pacts": rows, "": rows.iloc[:1]}, shown, ["A note."]
    )


def test_sections_open_with_their_name_and_missing_values_are_empty(grid):
    first, second = grid.sections
    assert [line.label for line in first] == ["Pacts", "1990s", "2000s"]
    assert [line.label for line in second] == ["1990s"]
    texts = [[cell.text for cell in line.cells] for line in first]
    assert texts == [["", "", ""], ["1,200", "0.12", "USA"], ["3", "", ""]]
    assert grid.groups == ("", "Of all", "")


def test_it_is_written_in_every_format(grid):
    latex = LatexTable(grid).marked("DEMO")
    assert r"1990s & 1,200 & 0.12 & USA \\" in latex and r"\textbf{DEMO}" in latex
    markdown = Page(PAGES / "reporting/regression_table.md.j2", grid=grid).marked()
    assert "| 1990s | 1,200 | 0.12 | USA |" in markdown
    html = HtmlPage(PAGES / "reporting/regression_table.html.j2", grid=grid).marked()
    assert "<td>1,200</td>" in html and "A note." in html


def test_a_column_that_is_not_there_is_refused(grid):
    with pytest.raises(KeyError, match="other"):
        table_grid("t", "T", "t", {"": pd.DataFrame({"n": [1]})}, {"other": Shown("x")}, [])
