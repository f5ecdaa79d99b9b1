"""Retrieval of one raw file from the first source that has it."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from entente.core.errors import DataUnavailable, EntenteError, RetrievalError
from entente.core.storage import atomic_path
from entente.data.registry import RawFile
from entente.data.retrieval.places import WAYS_OUT, listed, local_problem

logger = logging.getLogger(__name__)


def fetch(raw: RawFile, folder: str | Path, mirrors: Iterable[Path] = ()) -> Path:
    """Bring a raw file to ``folder / raw.file``, with the size and digest of the registry; return that path.

    Tried in order: what is there already, the mirror folders, the pinned address.  The file appears whole or
    not at all; a wrong file that is there is replaced only by the right one.  Whence it came is logged, and
    each wrong file that was met as a warning.

    Parameters
    ----------
    raw : RawFile
        Entry of the registry.
    folder : path
        Folder of raw files.
    mirrors : iterable of Path, optional
        Folders laid out like ``folder``, searched in order.

    Raises
    ------
    RetrievalError
        If no source has it and at least one has something else in its place, or if it cannot be written.
    DataUnavailable
        If no source has anything.
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
        raise RetrievalError(
            f"{raw.file}: {target} cannot be written ({error.strerror or error}).",
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
        yield raw.url, path, download(raw, path)


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
        f"Tried:\n{listed(tried)}"
    )
    if not something_wrong:
        return DataUnavailable(what, WAYS_OUT)
    return RetrievalError(
        what,
        "Remove or replace the wrong file, or run again if the network was at fault. If the address\n"
        f"gives another file for good, ask its makers for this one: {raw.landing_page}.\n{WAYS_OUT}",
    )
