"""Where the raw files of each role lie, which years they cover, and which tables need none."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from entente.core.errors import ConfigurationError, CoverageError, RegistryError
from entente.core.schema import SCHEMA_FOLDER
from entente.core.study import TIDY, Study
from entente.data import demo
from entente.data.registry import RawFile, Registry
from entente.data.tidy_tables import CONTINUED, EACH_YEAR, FREE, TidyTable, own_tables, tidy_tables

#: Name of the registry of a study's own files, in its folder beside the registry that all share.
OWN_REGISTRY = "datasets.yaml"

#: What stands for no study: for what studies share.
SHARED = ""


@dataclass(frozen=True)
class RawSource:
    """The raw files that some tidy tables are made of: those that studies share, or a study's own.

    They lie in a folder, and are those of a vintage of the registry: by role one entry, or several that are
    its parts.  Of those whose years matter, the last years that they cover are known, by role.  Generated are
    the tables that are made from no raw files: those of the demo world.
    """

    folder: str
    files: Mapping[str, tuple[RawFile, ...]]
    vintage: str
    last_years: Mapping[str, int]
    tables: Mapping[str, TidyTable]
    generated: tuple[str, ...] = ()

    @property
    def registered(self) -> list[RawFile]:
        """The registry entries of all files, sorted by id."""
        return sorted((raw for files in self.files.values() for raw in files), key=lambda raw: raw.name)

    def path(self, raw: RawFile) -> str:
        """Return the path of a file."""
        return f"{self.folder}/{raw.file}"

    def paths(self, roles: Iterable[str]) -> list[str]:
        """Return the paths of the raw files that play the roles."""
        return [self.path(raw) for role in roles for raw in self.files[role]]

    def given(self, roles: Iterable[str]) -> dict[str, str | dict[str, str]]:
        """Return what a reader is given: by role the path, or the paths by part."""
        parts = {role: {raw.part: self.path(raw) for raw in self.files[role]} for role in roles}
        return {role: paths.get("", paths) for role, paths in parts.items()}

    def digests(self, roles: Iterable[str]) -> dict[str, str]:
        """Return the registered digest of each of the roles' files by its path."""
        return {self.path(raw): raw.sha256 for role in roles for raw in self.files[role]}

    def years(self, roles: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return the first and the last year that rows of each of the roles' files may have, by its path."""
        files = [raw for role in roles for raw in self.files[role]]
        return {self.path(raw): raw.covered.rows for raw in files if raw.covered}

    def covered(self, role: str) -> list[int]:
        """Return the first and the last year that all files of a role cover, which must have years."""
        years = [_covered(raw) for raw in self.files[role]]
        return [max(first for first, _ in years), min(last for _, last in years)]

    def last_year(self, *roles: str) -> int:
        """Return the last year that the files of all these roles cover."""
        return min(self.last_years[role] for role in roles)


def raw_sources(configuration: Mapping[str, Any], studies: Iterable[Study]) -> dict[str, RawSource]:
    """Return the sources of all tidy tables of some studies, by study: under "" of those that they share.

    The errors are those of :func:`raw_source` and :func:`own_source`.
    """
    studies = list(studies)
    shared = raw_source(configuration, tidy_tables(studies).values())
    return {SHARED: shared} | {study.name: own_source(configuration, study) for study in studies}


def raw_source(configuration: Mapping[str, Any], tables: Iterable[TidyTable]) -> RawSource:
    """Return the raw files that shared tables are made of, after checking that they cover the years of a run.

    ConfigurationError is raised if the recode table does not exist, readers disagree on a role, or the demo
    world has no label; CoverageError if the configured years begin before or end after a file that they need,
    or the demo world; RegistryError if the registry is wrong, lacks the file of a role that is read, or does
    not say which years a file covers that a run depends on.
    """
    data, generated = configuration["data"], []
    if not Path(data["recodes"]).is_file():
        raise ConfigurationError(f"data.recodes: there is no file {data['recodes']}.")
    tables = list(tables)
    if data["vintage"] == "demo":
        _check_demo(configuration)
        generated = [table for table in tables if table.schema.removeprefix(f"{TIDY}/") in demo.TABLES]
    return _source(configuration, tables, generated, configuration["years"], read_registry)


def own_source(configuration: Mapping[str, Any], study: Study) -> RawSource:
    """Return the raw files of a study's own registry, which its own tables are made of, or its rules read.

    The years are those that its settings name, or else those of the run.  The errors are as of
    :func:`raw_source`.
    """
    without = configuration["data"]["vintage"] == "demo" and not study.reads_in_demo
    tables = () if without else own_tables(study).values()
    years = configuration[study.name].get("years", configuration["years"])
    folder = Path(configuration["data"]["registry"]).parent / study.name
    roles = study.raw_roles(folder, configuration[study.name]) if study.raw_roles else ()
    return _source(configuration, tables, (), years, partial(own_registry, study=study), roles)


def _source(
    configuration: Mapping[str, Any],
    tables: Iterable[TidyTable],
    generated: Collection[TidyTable],
    years: Mapping[str, int],
    registry: Callable[[Mapping[str, Any]], Registry],
    read_as_they_are: Iterable[str] = (),
) -> RawSource:
    data = configuration["data"]
    vintage = demo.VINTAGE if data["vintage"] == "demo" else data["vintage"]
    last_years = {role: demo.LAST_YEAR for table in generated for role in table.roles}
    coverages = dict.fromkeys(read_as_they_are, FREE)
    coverages |= _coverages(table for table in tables if table not in generated)
    # A run that reads nothing, as the demo's, needs no registry.
    files = {role: registry(configuration).parts(role, vintage) for role in sorted(coverages)}
    for role, coverage in coverages.items():
        for raw in files[role] if coverage != FREE else ():
            first, last = _covered(raw)
            last_years[role] = min(last, last_years.get(role, last))
            if coverage != CONTINUED:
                begins = first if coverage == EACH_YEAR else years["first"]
                _check_years(years, begins, last, f"{raw.file} ({raw.version})")
    by_name = {table.name: table for table in tables}
    return RawSource(
        data["raw"], files, vintage, last_years, by_name, tuple(table.name for table in generated)
    )


def registered_files(sources: Iterable[RawSource]) -> dict[str, RawFile]:
    """Return the registry entry of each file of some sources, by its path below the folder, sorted by it.

    RegistryError is raised if studies describe a file that they both read in different ways.
    """
    found: dict[str, RawFile] = {}
    for raw in (raw for source in sources for raw in source.registered):
        other = found.setdefault(raw.file, raw)
        if (other.bytes, other.sha256, other.url) != (raw.bytes, raw.sha256, raw.url):
            raise RegistryError(
                f"The data registry: the entries {other.name} and {raw.name} differ on {raw.file}.",
                "Describe it once, in the registry that studies share, and go by that entry's id in theirs.",
            )
    return dict(sorted(found.items()))


def _coverages(tables: Iterable[TidyTable]) -> dict[str, str]:
    """What the years of the files of each role mean: readers must agree."""
    found: dict[str, tuple[str, str]] = {}
    for table in tables:
        for role, coverage in table.roles.items():
            other, agreed = found.setdefault(role, (table.name, coverage))
            if coverage != agreed:
                raise ConfigurationError(
                    f"The readers of {other} and {table.name} disagree on what the years of {role} mean to a "
                    f"run: {agreed!r} and {coverage!r}.",
                    "Say the same in the ROLES of both.",
                )
    return {role: coverage for role, (_, coverage) in found.items()}


def _check_demo(configuration: Mapping[str, Any]) -> None:
    _check_years(configuration["years"], demo.FIRST_YEAR, demo.LAST_YEAR, "The demo world")
    if not configuration["label"]:
        raise ConfigurationError(
            "The demo world has no label.",
            "Set label: DEMO, so that nobody takes its results for history.",
        )


def read_registry(configuration: Mapping[str, Any]) -> Registry:
    """Return the registry that studies share, which a configuration names."""
    return _load(_dated([Path(configuration["data"]["registry"])]), ())


def own_registry(configuration: Mapping[str, Any], study: Study) -> Registry:
    """Return the registry of a study's own files; it is empty if there are none."""
    shared, *own = registry_files(configuration, study)
    return _load(_dated(own), _dated([shared]))


def registry_files(configuration: Mapping[str, Any], study: Study) -> list[Path]:
    """Return the files of the registry: the one that studies share, and those of the study's own.

    Among these are the schemas of tables that are read as declared.
    """
    shared = Path(configuration["data"]["registry"])
    declared = (
        Path(os.path.relpath(SCHEMA_FOLDER / study.name / f"{table}.yaml")) for table in study.declared_tables
    )
    return [shared, *filter(Path.is_file, [shared.parent / study.name / OWN_REGISTRY]), *declared]


def editions(configuration: Mapping[str, Any], study: Study, schema: str) -> dict[str, str]:
    """Return the edition that plays each role, by role, that the schema of a study's table may name.

    In the study's own schemas these are roles of its own registry before those of the shared one.
    """
    vintage = configuration["data"]["vintage"]
    vintage = demo.VINTAGE if vintage == "demo" else vintage
    shared, own = read_registry(configuration).editions(vintage), own_registry(configuration, study)
    if not schema.startswith(f"{study.name}/") or not own.raw_files:
        return shared
    return shared | own.editions(vintage)


def _dated(files: Iterable[Path]) -> tuple[tuple[Path, int], ...]:
    return tuple((path, path.stat().st_mtime_ns if path.is_file() else 0) for path in files)


@lru_cache(maxsize=16)
def _load(files: tuple[tuple[Path, int], ...], shared: tuple[tuple[Path, int], ...]) -> Registry:
    # Every study of a workflow asks for it, and checking it takes a while.
    beside = _load(shared, ()) if shared else None
    return Registry.load(*(path for path, _ in files), shared=beside)


def _covered(raw: RawFile) -> tuple[int, int]:
    if raw.covered is None:
        raise RegistryError(
            f"The data registry does not say which years {raw.file} covers: entry {raw.name}, "
            f"key years: {raw.years!r}.",
            f"Files of role {raw.role!r} need a first and a last year there, as in 1816-2001.",
        )
    return raw.covered.first, raw.covered.last


def _check_years(years: Mapping[str, int], first: int, last: int, name: str) -> None:
    if years["first"] < first or years["last"] > last:
        raise CoverageError(
            f"{name} covers {first}–{last}, but the configuration asks for {years['first']}–{years['last']}.",
            "A year outside the coverage would look like a year without alliances or disputes: "
            "correct years.first and years.last.",
        )
