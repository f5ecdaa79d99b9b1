"""Pages: templates of ``workflow/entente/pages``, filled with values.

A template has a page's words, headings and order; that of a study may extend one that all studies share.
A backslash at the end of a line joins it with the next; a paragraph that comes out empty leaves no gap.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, meta, nodes

from entente.reporting.grid import count_text, number_text
from entente.reporting.markdown import cell, escaped, is_missing, markdown_table

if TYPE_CHECKING:
    import pandas as pd

#: A folder a study, and one for each room of the library that has pages.
PAGES = Path(__file__).resolve().parents[1] / "pages"


class Page:
    """A page in Markdown: a template, and values of all that it names."""

    def __init__(self, template: str | Path, **values: Any) -> None:
        self.template, self.values = Path(template).resolve(), values

    def marked(self, label: str = "") -> str:
        """Return the text, without a final newline; a label stands in bold below the title, or on top."""
        text = self._text(label)
        title, gap, rest = text.partition("\n\n") if text.startswith("# ") else ("", "", text)
        return f"{title}{gap}**{label}**\n\n{rest}" if label else text

    def _text(self, label: str) -> str:
        rendered = _ENVIRONMENT.get_template(str(self.template)).render(self.values, label=label)
        return closed_up(rendered)


class HtmlPage(Page):
    """A page in HTML, whose template shows the label."""

    def marked(self, label: str = "") -> str:
        """Return the text, without a final newline."""
        return self._text(label)


def closed_up(text: str) -> str:
    """Return a text without gaps where paragraphs came out empty, and without lines around it."""
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def template_files(page: str) -> list[Path]:
    """Return the files that a page, such as ``judging/claims.md``, is made from, by absolute paths.

    Its own template comes first, then those that it extends, includes or imports.
    """
    files = [PAGES / f"{page}.j2"]
    for file in files:  # grows as it is read
        named = meta.find_referenced_templates(parsed(file))
        files += [PAGES / name for name in named if PAGES / name not in files]
    return files


def parsed(file: Path) -> nodes.Template:
    """Return what a template says, as jinja2 understands it, before anything is filled in."""
    return _ENVIRONMENT.parse(_source(str(file.resolve())))


def _source(name: str) -> str:
    return re.sub(r"\\\n *", "", (PAGES / name).read_text(encoding="utf-8"))


def _table(frame: pd.DataFrame, headings: dict[str, str] | None = None, digits: int = 3) -> str:
    """A frame, or those of its columns that have a heading."""
    shown = frame if headings is None else frame[list(headings)].rename(columns=headings)
    return markdown_table(shown, digits)


def _number(value: float, form: str = ",", missing: str = "") -> str:
    return missing if is_missing(value) else format(value, form)


_ENVIRONMENT = Environment(
    loader=FunctionLoader(_source),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters |= {
    "cell": cell,
    "count": count_text,
    "escaped": escaped,
    "html": escape,
    "number": _number,
    "statistic": number_text,
    "table": _table,
}
_ENVIRONMENT.tests["missing"] = is_missing
