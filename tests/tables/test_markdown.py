"""Frames as Markdown."""

import pandas as pd

from entente.tables.markdown import document, markdown_table


def test_numbers_are_right_aligned_rounded_and_blank_where_missing():
    frame = pd.DataFrame({"name": ["a|b", "c\nd"], "value": [1.23456, None], "count": [3, 4]})
    assert markdown_table(frame) == (
        "| name | value | count |\n| :--- | ---: | ---: |\n| a\\|b | 1.235 | 3 |\n| c d |  | 4 |"
    )


def test_a_page_has_its_title_and_label_on_top():
    assert document("T", "one", "two", label="DEMO") == "# T\n\n**DEMO**\n\none\n\ntwo"
    assert document("T", "one") == "# T\n\none"
