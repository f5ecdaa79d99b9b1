"""Pages in HTML that need nothing beside themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from entente.reporting.grid import Cell, Grid, Line
from entente.reporting.pages import Page

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


def html_page(page: Page) -> HtmlPage:
    """Return a Markdown page as HTML.

    Parameters
    ----------
    page : Page
        Of a title, headings, paragraphs without markup, and tables.

    Returns
    -------
    HtmlPage
        Columns of numbers are aligned to the right.
    """
    title, *blocks = page.marked().split("\n\n")
    return HtmlPage(title.removeprefix("# "), *map(_html_block, blocks))


def _html_block(text: str) -> str:
    if text.startswith("|"):
        return _html_table(text)
    if text.startswith("## "):
        return f"<h2>{escape(text.removeprefix('## '))}</h2>"
    return f"<p>{escape(text)}</p>"


def _html_table(text: str) -> str:
    head, _, *rows = (_cells(line) for line in text.splitlines())
    right = [_numeric(column) for column in zip(*rows, strict=True)]

    def line(cells: Iterable[str], tag: str) -> str:
        filled = zip(cells, right, strict=True)
        return "".join(f"<{tag}{_aligned(number)}>{escape(cell)}</{tag}>" for cell, number in filled)

    body = [f"<tr>{line(row, 'td')}</tr>" for row in rows]
    table = [
        "<table>",
        f"<thead><tr>{line(head, 'th')}</tr></thead>",
        "<tbody>",
        *body,
        "</tbody>",
        "</table>",
    ]
    return "\n".join(['<div class="wide">', *table, "</div>"])


def _cells(line: str) -> list[str]:
    """The cells of a line of a Markdown table, no longer escaped."""
    cells = re.split(r"(?<!\\)\|", line)[1:-1]
    return [re.sub(r"\\([*_<|])", r"\1", cell.strip()) for cell in cells]


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


def _numeric(texts: Iterable[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and all(text.lstrip("−-.")[:1].isdigit() for text in filled)
