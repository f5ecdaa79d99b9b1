"""Pages that a study declares: a template each, which names the results of the run that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, meta, nodes

from entente.core.checked_yaml import declared_files
from entente.core.errors import ConfigurationError
from entente.core.storage import read_results
from entente.reporting.pages import Page, closed_up, parsed

#: What a template calls with the path of a table below results/<run>/, to have it as a frame.
RESULTS = "results"

#: What it asks whether the run makes a table.
MADE = "made"

#: How the names of pages end.
ENDING = ".md.j2"

#: How the names of tables end.
_ENDINGS = (".csv", ".parquet")


#: Links and images that lead to other results of the study: its folder is above that of the pages.
_LINK = re.compile(r"\]\(\.\./([^)#\s]+)")


class Shown(NamedTuple):
    """What a page shows: tables, below results/<run>/, and what it links to, below the study's folder."""

    tables: list[str]
    links: list[str]


def read_pages(folder: str | Path) -> dict[str, Shown]:
    """Return which results the pages of a folder show, each once.

    They are by the page's name.  The folder, ``config/<study>/pages``, has a file a page,
    ``<page>.md.j2``; without it there are no pages.  ConfigurationError is raised if a file is no template,
    takes in another, or names a result otherwise than by a text, or one that is no table.
    """
    files = declared_files(folder, ENDING)
    return {
        path.name.removesuffix(ENDING): Shown(
            _results_named(path), list(dict.fromkeys(_LINK.findall(path.read_text(encoding="utf-8"))))
        )
        for path in files
    }


class DeclaredPage(Page):
    """A page that a study declares.

    ``tables`` are the files of the results that it names, by these names, but for those that the run leaves
    out, which it may ask for by ``made``; of links to results ``left_out`` only the words stay, of images
    nothing.  ``values`` are what else it may name, such as the years of the run.
    """

    def __init__(
        self,
        template: str | Path,
        tables: Mapping[str, str | Path],
        left_out: Iterable[str] = (),
        **values: object,
    ) -> None:
        found = {RESULTS: lambda name: read_results([tables[name]]), MADE: tables.__contains__}
        super().__init__(template, **values, **found)
        self._left_out = tuple(left_out)

    def _text(self, label: str) -> str:
        try:
            text = super()._text(label)
        # Whatever goes wrong in a template is its author's to mend.
        except Exception as error:
            raise ConfigurationError(
                f"{self.template} cannot be filled: {type(error).__name__}: {error}.",
                f"It may name years and study, what {RESULTS}(…) has – columns are those of the codebook –, "
                f"and ask whether this run has it, by {MADE}(…).",
            ) from error
        for link in self._left_out:
            text = re.sub(rf"(!?)\[([^]]*)\]\(\.\./{re.escape(link)}[#\s]?[^)]*\)", _words_alone, text)
        text = closed_up(text)
        if not text.startswith("# "):
            raise ConfigurationError(f"{self.template} has no title.", "Begin it with one: # A title")
        return text


def _words_alone(link: re.Match[str]) -> str:
    return "" if link[1] else f"{link[2]} (left out of this run)"


def _results_named(path: Path) -> list[str]:
    try:
        template = parsed(path)
    except TemplateSyntaxError as error:
        raise ConfigurationError(f"{path}, line {_line(path, error.lineno)}: {error.message}.") from error
    if taken := [name for name in meta.find_referenced_templates(template) if name]:
        raise ConfigurationError(
            f"{path} takes in {', '.join(taken)}: a change of it would not be seen.",
            "Write what it says there.",
        )
    named = []
    for call in template.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == RESULTS:
            given = call.args[0].value if call.args and isinstance(call.args[0], nodes.Const) else None
            if not isinstance(given, str) or PurePosixPath(given).suffix not in _ENDINGS:
                raise ConfigurationError(
                    f"{path}, line {_line(path, call.lineno)}: {RESULTS}(…) names no table.",
                    f"Give its path below results/<run>/ as a text that ends in {' or '.join(_ENDINGS)}.",
                )
            named.append(given)
    return list(dict.fromkeys(named))


def _line(path: Path, number: int) -> int:
    """The line of a file that is a line of the template: there, lines that end in a backslash are joined."""
    lines = path.read_text(encoding="utf-8").splitlines()
    ends = [place for place, line in enumerate(lines, start=1) if not line.endswith("\\")]
    return ends[number - 2] + 1 if number > 1 else 1
