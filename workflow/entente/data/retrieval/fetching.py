"""Retrieval of one raw file from the first source that has it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from entente.core.errors import DataUnavailable, EntenteError, RetrievalError
from entente.data.registry import RawFile
from entente.data.retrieval.content import SourceProblem, read_chunks, receive
from entente.data.retrieval.download import Patience, download, progress_bar
from entente.data.retrieval.places import WAYS_OUT, local_problem

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Retrieval:
    """A raw file that is now in place.

    Attributes
    ----------
    path : Path
        Where it is.
    source : str
        Path or address from which it was taken; the same as ``path`` if it was there already.
    remarks : tuple of str
        Wrong files that were met on the way, the one it replaced among them.
    """

    path: Path
    source: str
    remarks: tuple[str, ...]


def fetch(
    raw: RawFile,
    folder: str | Path,
    mirrors: Iterable[Path] = (),
    patience: Patience | None = None,
    progress: Callable = progress_bar,
) -> Retrieval:
    """Bring a raw file to ``folder / raw.file``, with the size and digest of the registry.

    Tried in order: what is there already, the mirror folders, the pinned address.  The file appears whole or
    not at all; a wrong file that is there is replaced only by the right one.

    Parameters
    ----------
    raw : RawFile
        Entry of the registry.
    folder : path
        Folder of raw files.
    mirrors : iterable of Path, optional
        Folders laid out like ``folder``, searched in order.
    patience : Patience, optional
        Timeouts and repetitions of the download.
    progress : callable, optional
        Given ``raw``, returns a context manager whose value has ``update(bytes)``.

    Returns
    -------
    Retrieval
        Where it is, whence it came, and which wrong files were met.

    Raises
    ------
    RetrievalError
        If no source has it and at least one has something else in its place, or if it cannot be written.
    DataUnavailable
        If no source has anything.
    """
    target = Path(folder) / raw.file
    present = local_problem(raw, target)
    if present is None:
        return Retrieval(target, str(target), ())

    here = os.path.abspath(target)
    tried = {here: SourceProblem(present, reached=target.is_file())}
    for source, take in _sources(raw, target, mirrors, patience or Patience(), progress):
        try:
            take()
        except SourceProblem as problem:
            tried[source] = problem
        except OSError as error:
            raise RetrievalError(
                f"{raw.file}: {target} cannot be written ({error.strerror or error}).",
                "Check the room on the disk and the permissions of the folder.",
            ) from error
        else:
            logger.info("%s taken from %s", raw.file, source)
            return Retrieval(target, source, _remarks(raw, here, tried))
    raise _failure(raw, tried)


def _sources(
    raw: RawFile, target: Path, mirrors: Iterable[Path], patience: Patience, progress: Callable
) -> Iterable[tuple[str, Callable]]:
    """Yield each source with the call that takes the file from it."""
    for mirror in mirrors:
        path = Path(mirror) / raw.file
        yield str(path), lambda path=path: receive(raw, read_chunks(path), target)
    if raw.url:
        yield raw.url, lambda: download(raw, target, patience, progress)


def _remarks(raw: RawFile, here: str, tried: dict[str, SourceProblem]) -> tuple[str, ...]:
    remarks = tuple(
        f"{raw.file}: {place} {'was replaced' if place == here else 'was passed over'}: {problem}"
        for place, problem in tried.items()
        if problem.reached
    )
    for remark in remarks:
        logger.warning("%s", remark)
    return remarks


def _failure(raw: RawFile, tried: dict[str, SourceProblem]) -> EntenteError:
    attempts = "\n".join(f"  {place}: {problem}" for place, problem in tried.items())
    what = (
        f"{raw.file} ({raw.title}) cannot be had: expected {raw.bytes} bytes with sha256 {raw.sha256}. "
        f"Tried:\n{attempts}"
    )
    if any(problem.reached for problem in tried.values()):
        remedy = (
            "Remove or replace the wrong file, or run again if the network was at fault. If the address\n"
            f"gives another file for good, ask its makers for this one: {raw.landing_page}.\n{WAYS_OUT}"
        )
        return RetrievalError(what, remedy)
    return DataUnavailable(what, WAYS_OUT)
