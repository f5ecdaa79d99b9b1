"""Where the raw file of each role lies, and which years the files of a vintage cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from entente.errors import CoverageError
from entente.registry import RawFile, Registry

#: Roles whose files list every year that they cover: panels cannot begin before or end after them.
YEARLY = ("state_system", "capabilities", "disputes", "alliances", "contiguity")
#: Roles that begin when what they measure begins: panels can only not end after them.
BEGIN_LATE = ("igo_dyads", "igo_states", "polity", "trade_dyads", "trade_national")


@dataclass(frozen=True)
class RawSource:
    """The raw files of a run.

    Attributes
    ----------
    folder : str
        Folder in which they lie.
    files : mapping of str to str
        Role to path below the folder.
    registered : tuple of RawFile
        Their registry entries; empty in the demo world, whose files are generated.
    """

    folder: str
    files: Mapping[str, str]
    registered: tuple[RawFile, ...]

    def path(self, role: str) -> str:
        """Return the path of the raw file that plays ``role``."""
        return f"{self.folder}/{self.files[role]}"

    def digests(self, roles: Iterable[str]) -> dict[str, str]:
        """Return the registered digest of the file that plays each role; generated files have none."""
        wanted = set(roles)
        return {raw.role: raw.sha256 for raw in self.registered if raw.role in wanted}

    def entry(self, file: str) -> RawFile:
        """Return the registry entry of the file with that path below the folder."""
        return next(raw for raw in self.registered if raw.file == file)


def raw_source(configuration: Mapping[str, Any]) -> RawSource:
    """Return the raw files of a configuration, after checking that they cover its years.

    Raises
    ------
    CoverageError
        If the configured years begin before or end after a file that they need.
    RegistryError
        If the registry is wrong.
    """
    data, years = configuration["data"], configuration["years"]
    if data["vintage"] == "demo":
        from entente.demo import FIRST_YEAR, LAST_YEAR, RAW_FILES

        _check_years(years, FIRST_YEAR, LAST_YEAR, "The demo world")
        return RawSource(data["raw"], RAW_FILES, ())
    registered = Registry.load(data["registry"]).files(data["vintage"])
    for raw in registered:
        if raw.role in YEARLY or raw.role in BEGIN_LATE:
            first, last = covered_years(raw)
            begins = first if raw.role in YEARLY else years["first"]
            _check_years(years, begins, last, f"{raw.file} ({raw.version})")
    return RawSource(data["raw"], {raw.role: raw.file for raw in registered}, registered)


def covered_years(raw: RawFile) -> tuple[int, int]:
    """Return the first and the last year that a registered file covers."""
    first, last = re.findall(r"\b\d{4}\b", raw.years)[:2]
    return int(first), int(last)


def _check_years(years: Mapping[str, int], first: int, last: int, name: str) -> None:
    if years["first"] < first or years["last"] > last:
        raise CoverageError(
            f"{name} covers {first}–{last}, but the configuration asks for {years['first']}–{years['last']}.",
            "A year outside the coverage would look like a year without alliances or disputes: "
            "correct years.first and years.last.",
        )
