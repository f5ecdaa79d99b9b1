"""Places of raw files, what is wrong with files that lie there, and retrieval from the first that has one."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from entente.core.errors import DataUnavailable, EntenteError, RetrievalError
from entente.core.storage import atomic_path
from entente.data.registry import RawFile

logger = logging.getLogger(__name__)

#: Environment variable that replaces the configured mirror folders.
MIRRORS_VARIABLE = "ENTENTE_MIRRORS"

WAYS_OUT = f"""Three ways out:
  network       connect this machine to the network and run again;
  local folder  put the raw files, under the paths that config/datasets.yaml gives, into a folder and
                name it in `data.mirrors` of the configuration, or in the environment variable
                {MIRRORS_VARIABLE} (which replaces `data.mirrors`; {os.pathsep!r} separates folders);
  demo          run `make demo`: a made-up world that needs no data."""

#: Looked for in as many bytes from the beginning of a wrong file.
WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|title|body)\b", re.IGNORECASE)
HEAD_BYTES = 256


def mirror_folders(configured: Iterable[str | Path] | None) -> tuple[Path, ...]:
    """Return the folders to search for raw files, in order, as absolute paths.

    They are the configured ones (``data.mirrors``); where the environment has ENTENTE_MIRRORS, those named
    there replace them, and an empty value means none at all.
    """
    override = os.environ.get(MIRRORS_VARIABLE)
    named = (configured or ()) if override is None else filter(None, override.split(os.pathsep))
    return tuple(Path(os.path.abspath(Path(folder).expanduser())) for folder in named)


def local_problem(raw: RawFile, path: Path) -> str | None:
    """Say why the file at ``path`` is not ``raw``; None if it has its size and SHA-256 digest."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            file.seek(0)
            sha256, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except FileNotFoundError:
        return "not there"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if (size, sha256) == (raw.bytes, raw.sha256):
        return None
    if WEB_PAGE.search(head):
        kind = "a web page (HTML) in place of the data"
    elif size < raw.bytes:
        kind = "too short, perhaps cut off"
    elif size > raw.bytes:
        kind = "too long"
    else:
        kind = "the right size but not the right content"
    return (
        f"{kind}: expected {raw.bytes} bytes with sha256 {raw.sha256}, got {size} bytes with sha256 {sha256}"
    )


def fetch(raw: RawFile, folder: str | Path, mirrors: Iterable[Path] = ()) -> Path:
    """Bring a raw file to ``folder / raw.file``, with the size and digest of the registry; return that path.

    Tried in order: what is there already, the mirror folders, the pinned address.  The file appears whole or
    not at all; a wrong file that is there is replaced only by the right one.  Whence it came is logged, and
    each wrong file that was met as a warning.

    ``folder`` is that of raw files; mirrors are laid out like it.  RetrievalError is raised if no source has
    the file and at least one has something else in its place, or if it cannot be written; DataUnavailable if
    no source has anything.
    """
    target = Path(folder) / raw.file
    tried: dict[str, str] = {}
    wrong: list[str] = []
    try:
        with TemporaryDirectory() as scratch:
            for source, path, problem in _sources(raw, target, mirrors, Path(scratch)):
                if problem is None:
                    return _put(raw, source, path, target, wrong)
                tried[source] = problem
                if path.is_file():
                    fate = "was replaced" if path == target else "was passed over"
                    wrong.append(f"{raw.file}: {source} {fate}: {problem}")
    except OSError as error:
        wrong_there = tried.get(os.path.abspath(target), "not there")
        raise RetrievalError(
            f"{raw.file}: {target}, {wrong_there}, cannot be written ({error.strerror or error}).",
            "Check the room on the disk, for temporary files too, and the permissions of the folder.",
        ) from error
    raise _failure(raw, tried, bool(wrong))


