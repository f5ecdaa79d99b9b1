"""Where the raw file of each role lies, and which years the files of a vintage cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entente.core.errors import ConfigurationError, CoverageError, RegistryError
from entente.data.registry import RawFile, Registry
from entente.data.tidy_tables import READERS

#: Roles whose files list every year that they cover: panels cannot begin before or end after them.
YEARLY = ("state_system", "capabilities", "disputes", "alliances", "contiguity")
#: Roles that begin when what they measure begins: panels can only not end after them.
BEGIN_LATE = (
    "igo_dyads",
    "igo_states",
    "major_powers",
    "polity",
    "rivalries",
    "states",
    "trade_dyads",
    "trade_national",
)
#: Roles that other data continue: wars after the lists' last year are those that the dispute file flags.
CONTINUED = ("dyadic_wars", "wars")
# Of the other roles, religions are carried forward (and counted), capitals have dates of their own, and the
# regime panel is only compared.


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
    vintage : str
        Vintage of the registry whose editions the files are; in the demo world, that they imitate.
    wars_listed_until : int
        Last year that the files of wars cover; wars after it come from the disputes.
    """

    folder: str
    files: Mapping[str, str]
    registered: tuple[RawFile, ...]
    vintage: str
    wars_listed_until: int

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
    ConfigurationError
        If the recode table does not exist, or the demo world has no label.
    CoverageError
        If the configured years begin before or end after a file that they need.
    RegistryError
        If the registry is wrong, lacks the file of a role that is read, or does not say which years a file
        covers that panels depend on.
    """
    data, years = configuration["data"], configuration["years"]
    if not Path(data["recodes"]).is_file():
        raise ConfigurationError(f"data.recodes: there is no file {data['recodes']}.")
    if data["vintage"] == "demo":
        from entente.data.demo import FIRST_YEAR, IMITATED_VINTAGE, LAST_YEAR, RAW_FILES

        _check_years(years, FIRST_YEAR, LAST_YEAR, "The demo world")
        if not configuration["label"]:
            raise ConfigurationError(
                "The demo world has no label.",
                "Set label: DEMO, so that nobody takes its results for history.",
            )
        # Never data.raw: the generated files have the names of the real ones.
        folder = f"results/{configuration['run']}/data/raw"
        return RawSource(folder, RAW_FILES, (), IMITATED_VINTAGE, LAST_YEAR)
    return _registered_source(data, years)


def _registered_source(data: Mapping[str, Any], years: Mapping[str, int]) -> RawSource:
    registry = Registry.load(data["registry"])
    roles = sorted({role for needed in READERS.values() for role in needed})
    files = {role: registry.file(role, data["vintage"]).file for role in roles}
    registered = registry.files(data["vintage"])
    for raw in registered:
        if raw.role in YEARLY or raw.role in BEGIN_LATE:
            first, last = covered_years(raw)
            begins = first if raw.role in YEARLY else years["first"]
            _check_years(years, begins, last, f"{raw.file} ({raw.version})")
    wars_listed_until = min(covered_years(raw)[1] for raw in registered if raw.role in CONTINUED)
    return RawSource(data["raw"], files, registered, data["vintage"], wars_listed_until)


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
