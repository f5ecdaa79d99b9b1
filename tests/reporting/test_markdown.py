"""Frames as Markdown."""

import pandas as pd

from entente.reporting.markdown import cell, escaped, markdown_table


def test_numbers_are_right_aligned_rounded_and_blank_where_missing():
    frame = pd.DataFrame({"name": ["a|b", "c\nd"], "value": [1.23456, None], "count": [3, 4]})
    assert markdown_table(frame) == (
        "| name | value | count |\n| :--- | ---: | ---: |\n| a\\|b | 1.235 | 3 |\n| c d |  | 4 |"
    )


def test_text_is_no_markup_and_its_bars_end_no_cell():
    assert escaped("a_b* < c|") == r"a\_b\* \< c|"
    assert [cell("a|b"), cell("c\nd"), cell(escaped("x_|"))] == [r"a\|b", "c d", r"x\_\|"]