def _sources(
    raw: RawFile, target: Path, mirrors: Iterable[Path], scratch: Path
) -> Iterator[tuple[str, Path, str | None]]:
    """Yield each source, the path at which its file lies, and what is wrong with it."""
    for path in (target, *(Path(mirror) / raw.file for mirror in mirrors)):
        yield os.path.abspath(path), path, local_problem(raw, path)
    if raw.url:
        # Imported here: a file that is already present, or in a mirror, needs no HTTP.
        from entente.data.retrieval.download import download

        path = scratch / "download"
        yield raw.url, path, download(raw, path) or local_problem(raw, path)
    elif raw.made_of:
        from entente.data.retrieval.pieces import assemble

        path = scratch / "assembled"
        yield raw.made_of, path, assemble(raw, path) or local_problem(raw, path)


def _put(raw: RawFile, source: str, path: Path, target: Path, wrong: list[str]) -> Path:
    if path != target:
        with atomic_path(target) as temporary:
            shutil.copyfile(path, temporary)
        logger.info("%s taken from %s", raw.file, source)
        for remark in wrong:
            logger.warning("%s", remark)
    return target


def _failure(raw: RawFile, tried: dict[str, str], something_wrong: bool) -> EntenteError:
    what = (
        f"{raw.file} ({raw.title}) cannot be had: expected {raw.bytes} bytes with sha256 {raw.sha256}. "
        f"Tried:\n{_listed(tried)}"
    )
    if not something_wrong:
        return DataUnavailable(what, WAYS_OUT)
    return RetrievalError(
        what,
        "Remove or replace the wrong file, or run again if the network was at fault. If the address\n"
        f"gives another file for good, ask its makers for this one: {raw.landing_page}.\n{WAYS_OUT}",
    )


def _listed(tried: Mapping[str, str]) -> str:
    """Lines that say for each place what is wrong there."""
    return "\n".join(f"  {place}: {problem}" for place, problem in tried.items())


def require(raw_files: Iterable[RawFile], folder: str | Path, mirrors: Iterable[Path] = ()) -> list[RawFile]:
    """Make sure that every raw file can be had, and return those that are not in the folder, or wrong there.

    Files on disk count if their size and digest are right.  Those that are on disk nowhere count as available
    if each has an address, and that of the first of them answers.  DataUnavailable is raised otherwise.
    The first piece stands for a file that is put together of others.
    """
    folders = [Path(folder), *mirrors]
    lacking = [raw for raw in raw_files if local_problem(raw, folders[0] / raw.file)]
    missing = [raw for raw in lacking if all(local_problem(raw, place / raw.file) for place in folders[1:])]
    # A file without an address first: no network helps.
    for first in sorted(missing, key=lambda raw: bool(raw.url or raw.made_of))[:1]:
        problem = f"no address is known; see {first.landing_page}"
        if first.url or first.made_of:
            # Imported here: files that are on disk need no HTTP.
            from entente.data.retrieval.download import address_problem
            from entente.data.retrieval.pieces import pieces

            problem = address_problem(first if first.url else pieces(first)[0])
        if problem:
            raise DataUnavailable(_where_looked_for(first, len(missing) - 1, folders, problem), WAYS_OUT)
    return lacking


def prepare(raw_files: Iterable[RawFile], folder: str | Path, mirrors: Iterable[Path] = ()) -> None:
    """Make sure that every raw file can be had, and replace at once those in the folder that are wrong.

    Afterwards a file in the folder is a right one: who goes by its presence alone, as Snakemake does, goes
    right.  Files that are not there are left for later.  What was replaced is logged as a warning.

    DataUnavailable is raised, and nothing replaced, if a file is on disk nowhere and its address does not
    answer; RetrievalError if no source has the right file in place of a wrong one, which is left as it was.
    """
    mirrors = tuple(mirrors)
    for raw in require(raw_files, folder, mirrors):
        if (Path(folder) / raw.file).exists():
            fetch(raw, folder, mirrors)


def _where_looked_for(first: RawFile, others: int, folders: list[Path], problem: str) -> str:
    paths = [os.path.abspath(place / first.file) for place in folders]
    tried = {path: local_problem(first, Path(path)) for path in paths}
    tried[first.url or first.made_of or "the network"] = problem
    along = f", as {'is 1 other raw file' if others == 1 else f'are {others} other raw files'}"
    return (
        f"The raw file {first.file} ({first.title}) is missing{along if others else ''}. "
        f"It was looked for at\n{_listed(tried)}"
    )
