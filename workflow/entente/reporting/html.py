"""Pages in Markdown as HTML."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from entente.reporting.pages import HtmlPage, Page

#: A column with a text of more letters than this holds sentences, which want room on a narrow screen.
SENTENCE = 60

#: Markdown with tables; what looks like HTML in it is text.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# A table that is wider than the page is scrolled, not the page.
_MARKDOWN.add_render_rule("table_open", lambda *_: '<div class="wide">\n<table>\n')
_MARKDOWN.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")


def html_page(template: str | Path, page: Page, folder: str | Path = "") -> HtmlPage:
    """Return a Markdown page, whose first line is its title, as HTML.

    Columns of numbers are aligned to the right.  Images, named as from the ``folder`` that the page goes to,
    become part of it.
    """
    title, _, text = page.marked().partition("\n\n")
    tokens = _MARKDOWN.parse(text)
    for table in _tables(tokens):
        _align(table)
    for image in (part for token in tokens for part in token.children or () if part.type == "image"):
        image.attrs["src"] = _embedded(Path(folder) / image.attrs["src"])
    body = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return HtmlPage(template, title=title.removeprefix("# "), body=body.strip())


def _embedded(image: Path) -> str:
    kind = {".svg": "svg+xml"}.get(image.suffix, image.suffix.lstrip("."))
    return f"data:image/{kind};base64,{b64encode(image.read_bytes()).decode()}"


def _tables(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    opened = [place for place, token in enumerate(tokens) if token.type == "table_open"]
    closed = [place for place, token in enumerate(tokens) if token.type == "table_close"]
    return (tokens[first:last] for first, last in zip(opened, closed, strict=True))


def _align(table: Sequence[Token]) -> None:
    """Say of each cell whether it is in a column of numbers, or of sentences; leave out Markdown's own."""
    # The text of a cell follows what opens it.
    cells = [(cell, text.content) for cell, text in pairwise(table) if cell.type in ("th_open", "td_open")]
    width = sum(cell.type == "th_open" for cell, _ in cells)
    for column in (cells[place::width] for place in range(width)):
        texts = [text for cell, text in column if cell.type == "td_open"]
        kind = "number" if _numeric(texts) else "words" if max(map(len, texts), default=0) > SENTENCE else ""
        for cell, _ in column:
            cell.attrs = {"class": kind} if kind else {}


def _numeric(texts: Iterable[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and all(text.lstrip("−-.")[:1].isdigit() for text in filled)
