"""The data registry: which raw file plays which role, and what it must be byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, model_validator

from entente.core.checked_yaml import (
    ByName,
    Name,
    Named,
    Several,
    Trimmed,
    checked,
    listed,
    means,
    read_declared,
    read_yaml,
)
from entente.core.errors import RegistryError, SchemaError
from entente.core.schema import SCHEMA_FOLDER, TableSchema

#: Vintage of files that have one edition, read in whichever vintage a run is of.
ANY = "any"

#: Vintage of files that are not read by role, so that several may share one.
OPTIONAL = "optional"


#: How years are declared: one, or the first and the last, and in brackets what holds for some rows; or none.
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?(?: \(.+\))?|time-invariant")


class Covered(NamedTuple):
    """The years that a file covers, and the span of those that some of its rows may have."""

    first: int
    last: int
    rows: tuple[int, int]


class Reading(Named):
    """What a raw file is to those who read it.

    Of a file that studies share, a study's own registry says this alone, under the id that it has there.
    """

    role: Name = means(
        "What the workflow asks for, e.g. `alliances`. A role and a vintage name one file, or several that "
        "are its parts; files of vintage `optional` have a role that describes them."
    )
    part: Trimmed = means(
        "Where several files play a role together, which of them this is, e.g. a year: the reader gets them "
        "by this name.",
        "",
    )
    vintages: Several[Literal["paper", "current", "any", "optional"]] = means(
        "The sets of files to which it belongs: `paper` (editions nearest to the 2011 paper), `current` "
        "(newest editions), `any` (one edition, read in either), `optional` (read by nothing yet)."
    )


class RawFile(Reading):
    """One raw file, under an id of its own that names the dataset and its version."""

    title: Trimmed = means(
        "Full name of the dataset as a reader would say it, and which of its files this is."
    )
    dataset: Name = means("Short name of the dataset, which is also the folder of the file.")
    file: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*/[A-Za-z0-9][A-Za-z0-9 ._-]*$")] = means(
        "Path of the file below a data folder, as dataset/name."
    )
    version: Trimmed = means(
        "Version of the dataset as its makers number or date it, quoted where it looks like a number."
    )
    edition: Trimmed = means(
        "Short name with the version, by which the codebook names its sources. Needed for the files of the "
        "vintages paper, current and any.",
        "",
    )
    years: Trimmed = means(
        "The years that the file covers, rows of others being refused: the first and the last, as in "
        "1816-2001, or a year; in brackets what some rows have beyond, as in 1776-2018 (the United States to "
        "2020). Or `time-invariant`."
    )
    bytes: int = means("Size of the file in bytes.", ge=1)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = means(
        "SHA-256 digest of the file, in lower-case hexadecimal digits."
    )
    url: Annotated[str, Field(pattern=r"^https://[^/\s]+/(\S*/)?[0-9a-f]{40}/\S+$")] = means(
        "Address of the file at one commit (40 hexadecimal digits in the path), so that it can never come "
        "to mean another file. Left out where the file can only be had from a folder of `data.mirrors`.",
        "",
    )
    made_of: Annotated[str, Field(pattern=r"^https://[^/\s]+/(\S*/)?[0-9a-f]{40}/(\S+/)?$")] = means(
        "Of a file that is put together of others, instead of its address: their folder at one commit.",
        "",
    )
    pieces: Annotated[str, Field(pattern=r"^config/pieces/[a-z0-9_]+\.csv$")] = means(
        "The list of these: name, bytes and sha256 of each, and the columns that are put before its own.", ""
    )
    landing_page: Trimmed = means(
        "Page where the makers describe the dataset; where there is none, what is known in words."
    )
    citation: Trimmed = means("What to cite when the file is used.")
    terms: Trimmed = means("Terms of use.")
    quirks: Trimmed = means("What a reader of the file has to know, or `none known`.")

    @property
    def covered(self) -> Covered | None:
        """The years that the file covers; None if it has none."""
        first, last = YEARS.fullmatch(self.years).groups()
        if first is None:
            return None
        named = [int(year) for year in re.findall(r"\b\d{4}\b", self.years)]
        return Covered(int(first), int(last or first), (min(named), max(named)))

    @model_validator(mode="after")
    def _has_years(self) -> RawFile:
        if not YEARS.fullmatch(self.years):
            raise ValueError(
                f"years is {self.years!r}, neither a first and a last year, as in 1816-2001, nor a year, nor "
                "time-invariant"
            )
        if self.covered and self.covered.last < self.covered.first:
            raise ValueError(f"years is {self.years!r}, of which the last is before the first")
        return self

    @model_validator(mode="after")
    def _has_one_origin(self) -> RawFile:
        if (self.url and self.made_of) or bool(self.made_of) != bool(self.pieces):
            raise ValueError("a file has an url, or made_of and pieces, or none of them")
        return self

    @model_validator(mode="after")
    def _has_an_edition(self) -> RawFile:
        if not self.edition and set(self.vintages) != {OPTIONAL}:
            raise ValueError("edition is missing: only files of the vintage optional alone need none")
        return self


#: The form of a registry: every raw file that the workflow uses or may be switched on to use.
RawFiles = ByName[Name, RawFile]

#: The form of a study's own registry.
OwnRawFiles = ByName[Name, RawFile | Reading]


@dataclass(frozen=True)
class Registry:
    """All raw files, sorted by id."""

    raw_files: tuple[RawFile, ...]

    @classmethod
    def load(cls, *paths: str | Path, shared: Registry | None = None) -> Registry:
        """Read a registry, of one file or of several together, and check it.

        A file may be the schema of a table that says which raw files the table is read from.  Beside a
        ``shared`` registry an entry may go by the id of one of that: it is the same file, and says only what
        it is to the readers of these files (:class:`Reading`).

        RegistryError is raised if a file is absent or no YAML, an entry is refused, an id or a path occurs
        twice or is that of another entry of the shared registry, or two files share a role in a vintage and
        are no parts of it.
        """
        what = "The data registry"
        known = {raw.name: raw for raw in shared.raw_files} if shared else {}
        raw_files = [raw for path in paths for raw in _read(Path(path), what, known)]
        at_once = [
            f"entries {' and '.join(ids)}, {claim} is theirs at once"
            for claim, ids in _claims(raw_files).items()
            if len(ids) > 1
        ]
        entries = {raw.file: name for name, raw in known.items()}
        at_once += [
            f"entry {raw.name}, key file: {raw.file!r} is that of the shared entry {entries[raw.file]}"
            for raw in raw_files
            if entries.get(raw.file, raw.name) != raw.name
        ]
        if at_once:
            raise RegistryError(
                listed(f"{what} {' and '.join(map(str, paths))}", at_once),
                "An id and a path name one entry; a role with a vintage one, or named parts.",
            )
        return cls(tuple(sorted(raw_files, key=lambda raw: raw.name)))

    def files(self, vintage: str) -> tuple[RawFile, ...]:
        """Return the raw files of a vintage and those that have one edition, sorted by id.

        RegistryError is raised if no file is of that vintage.
        """
        found = tuple(raw for raw in self.raw_files if vintage in raw.vintages or ANY in raw.vintages)
        if not found:
            known = sorted({name for raw in self.raw_files for name in raw.vintages})
            raise RegistryError(
                f"The data registry has no file of vintage {vintage!r}.", f"Choose one of {known}."
            )
        return found

    def editions(self, vintage: str) -> dict[str, str]:
        """Return the edition of the file that plays each role in a vintage; of parts, all that there are."""
        found: dict[str, dict[str, None]] = {}
        for raw in self.files(vintage):
            found.setdefault(raw.role, {})[raw.edition] = None
        return {role: ", ".join(editions) for role, editions in found.items()}

    def parts(self, role: str, vintage: str) -> tuple[RawFile, ...]:
        """Return the raw file that plays a role in a vintage, or those that play it together, sorted by id.

        RegistryError is raised if there is none.
        """
        candidates = self.files(vintage)
        found = tuple(raw for raw in candidates if raw.role == role)
        if not found:
            raise RegistryError(
                f"The data registry has no file for role {role!r} in vintage {vintage!r}.",
                f"Roles of that vintage: {sorted({raw.role for raw in candidates})}.",
            )
        return found


def _read(path: Path, what: str, known: Mapping[str, RawFile]) -> tuple[RawFile, ...]:
    """The entries of a file, those that are ``known`` by their ids completed."""
    if SCHEMA_FOLDER in path.resolve().parents:
        schema = read_declared(path, TableSchema, "The schema", SchemaError)
        entries = {name: entry | {"role": path.stem} for name, entry in schema.raw.items()}
        where = f"The schema {path}: raw"
    else:
        entries, where = read_yaml(path, what, RegistryError), f"{what} {path}"
    if known and isinstance(entries, dict):
        entries = {name: _completed(entry, known.get(name), where) for name, entry in entries.items()}
    return checked(entries, RawFiles, where, RegistryError)


def _completed(entry: Any, shared: RawFile | None, where: str) -> Any:
    if shared is None or not isinstance(entry, dict):
        return entry
    reading = checked(entry, Reading, f"{where}: {shared.name}, which studies share", RegistryError)
    said = shared.model_dump(exclude_unset=True, exclude=set(Reading.model_fields))
    return said | reading.model_dump(exclude_unset=True)


def _claims(raw_files: Iterable[RawFile]) -> dict[str, list[str]]:
    """Ids of the entries that claim each thing of which there may be one: ids, paths, parts of a role."""
    known = {vintage for raw in raw_files for vintage in raw.vintages} - {OPTIONAL, ANY} or {ANY}

    def vintages(raw: RawFile) -> list[str]:
        return sorted(known if ANY in raw.vintages else known & set(raw.vintages))

    # A file without a part wants the role for itself.
    whole = {(raw.role, vintage) for raw in raw_files if not raw.part for vintage in vintages(raw)}
    found: dict[str, list[str]] = {}
    for raw in raw_files:
        claims = [f"id: {raw.name!r}", f"key file: {raw.file!r}"]
        for vintage in vintages(raw):
            part = "" if (raw.role, vintage) in whole else f", part {raw.part!r}"
            claims.append(f"key role: {raw.role!r} of vintage {vintage!r}{part}")
        for claim in claims:
            found.setdefault(claim, []).append(raw.name)
    return found
