"""A study as the workflow sees it: a wing with a declaration, settings and schemas of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import Declared, near_text
from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema, schema_names

#: A folder a study, each with a module ``study`` whose ``STUDY`` declares it.
FOLDER = Path(__file__).resolve().parents[1] / "studies"

#: The folder of schemas of tidy tables.
TIDY = "data"

#: Schemas of the tables that the shared engines make, or folders of such.
ENGINES = ("judging/claims", "regressions", "reporting")


@dataclass(frozen=True)
class Study:
    """What a study declares.

    Its name is that of its folders in config/, rules/, scripts/, results/<run>/ and the package.  ``tables``
    are the tidy tables that it reads, beside those whose schemas, in its folder, say how they are read;
    ``rooms`` further rooms of the library whose tables it makes, by the folders of their schemas;
    ``settings`` what its settings may be, and ``forms`` returns what its other declared files may say, by
    file or folder in config/<study>/, under "" its further files.  ``raw_roles`` returns the roles of the
    raw files, of its own registry, that its rules read as they are, of its folder in config/ and its
    settings.  ``opened`` returns what answers questions about a run, of the folder of the run and its
    configuration; None if there is nothing to ask.  ``targets`` are rules of its own that
    have further names, by these.

    Tidy tables whose readers or schemas lie in its folder are its own, and made of raw files of its own
    registry.  The demo world makes none of them: ``reads_in_demo`` says whether its run reads them too, or
    does without.
    """

    name: str
    title: str
    tables: tuple[str, ...]
    settings: type[Declared]
    rooms: tuple[str, ...] = ()
    forms: Callable[[], Mapping[str, Any]] = dict
    raw_roles: Callable[[Path, Mapping[str, Any]], Iterable[str]] | None = None
    opened: Callable[[Path, Mapping[str, Any]], Any] | None = None
    reads_in_demo: bool = True
    targets: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def declared_tables(self) -> list[str]:
        """Names of the tidy tables of its own that are read as their schemas say."""
        own = [name for name in schema_names() if name.startswith(f"{self.name}/")]
        return [name.split("/")[1] for name in own if load_schema(name).raw]

    @cached_property
    def own_tables(self) -> list[str]:
        """Names of the tidy tables that it reads and are its own, sorted."""
        readers = {path.stem for path in (FOLDER / self.name / "readers").glob("*.py")}
        return sorted({*self.declared_tables, *(readers & set(self.tables))})

    @cached_property
    def shared_tables(self) -> list[str]:
        """Names of the tidy tables that it reads and studies share, sorted."""
        return sorted(set(self.tables) - set(self.own_tables))

    @cached_property
    def schemas(self) -> list[str]:
        """Names of the schemas of its tables: of tidy tables those that it reads."""
        tidy = (f"{TIDY}/{table}" for table in self.shared_tables)
        chosen = {self.name, *ENGINES, *self.rooms, *tidy}
        return [name for name in schema_names() if {name, name.split("/")[0]} & chosen]


def study_names() -> list[str]:
    """Return the names of all studies, sorted."""
    return sorted(path.parent.name for path in FOLDER.glob("*/study.py"))


def load_study(name: str) -> Study:
    """Return the declaration of a study; ConfigurationError is raised if there is no such one."""
    if name not in study_names():
        raise ConfigurationError(
            f"studies: there is no study {name!r}{near_text(str(name), study_names())}.",
            f"Choose from {', '.join(study_names())}; docs/contributing.md tells how to add one.",
        )
    return import_module(f"entente.studies.{name}.study").STUDY
