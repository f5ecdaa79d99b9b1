"""The data registry: which raw file plays which role, and what it must be byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from entente.core.errors import RegistryError
from entente.core.strict_yaml import load_strictly

SCHEMA_PATH = Path(__file__).resolve().parents[2] / "schemas" / "datasets.schema.yaml"

#: Vintage of files that have one edition, read in whichever vintage a run is of.
ANY = "any"

#: Vintage of files that are not read by role, so that several may share one.
OPTIONAL = "optional"

#: More problems than this are not listed one by one.
LISTED_PROBLEMS = 5


@dataclass(frozen=True)
class RawFile:
    """One raw file as the registry describes it.

    Attributes
    ----------
    id : str
        Key of the entry in the registry.
    title, dataset, version, years : str
        What the file is and covers.
    role : str
        What the workflow asks for; with a vintage it names one file, or the parts of one.
    file : str
        Path below a data folder.
    vintages : tuple of str
        Sets of files to which it belongs: paper, current, any, optional.
    bytes : int
        Size.
    sha256 : str
        Digest, 64 hexadecimal digits.
    url : str
        Address pinned to a commit; empty if the file can only be had from a mirror folder.
    landing_page, citation, terms, quirks : str
        Where it comes from, what to cite, what is allowed, and what to know when reading it.
    edition : str
        Short name with the version, as tables name their sources; empty for files that nothing reads.
    part : str
        Which of several files with the same role it is; empty if it is the only one.
    """

    id: str
    title: str
    dataset: str
    role: str
    file: str
    version: str
    vintages: tuple[str, ...]
    years: str
    bytes: int
    sha256: str
    landing_page: str
    citation: str
    terms: str
    quirks: str
    url: str = ""
    edition: str = ""
    part: str = ""


@dataclass(frozen=True)
class Registry:
    """All raw files, sorted by id."""

    raw_files: tuple[RawFile, ...]

    @classmethod
    def load(cls, *paths: str | Path) -> Registry:
        """Read the registry, of one file or of several together, and check it.

        Raises
        ------
        RegistryError
            If a file is absent or no YAML, an entry breaks the schema, an id or a path occurs twice, or two
            files share a role in a vintage and are no parts of it.
        """
        raw_files = [raw for path in paths for raw in _read(Path(path))]
        _check_unique(raw_files, " and ".join(map(str, paths)))
        return cls(tuple(sorted(raw_files, key=lambda raw: raw.id)))

    def files(self, vintage: str) -> tuple[RawFile, ...]:
        """Raw files of a vintage and those that have one edition, sorted by id.

        Raises
        ------
        RegistryError
            If no file is of that vintage.
        """
        found = tuple(raw for raw in self.raw_files if vintage in raw.vintages or ANY in raw.vintages)
        if not found:
            known = sorted({name for raw in self.raw_files for name in raw.vintages})
            raise RegistryError(
                f"The data registry has no file of vintage {vintage!r}.", f"Choose one of {known}."
            )
        return found

    def editions(self, vintage: str) -> dict[str, str]:
        """Return the edition of the file that plays each role in a vintage.

        Raises
        ------
        RegistryError
            If no file is of that vintage.
        """
        return {raw.role: raw.edition for raw in self.files(vintage)}

    def file(self, role: str, vintage: str) -> RawFile:
        """Return the raw file that plays ``role`` in ``vintage``.

        Raises
        ------
        RegistryError
            If there is none, or more than one.
        """
        found = self.parts(role, vintage)
        if len(found) == 1:
            return found[0]
        raise RegistryError(
            f"Vintage {vintage!r} has {len(found)} files for role {role!r}: {[raw.id for raw in found]}.",
            "Give them different roles in the data registry, or ask for all parts.",
        )

    def parts(self, role: str, vintage: str) -> tuple[RawFile, ...]:
        """Return the raw files that play ``role`` in ``vintage`` together, sorted by id.

        Raises
        ------
        RegistryError
            If there is none.
        """
        candidates = self.files(vintage)
        found = tuple(raw for raw in candidates if raw.role == role)
        if not found:
            raise RegistryError(
                f"The data registry has no file for role {role!r} in vintage {vintage!r}.",
                f"Roles of that vintage: {sorted({raw.role for raw in candidates})}.",
            )
        return found


def _read(path: Path) -> list[RawFile]:
    entries = _read_entries(path)
    _check_schema(entries, path)
    return [
        RawFile(id=name, **{**entry, "vintages": tuple(entry["vintages"])}) for name, entry in entries.items()
    ]


def _read_entries(path: Path) -> dict:
    try:
        entries = load_strictly(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RegistryError(
            f"The data registry {path} cannot be read ({error.strerror}).",
            "Check `data.registry` in the configuration.",
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RegistryError(f"The data registry {path} is not valid YAML: {error}") from error
    return entries


def _check_schema(entries: object, path: Path) -> None:
    # jsonschema costs more time than all the rest of this module: only who loads a registry pays for it.
    import jsonschema

    schema = yaml.safe_load(SCHEMA_PATH.read_text(encoding="utf-8"))
    found = sorted(
        jsonschema.Draft202012Validator(schema).iter_errors(entries), key=lambda error: error.json_path
    )
    if found:
        described = [_describe(error) for error in found]
        _refuse(path, described, f"{SCHEMA_PATH.name} says what each field must be.")


def _describe(error) -> str:
    place = [str(step) for step in error.absolute_path]
    entry = f"entry {place[0]}" if place else "registry"
    key = f", key {'.'.join(place[1:])}" if place[1:] else ""
    return f"{entry}{key}: {error.message}"


def _check_unique(raw_files: Iterable[RawFile], path: str) -> None:
    claims: dict[str, list[str]] = {}
    for raw in raw_files:
        claims.setdefault(f"id: {raw.id!r}", []).append(raw.id)
        claims.setdefault(f"key file: {raw.file!r}", []).append(raw.id)
    claims |= _roles(raw_files)
    shared = [
        f"entries {' and '.join(ids)}, {what} is theirs at once"
        for what, ids in claims.items()
        if len(ids) > 1
    ]
    if shared:
        _refuse(path, shared, "An id and a path name one entry; a role with a vintage one, or named parts.")


def _roles(raw_files: Iterable[RawFile]) -> dict[str, list[str]]:
    """Entries by vintage, role and part; one without a part wants the role for itself."""
    vintages = {vintage for raw in raw_files for vintage in raw.vintages} - {OPTIONAL, ANY} or {ANY}
    by_role: dict[tuple[str, str], list[RawFile]] = {}
    for raw in raw_files:
        for vintage in sorted(vintages if ANY in raw.vintages else vintages & set(raw.vintages)):
            by_role.setdefault((raw.role, vintage), []).append(raw)
    found: dict[str, list[str]] = {}
    for (role, vintage), files in by_role.items():
        alone = any(not raw.part for raw in files)
        for raw in files:
            part = "" if alone else f", part {raw.part!r}"
            found.setdefault(f"key role: {role!r} of vintage {vintage!r}{part}", []).append(raw.id)
    return found


def _refuse(path: Path | str, problems: list[str], remedy: str) -> None:
    listed = "\n".join(f"  {problem}" for problem in problems[:LISTED_PROBLEMS])
    rest = len(problems) - LISTED_PROBLEMS
    more = f"\n  and {rest} more" if rest > 0 else ""
    raise RegistryError(f"The data registry {path} cannot be used:\n{listed}{more}", remedy)
