"""Figures as they are written."""

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from entente.reporting.figure_style import METADATA, STYLE, save


@pytest.mark.parametrize("label", ["DEMO", ""])
def test_the_label_lies_across_the_figure_once_and_only_where_there_is_one(label, tmp_path):
    figure = Figure()
    save(figure, [tmp_path / "figure.svg", tmp_path / "figure.pdf", tmp_path / "figure.png"], label)
    assert [text.get_text() for text in figure.texts] == [label] * bool(label)
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8").count("DEMO") == bool(label)


@pytest.mark.parametrize("words", ["$_^$", "cost in $ of {US$}", r"\\frac"])
def test_words_are_no_formulas(words, tmp_path):
    with matplotlib.rc_context(STYLE):
        figure = Figure()
        axes = figure.subplots()
        axes.set_title(words)
        axes.plot([1], label=words)
        axes.legend()
    save(figure, [tmp_path / f"figure.{kind}" for kind in METADATA], words)
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8").count(f">{words}</text>") == 3


def test_the_same_figure_is_the_same_bytes_in_every_format(tmp_path):
    for name in ("one", "two"):
        figure = Figure()
        figure.subplots().plot([1, 2, 3], [3, 1, 2], marker="o", label="drawn")
        figure.legend()
        save(figure, [tmp_path / f"{name}.{kind}" for kind in METADATA], "DEMO")
    for kind in METADATA:
        content = (tmp_path / f"one.{kind}").read_bytes()
        assert len(content) > 1000
        assert content == (tmp_path / f"two.{kind}").read_bytes()


@pytest.mark.parametrize("size", [(6.6, 9.0), (6.6, 2.0), (3.0, 3.0)])
def test_a_long_label_fits_into_the_figure_and_a_short_one_is_as_large_as_ever(size, tmp_path):
    figure = Figure(figsize=size)
    save(figure, [tmp_path / "figure.png"], "DEMO, SIMULATED")
    drawn = figure.texts[0].get_window_extent(FigureCanvasAgg(figure).get_renderer())
    width, height = figure.get_size_inches() * figure.dpi
    assert drawn.width <= width and drawn.height <= height
    plain = Figure(figsize=(6.6, 9.0))
    save(plain, [tmp_path / "figure.png"], "DEMO")
    assert plain.texts[0].get_fontsize() == 80 > figure.texts[0].get_fontsize()
