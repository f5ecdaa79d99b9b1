"""Where the raw files of each role lie, and which years they cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from entente.core.errors import ConfigurationError, CoverageError, RegistryError
from entente.data.registry import RawFile, Registry
from entente.data.tidy_tables import CONTINUED, EACH_YEAR, FREE, TidyTable

#: Name of the registry of a study's own files, in its folder beside the registry that all share.
OWN_REGISTRY = "datasets.yaml"


@dataclass(frozen=True)
class RawSource:
    """The raw files of a run.

    Attributes
    ----------
    folder : str
        Folder in which they lie.
    files : mapping of str to mapping of str to str
        By role and part, the path below the folder; a role that one file plays has a single part, "".
    registered : tuple of RawFile
        Their registry entries; empty in the demo world, whose files are generated.
    vintage : str
        Vintage of the registry whose editions the files are; in the demo world, that they imitate.
    last_years : mapping of str to int
        By role, the last year that its files cover, of those whose years matter.
    """

    folder: str
    files: Mapping[str, Mapping[str, str]]
    registered: tuple[RawFile, ...]
    vintage: str
    last_years: Mapping[str, int]

    def paths(self, roles: Iterable[str]) -> list[str]:
        """Return the paths of the raw files that play the roles."""
        return [f"{self.folder}/{file}" for role in roles for file in self.files[role].values()]

    def given(self, roles: Iterable[str]) -> dict[str, str | dict[str, str]]:
        """Return what a reader is given: by role the path, or the paths by part."""
        found: dict[str, str | dict[str, str]] = {}
        for role in roles:
            parts = {part: f"{self.folder}/{file}" for part, file in self.files[role].items()}
            found[role] = parts.get("", parts)
        return found

    def digests(self, roles: Iterable[str]) -> dict[str, str]:
        """Return the registered digest of each of the roles' files by its path; generated files have none."""
        wanted = set(roles)
        return {f"{self.folder}/{raw.file}": raw.sha256 for raw in self.registered if raw.role in wanted}

    def entry(self, file: str) -> RawFile:
        """Return the registry entry of the file with that path below the folder."""
        return next(raw for raw in self.registered if raw.file == file)

    def last_year(self, *roles: str) -> int:
        """Return the last year that the files of all these roles cover."""
        return min(self.last_years[role] for role in roles)


def raw_source(configuration: Mapping[str, Any], tables: Iterable[TidyTable]) -> RawSource:
    """Return the raw files that tidy tables are made of, after checking that they cover the years of a run.

    Raises
    ------
    ConfigurationError
        If the recode table does not exist, or the demo world has no label or none of the files of a role.
    CoverageError
        If the configured years begin before or end after a file that they need.
    RegistryError
        If the registry is wrong, lacks the file of a role that is read, or does not say which years a file
        covers that a run depends on.
    """
    data, years = configuration["data"], configuration["years"]
    roles = _roles(tables)
    if not Path(data["recodes"]).is_file():
        raise ConfigurationError(f"data.recodes: there is no file {data['recodes']}.")
    if data["vintage"] == "demo":
        return _generated_source(configuration, roles)
    registry = read_registry(configuration)
    found = {role: registry.parts(role, data["vintage"]) for role in sorted(roles)}
    last_years = {}
    for role, parts in found.items():
        for raw in parts if roles[role][1] != FREE else ():
            first, last = covered_years(raw)
            last_years[role] = min(last, last_years.get(role, last))
            if roles[role][1] != CONTINUED:
                begins = first if roles[role][1] == EACH_YEAR else years["first"]
                _check_years(years, begins, last, f"{raw.file} ({raw.version})")
    files = {role: {raw.part: raw.file for raw in parts} for role, parts in found.items()}
    registered = sorted((raw for parts in found.values() for raw in parts), key=lambda raw: raw.id)
    return RawSource(data["raw"], files, tuple(registered), data["vintage"], last_years)


def _roles(tables: Iterable[TidyTable]) -> dict[str, tuple[str, str]]:
    """The table that reads each role, and what the years of its files mean: readers must agree."""
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
    return found


def read_registry(configuration: Mapping[str, Any]) -> Registry:
    """Return the registry that a configuration names, with those of its studies' own files."""
    return _load(tuple((path, _stamp(path)) for path in registry_files(configuration)))


def registry_files(configuration: Mapping[str, Any]) -> list[Path]:
    """Return the files of the registry: the one that all studies share, and those of studies' own files."""
    shared = Path(configuration["data"]["registry"])
    own = [shared.parent / study / OWN_REGISTRY for study in configuration["studies"]]
    return [shared, *filter(Path.is_file, own)]


@lru_cache(maxsize=4)
def _load(files: tuple[tuple[Path, int], ...]) -> Registry:
    # Every study of a workflow asks for it, and checking it takes a while.
    return Registry.load(*(path for path, _ in files))


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def _generated_source(configuration: Mapping[str, Any], roles: Mapping[str, tuple[str, str]]) -> RawSource:
    from entente.data.demo import FIRST_YEAR, IMITATED_VINTAGE, LAST_YEAR, RAW_FILES

    _check_years(configuration["years"], FIRST_YEAR, LAST_YEAR, "The demo world")
    if not configuration["label"]:
        raise ConfigurationError(
            "The demo world has no label.",
            "Set label: DEMO, so that nobody takes its results for history.",
        )
    lacking = sorted({f"{role} (table {roles[role][0]})" for role in set(roles) - set(RAW_FILES)})
    if lacking:
        raise ConfigurationError(
            f"The demo world has no file of the role {', '.join(lacking)}.",
            "Leave the study that reads it out of `studies` in config/demo.yaml.",
        )
    # Never data.raw: the generated files have the names of the real ones.
    folder = f"results/{configuration['run']}/data/raw"
    files = {role: {"": RAW_FILES[role]} for role in sorted(roles)}
    return RawSource(folder, files, (), IMITATED_VINTAGE, dict.fromkeys(files, LAST_YEAR))


def covered_years(raw: RawFile) -> tuple[int, int]:
    """Return the first and the last year that a registered file covers.

    Raises
    ------
    RegistryError
        If its ``years`` do not name two.
    """
    named = re.findall(r"\b\d{4}\b", raw.years)
    if len(named) < 2:
        raise RegistryError(
            f"The data registry does not say which years {raw.file} covers: entry {raw.id}, "
            f"key years: {raw.years!r}.",
            f"Files of role {raw.role!r} need a first and a last year there, as in 1816-2001.",
        )
    return int(named[0]), int(named[1])


def _check_years(years: Mapping[str, int], first: int, last: int, name: str) -> None:
    if years["first"] < first or years["last"] > last:
        raise CoverageError(
            f"{name} covers {first}–{last}, but the configuration asks for {years['first']}–{years['last']}.",
            "A year outside the coverage would look like a year without alliances or disputes: "
            "correct years.first and years.last.",
        )
