"""Which modules of the package a script depends on, read from its import statements.

Snakemake does not see what a script imports.  Rules take these files as inputs, so that editing a module
rebuilds what depends on it and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def import_closure(script: str | Path, leaving_out: Collection[Path] = ()) -> list[Path]:
    """Return the files of this project that running ``script`` may import, directly or through each other.

    These are modules of this package, and scripts in the folder of ``script`` or in the one above.  Imports
    inside functions count, and so does the ``__init__`` of every subpackage on the way, because Python runs
    it.  Modules to be left out are known not to be imported in this case: neither they count nor what they
    import.  All paths of modules are absolute; they come sorted.
    """
    found: set[Path] = set()
    waiting = [Path(script)]
    while waiting:
        new = set(_imported(waiting.pop())) - found - set(leaving_out)
        found |= new
        waiting += new
    return sorted(found)


@cache
def _imported(path: Path) -> tuple[Path, ...]:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return tuple(file for name in _names(tree) for file in (*_beside(name, path), *_of_package(name)))


def _names(tree: ast.AST) -> Iterator[str]:
    """Dotted names that may be modules: ``from a import b`` may mean the module a.b or a name in a."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _beside(name: str, path: Path) -> list[Path]:
    """The script that importing ``name`` runs, beside a script or in the folder above."""
    neighbours = (folder / f"{name.split('.')[0]}.py" for folder in path.parents[:2])
    return [] if PACKAGE in path.parents else [file.resolve() for file in neighbours if file.is_file()][:1]


def _of_package(name: str) -> Iterator[Path]:
    """The package's own files that importing ``name`` runs."""
    here = PACKAGE.parent
    for part in name.split(".") if name.split(".")[0] == PACKAGE.name else ():
        here = here / part
        if (here / "__init__.py").is_file():
            yield here / "__init__.py"
        else:
            # What is no module is a name in the last one.
            yield from filter(Path.is_file, [here.with_suffix(".py")])
            return
