"""The figure of the scorecard: a mark a coefficient, and the same bytes every time."""

import pandas as pd
import pytest
from matplotlib.colors import same_color

from entente.judging.scorecard.figure import AGREE, LOWEST, OPPOSE, scorecard_figure
from entente.judging.scorecard.judgements import CONTRADICTS, NEITHER, PRINTED_ONLY, REPLICATES
from entente.reporting.figure_style import save

HEADINGS = {f"table{number}": f"Table {number}" for number in (1, 2, 3, 4)}


def row(table="table1", kind="coefficient", column=1, **values):
    return {
        "table": table,
        "kind": kind,
        "column": column,
        "header": f"Degree: Column {column}",
        "term_label": "x",
        "verdict": None,
        "same_sign": True,
        "inside": None,
        "ratio": None,
        "doubt": None,
        **values,
    }


@pytest.fixture
def card():
    tables = ("table2", "table3", "table4")
    return pd.DataFrame(
        [
            row(verdict=REPLICATES, inside=True),
            row(column=2, verdict=CONTRADICTS, same_sign=False, doubt="a misprint"),
            row(column=3, verdict=PRINTED_ONLY, same_sign=False, term_label="y"),
            row(column=3, term_label="z"),
            *(row(table=table, verdict=NEITHER, column=column) for table in tables for column in (1, 2)),
            row(kind="count", term_label="N", ratio=0.001),
            row(kind="fit", term_label="R²", ratio=-0.5),
            row(kind="fit", term_label="F"),
            row(table="text", kind="moment", column=None, term_label="allies", ratio=0.9),
        ]
    )


def marks(axis):
    """Marker, colour, face and place of each mark."""
    return [
        (
            line.get_marker(),
            line.get_color(),
            line.get_markerfacecolor(),
            float(line.get_xdata()[0]),
            float(line.get_ydata()[0]),
        )
        for line in axis.get_lines()
        if line.get_marker() not in ("None", None, "")
    ]


def test_each_coefficient_has_its_mark_in_its_place(card):
    axis = scorecard_figure(card, HEADINGS).axes[0]
    agreeing, inside, opposing, lost = marks(axis)
    assert agreeing[0] == "o" and same_color(agreeing[2], AGREE) and agreeing[3:] == (0, 0)
    assert inside[2] == "none" and inside[3:] == (0, 0)
    assert opposing[0] == "X" and same_color(opposing[1], OPPOSE) and opposing[3:] == (1, 0)
    assert lost[0] == "s" and lost[2] == "white" and lost[3:] == (2, 1)
    assert [text.get_text() for text in axis.texts if text.get_text() == "–"] == ["–"]
    assert len(axis.patches) == 1  # the doubt


def test_headings_stand_above_wide_groups_and_below_narrow_ones(card):
    first, second = scorecard_figure(card, HEADINGS).axes[:2]
    assert "Degree" in [text.get_text() for text in first.texts]
    assert [label.get_text() for label in first.get_xticklabels()] == ["Column 1", "Column 2", "Column 3"]
    assert [label.get_text() for label in second.get_xticklabels()] == [
        "Degree: Column 1",
        "Degree: Column 2",
    ]


def test_panels_are_the_tables_in_the_order_of_their_headings(card):
    figure = scorecard_figure(card, {"table3": "Third", "table1": "First", "table2": "Second"})
    titles = [axis.get_title(loc="left") for axis in figure.axes]
    assert titles == ["Third", "First", "Second", "Counts, fit statistics and moments"]
    first, third = figure.axes[1].get_position(), figure.axes[2].get_position()
    assert first.y0 > third.y0 > figure.axes[3].get_position().y0


def test_ratios_are_held_at_the_edge_and_opposite_signs_are_seen(card):
    axis = scorecard_figure(card, HEADINGS).axes[4]
    count, fit, moment = marks(axis)
    assert count[3] == LOWEST
    assert fit[0] == "X" and fit[3] == 0.5
    assert moment[3] == 0.9
    assert [label.get_text() for label in axis.get_yticklabels()] == ["N", "R²", "Moments of the text"]


def test_the_label_is_printed_and_the_bytes_are_the_same(card, tmp_path):
    for name in ("one", "two"):
        save(scorecard_figure(card, HEADINGS), [tmp_path / f"{name}.svg"], "DEMO")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert "DEMO" in (tmp_path / "one.svg").read_text(encoding="utf-8")
