"""Pages in Markdown as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from entente.reporting.pages import HtmlPage, Page


def html_page(template: str | Path, page: Page) -> HtmlPage:
    """Return a Markdown page as HTML.

    Parameters
    ----------
    template : path
        With a title and a body.
    page : Page
        Of a title, headings, paragraphs without markup, and tables.

    Returns
    -------
    HtmlPage
        Columns of numbers are aligned to the right.
    """
    title, *blocks = page.marked().split("\n\n")
    return HtmlPage(template, title=title.removeprefix("# "), body="\n".join(map(_html_block, blocks)))


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


def _aligned(right: bool) -> str:
    return ' class="number"' if right else ""


def _numeric(texts: Iterable[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and all(text.lstrip("−-.")[:1].isdigit() for text in filled)
