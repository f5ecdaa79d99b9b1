"""Pages in HTML that need nothing beside themselves."""

from __future__ import annotations

from html import escape

import pandas as pd

from entente.reporting.grid import Cell, Grid, Line

_STYLE = """\
body { font: 15px/1.45 Georgia, "Times New Roman", serif; color: #111; }
body { margin: 2em auto; max-width: 76em; padding: 0 1em; }
h1 { font-size: 1.35em; } h2 { font-size: 1.1em; margin-top: 2em; }
table { border-collapse: collapse; border: solid #111; border-width: 2px 0; font-size: .87em; }
.wide { overflow-x: auto; }
th, td { padding: .15em .6em; text-align: left; vertical-align: top; }
th { font-weight: 600; } thead tr:last-child th { border-bottom: 1px solid #111; }
td.number, th.number { text-align: right; white-space: nowrap; }
.regression td, .regression th { text-align: center; white-space: nowrap; }
.regression tbody th { text-align: left; font-weight: normal; }
.regression th.group { border-bottom: 1px solid #999; }
tbody + tbody { border-top: 1px solid #111; }
.notes { font-size: .85em; max-width: 60em; } .notes p { margin: .25em 0; }
.label { font-weight: bold; color: #a00; font-size: 1.3em; }"""


class HtmlPage:
    """A page with its style in itself.

    Parameters
    ----------
    title : str
        Plain text.
    *parts : str
        HTML.
    """

    def __init__(self, title: str, *parts: str) -> None:
        self.title, self.parts = title, parts

    def marked(self, label: str = "") -> str:
        """Return the text, without a final newline; a label stands on top and in the window's title."""
        warning = [f'<p class="label">{escape(label)}</p>'] if label else []
        return "\n".join(
            [
                "<!DOCTYPE html>",
                '<html lang="en">',
                "<head>",
                '<meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f"<title>{escape(f'{label}: {self.title}' if label else self.title)}</title>",
                f"<style>\n{_STYLE}\n</style>",
                "</head>",
                "<body>",
                *warning,
                f"<h1>{escape(self.title)}</h1>",
                *self.parts,
                "</body>",
                "</html>",
            ]
        )


def html_table(frame: pd.DataFrame) -> str:
    """Return a frame as an HTML table.

    Parameters
    ----------
    frame : DataFrame of str
        Its index is left out; missing values become empty cells.  Columns of numbers as text are aligned to
        the right.

    Returns
    -------
    str
    """
    right = [_numeric(frame[column]) for column in frame]
    head = "".join(
        f"<th{_aligned(number)}>{escape(str(name))}</th>" for name, number in zip(frame, right, strict=True)
    )
    rows = [
        "<tr>"
        + "".join(
            f"<td{_aligned(number)}>{'' if pd.isna(value) else escape(str(value))}</td>"
            for value, number in zip(row, right, strict=True)
        )
        + "</tr>"
        for row in frame.itertuples(index=False)
    ]
    inside = "\n".join(
        ["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>"]
    )
    return f'<div class="wide">\n{inside}\n</div>'


def regression_page(grid: Grid) -> HtmlPage:
    """Return a table of regressions as an HTML page."""
    head = []
    if any(grid.groups):
        groups = "".join(
            f'<th colspan="{width}" class="group">{escape(group)}</th>' for group, width in grid.spans
        )
        head.append(f"<tr><th></th>{groups}</tr>")
    for names in (grid.headers, grid.numbers):
        head.append("<tr><th></th>" + "".join(f"<th>{escape(name)}</th>" for name in names) + "</tr>")
    body = [
        line
        for section in grid.sections
        for line in ("<tbody>", *(_html_line(row) for row in section), "</tbody>")
    ]
    table = ['<table class="regression">', "<thead>", *head, "</thead>", *body, "</table>"]
    below = ['<div class="notes">', *(f"<p>{escape(note)}</p>" for note in grid.notes), "</div>"]
    return HtmlPage(
        f"{grid.heading}. {grid.title}", "\n".join(['<div class="wide">', *table, "</div>", *below])
    )


def _html_line(line: Line) -> str:
    return f"<tr><th>{escape(line.label)}</th>" + "".join(map(_html_cell, line.cells)) + "</tr>"


def _html_cell(cell: Cell) -> str:
    text = f"−{cell.text[1:]}" if cell.text.startswith("-") else cell.text
    return f"<td>{escape(text)}{f'<sup>{escape(cell.raised)}</sup>' if cell.raised else ''}</td>"


def _aligned(right: bool) -> str:
    return ' class="number"' if right else ""


def _numeric(values: pd.Series) -> bool:
    texts = [str(value) for value in values if pd.notna(value) and str(value)]
    return bool(texts) and all(text.lstrip("−-.")[:1].isdigit() for text in texts)
