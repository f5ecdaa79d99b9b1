"""Pages that a study declares: a template each, which names the results of the run that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from jinja2 import TemplateSyntaxError, nodes

from entente.core.errors import ConfigurationError
from entente.core.storage import read_results
from entente.reporting.pages import Page, parsed

#: What a template calls with the path of a table below results/<run>/, to have it as a frame.
RESULTS = "results"

#: How the names of tables end.
_ENDINGS = (".csv", ".parquet")


def read_pages(folder: str | Path) -> dict[str, list[str]]:
    """Return which results the pages of a folder show: paths of tables below results/<run>/, each once.

    They are by the page's name.  The folder, ``config/<study>/pages``, has a file a page,
    ``<page>.md.j2``; without it there are no pages.  ConfigurationError is raised if a file is no template,
    or names a result otherwise than by a text, or one that is no table.
    """
    files = sorted(Path(folder).glob("*.md.j2"))
    return {path.name.removesuffix(".md.j2"): _results_named(path) for path in files}


def declared_page(template: str | Path, tables: Mapping[str, str | Path], **values: object) -> Page:
    """Return a page that a study declares.

    ``tables`` are the files of the results that it names, by these names; ``values`` what else it may name,
    such as the years of the run.
    """
    return Page(template, **values, **{RESULTS: lambda name: read_results([tables[name]])})


def _results_named(path: Path) -> list[str]:
    try:
        calls = parsed(path).find_all(nodes.Call)
    except TemplateSyntaxError as error:
        raise ConfigurationError(f"{path}, line {error.lineno}: {error.message}.") from error
    named = []
    for call in calls:
        if isinstance(call.node, nodes.Name) and call.node.name == RESULTS:
            given = call.args[0].value if call.args and isinstance(call.args[0], nodes.Const) else None
            if not isinstance(given, str) or PurePosixPath(given).suffix not in _ENDINGS:
                raise ConfigurationError(
                    f"{path}, line {call.lineno}: {RESULTS}(…) names no table.",
                    f"Give its path below results/<run>/ as a text that ends in {' or '.join(_ENDINGS)}.",
                )
            named.append(given)
    return list(dict.fromkeys(named))
