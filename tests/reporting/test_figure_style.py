"""Figures as they are written."""

import pytest
from matplotlib.figure import Figure

from entente.reporting.figure_style import save


@pytest.mark.parametrize("label", ["DEMO", ""])
def test_the_label_lies_across_the_figure_once_and_only_where_there_is_one(label, tmp_path):
    figure = Figure()
    save(figure, [tmp_path / "figure.svg", tmp_path / "figure.pdf", tmp_path / "figure.png"], label)
    assert [text.get_text() for text in figure.texts] == [label] * bool(label)
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8").count("DEMO") == bool(label)
