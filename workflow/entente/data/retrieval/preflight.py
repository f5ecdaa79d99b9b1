"""Before a run: every raw file can be had, and none that is in the folder is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from entente.core.errors import DataUnavailable
from entente.data.registry import RawFile
from entente.data.retrieval.fetching import fetch
from entente.data.retrieval.places import WAYS_OUT, listed, local_problem


def require(raw_files: Iterable[RawFile], folder: str | Path, mirrors: Iterable[Path] = ()) -> list[RawFile]:
    """Make sure that every raw file can be had, and return those that are not in the folder, or wrong there.

    Files on disk count if their size and digest are right.  Those that are on disk nowhere count as available
    if each has an address, and that of the first of them answers.

    Parameters
    ----------
    raw_files : iterable of RawFile
        Files that the run needs.
    folder : path
        Folder of raw files.
    mirrors : iterable of Path, optional
        Folders laid out like ``folder``.

    Raises
    ------
    DataUnavailable
        If a file is on disk nowhere and has no address, or that does not answer.
    """
    folders = [Path(folder), *mirrors]
    lacking = [raw for raw in raw_files if local_problem(raw, folders[0] / raw.file)]
    missing = [raw for raw in lacking if all(local_problem(raw, place / raw.file) for place in folders[1:])]
    # A file without an address first: no network helps.
    for first in sorted(missing, key=lambda raw: bool(raw.url))[:1]:
        problem = f"no address is known; see {first.landing_page}"
        if first.url:
            # Imported here: files that are on disk need no HTTP.
            from entente.data.retrieval.download import address_problem

            problem = address_problem(first)
        if problem:
            raise DataUnavailable(_where_looked_for(first, len(missing) - 1, folders, problem), WAYS_OUT)
    return lacking


def prepare(raw_files: Iterable[RawFile], folder: str | Path, mirrors: Iterable[Path] = ()) -> None:
    """Make sure that every raw file can be had, and replace at once those in the folder that are wrong.

    Afterwards a file in the folder is a right one: who goes by its presence alone, as Snakemake does, goes
    right.  Files that are not there are left for later.  What was replaced is logged as a warning.

    Parameters
    ----------
    raw_files, folder, mirrors
        As for `require`.

    Raises
    ------
    DataUnavailable
        If a file is on disk nowhere and its address does not answer; nothing is replaced then.
    RetrievalError
        If no source has the right file in place of a wrong one, which is then left as it was.
    """
    mirrors = tuple(mirrors)
    for raw in require(raw_files, folder, mirrors):
        if (Path(folder) / raw.file).exists():
            fetch(raw, folder, mirrors)


def _where_looked_for(first: RawFile, others: int, folders: list[Path], problem: str) -> str:
    paths = [os.path.abspath(place / first.file) for place in folders]
    tried = {path: local_problem(first, Path(path)) for path in paths}
    tried[first.url or "the network"] = problem
    along = f", as {'is 1 other raw file' if others == 1 else f'are {others} other raw files'}"
    return (
        f"The raw file {first.file} ({first.title}) is missing{along if others else ''}. "
        f"It was looked for at\n{listed(tried)}"
    )
