"""Frames as Markdown."""

import pandas as pd

from entente.reporting.markdown import Document, escaped, markdown_table, table_line


def test_numbers_are_right_aligned_rounded_and_blank_where_missing():
    frame = pd.DataFrame({"name": ["a|b", "c\nd"], "value": [1.23456, None], "count": [3, 4]})
    assert markdown_table(frame) == (
        "| name | value | count |\n| :--- | ---: | ---: |\n| a\\|b | 1.235 | 3 |\n| c d |  | 4 |"
    )


def test_a_page_has_its_title_and_label_on_top():
    assert Document("T", "one", "two").marked("DEMO") == "# T\n\n**DEMO**\n\none\n\ntwo"
    assert Document("T", "one").marked() == "# T\n\none"
    assert Document("", "one").marked("DEMO") == "**DEMO**\n\none"


def test_text_is_no_markup_and_its_bars_end_no_cell():
    assert escaped("a_b* < c|") == r"a\_b\* \< c|"
    assert table_line(["a|b", "c\nd", escaped("x_|")]) == r"| a\|b | c d | x\_\| |"
