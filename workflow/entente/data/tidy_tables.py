"""Tidy tables: the reader of each, the roles of the raw files that it is made of, and what else it asks for.

A reader is a module ``readers/<table>.py`` of this room, whose tables studies share, or of a study, whose own
they are.  Its ``ROLES`` say for each role what
the years of the file mean to a run (see ``COVERAGES``), and the parameters of its ``read`` what it is given.
A table whose schema says which column of which raw file each of its columns is needs no reader of its own.
Both are read from its source: readers import pandas, which a workflow that only plans does not need.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from pathlib import Path

from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema
from entente.core.study import FOLDER as STUDIES
from entente.core.study import TIDY, Study

PACKAGE = STUDIES.parent

#: The reader of tables whose schemas say where their columns are read.
AS_DECLARED = PACKAGE / "data" / "readers" / "as_declared.py"

#: The tidy table of the members of the state system, which most readers check country codes against.
STATES = "states"

#: What the years of a file mean: a run can neither begin before it nor end after it; only not end after it,
#: since it begins when what it measures begins; other data continue it; or the years do not matter.
COVERAGES = EACH_YEAR, FROM_ITS_START, CONTINUED, FREE = ("each year", "from its start", "continued", "free")

#: What a reader may ask for beside the raw files, by the names of its parameters.
OFFERED = (STATES, "recodes", "log", "schema")


@dataclass(frozen=True)
class TidyTable:
    """A tidy table: its name, the file of its reader, and the name of its schema."""

    name: str
    file: Path
    schema: str

    @property
    def module(self) -> str:
        """The reader's dotted name."""
        return ".".join((PACKAGE.name, *self.file.relative_to(PACKAGE).with_suffix("").parts))

    @cached_property
    def roles(self) -> dict[str, str]:
        """Coverage by role of the raw files that it is made of; refused if the reader does not say so."""
        if self.file == AS_DECLARED:
            return {self.name: load_schema(self.schema).coverage}
        found = [
            ast.literal_eval(node.value)
            for node in self._tree.body
            if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["ROLES"]
        ]
        if len(found) != 1 or not isinstance(found[0], dict) or not set(found[0].values()) <= set(COVERAGES):
            raise ConfigurationError(
                f"{self.file.relative_to(PACKAGE)} does not say which raw files it reads.",
                f"Give it ROLES, a mapping of each role to one of {', '.join(map(repr, COVERAGES))}.",
            )
        return found[0]

    @cached_property
    def asks_for(self) -> tuple[str, ...]:
        """What ``read`` is given beside the raw files: some of ``OFFERED``; refused if it asks for others."""
        read = [node for node in self._tree.body if isinstance(node, ast.FunctionDef) and node.name == "read"]
        asked = tuple(argument.arg for node in read for argument in node.args.args[1:])
        if unknown := [name for name in asked if name not in OFFERED]:
            raise ConfigurationError(
                f"{self.file.relative_to(PACKAGE)}: read asks for {', '.join(unknown)}, which there is not.",
                f"Beside the raw files it may ask for {', '.join(OFFERED)}.",
            )
        if self.file == AS_DECLARED and not load_schema(self.schema).country_codes:
            return tuple(name for name in asked if name != STATES)
        return asked

    @cached_property
    def _tree(self) -> ast.Module:
        return ast.parse(self.file.read_text(encoding="utf-8"), filename=str(self.file))


def tidy_tables(studies: Iterable[Study]) -> dict[str, TidyTable]:
    """Return the tidy tables that studies share and read, by name.

    The list of states is among them if a reader, of these or of a study's own tables, asks for it, and the
    study has none of its own.  ConfigurationError is raised if a study reads a table of which there is no
    reader.
    """
    found: dict[str, TidyTable] = {}
    for study in studies:
        read = {name: _shared(name) for name in study.shared_tables}
        for name, table in read.items():
            if not table.file.is_file():
                places = [file.relative_to(PACKAGE) for file in (table.file, _own_file(name, study))]
                raise ConfigurationError(
                    f"The study {study.name} reads the table {name}, of which there is no reader.",
                    f"Write {places[0]}, or {places[1]}.",
                )
        found |= read
        asking = read if STATES in study.own_tables else read | own_tables(study)
        if any(STATES in table.asks_for for table in asking.values()):
            found.setdefault(STATES, _shared(STATES))
    return dict(sorted(found.items()))


def own_tables(study: Study) -> dict[str, TidyTable]:
    """Return the tidy tables of a study's own, by name."""
    return {
        name: TidyTable(
            name,
            AS_DECLARED if name in study.declared_tables else _own_file(name, study),
            f"{study.name}/{name}",
        )
        for name in study.own_tables
    }


def _own_file(name: str, study: Study) -> Path:
    return STUDIES / study.name / "readers" / f"{name}.py"


def _shared(name: str) -> TidyTable:
    return TidyTable(name, PACKAGE / "data" / "readers" / f"{name}.py", f"{TIDY}/{name}")


def read_tidy(reader, raw: Mapping[str, object], years: Mapping[str, tuple[int, int]], **available):
    """Return the tidy table, not yet validated, of a reader (its module), called with what it asks for.

    ``raw`` is of paths by role, or of paths by part for a role in parts; ``years`` are the first and the last
    year that files cover, by their paths; ``available`` are states and recodes (DataFrame), log (DataLog) and
    schema (TableSchema).
    """
    # Readers import pandas, which a workflow that only plans does not need.
    from entente.data.readers.raw_file import RawPath

    def covered(given):
        if isinstance(given, Mapping):
            return {part: covered(path) for part, path in given.items()}
        return RawPath(Path(given), years.get(str(given)))

    asked = list(signature(reader.read).parameters)[1:]
    files = {role: covered(given) for role, given in raw.items()}
    return reader.read(files, **{name: available[name] for name in asked})
