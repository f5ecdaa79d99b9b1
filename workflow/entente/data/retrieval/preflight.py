"""Before a run: every raw file can be had, and none that is in the folder is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from entente.core.errors import DataUnavailable
from entente.data.registry import RawFile
from entente.data.retrieval.download import Patience, url_problem
from entente.data.retrieval.fetching import fetch
from entente.data.retrieval.places import WAYS_OUT, local_problem


def require(
    raw_files: Iterable[RawFile],
    folder: str | Path,
    mirrors: Iterable[Path] = (),
    network_check: Callable[[str], str | None] = url_problem,
) -> None:
    """Make sure that every raw file can be had.

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
    network_check : callable, optional
        Given an address, says why it does not answer, or returns None.

    Raises
    ------
    DataUnavailable
        If a file is on disk nowhere and has no address, or that does not answer.
    """
    folder = Path(folder)
    _require_elsewhere(_lacking(raw_files, folder), folder, tuple(mirrors), network_check)


def prepare(
    raw_files: Iterable[RawFile],
    folder: str | Path,
    mirrors: Iterable[Path] = (),
    network_check: Callable[[str], str | None] = url_problem,
    patience: Patience | None = None,
) -> None:
    """Make sure that every raw file can be had, and replace at once those in the folder that are wrong.

    Afterwards a file in the folder is a right one: who goes by its presence alone, as Snakemake does, goes
    right.  Files that are not there are left for later.  What was replaced is logged as a warning.

    Parameters
    ----------
    raw_files, folder, mirrors, network_check
        As for `require`.
    patience : Patience, optional
        Timeouts and repetitions of downloads.

    Raises
    ------
    DataUnavailable
        If a file is on disk nowhere and its address does not answer; nothing is replaced then.
    RetrievalError
        If no source has the right file in place of a wrong one, which is then left as it was.
    """
    folder, mirrors = Path(folder), tuple(mirrors)
    lacking = _lacking(raw_files, folder)
    _require_elsewhere(lacking, folder, mirrors, network_check)
    for raw in lacking:
        if (folder / raw.file).exists():
            fetch(raw, folder, mirrors, patience)


def _lacking(raw_files: Iterable[RawFile], folder: Path) -> list[RawFile]:
    """Return the files that are not in the folder, or wrong there."""
    return [raw for raw in raw_files if local_problem(raw, folder / raw.file) is not None]


def _require_elsewhere(
    lacking: list[RawFile], folder: Path, mirrors: tuple[Path, ...], network_check: Callable
) -> None:
    missing = [raw for raw in lacking if all(local_problem(raw, mirror / raw.file) for mirror in mirrors)]
    # A file without an address first: no network helps.
    for raw in sorted(missing, key=lambda raw: bool(raw.url))[:1]:
        problem = network_check(raw.url) if raw.url else f"no address is known; see {raw.landing_page}"
        if problem is not None:
            raise DataUnavailable(
                _where_looked_for(raw, len(missing) - 1, folder, mirrors, problem), WAYS_OUT
            )


def _where_looked_for(
    first: RawFile, others: int, folder: Path, mirrors: tuple[Path, ...], problem: str
) -> str:
    along = (
        f", as {'is 1 other raw file' if others == 1 else f'are {others} other raw files'}" if others else ""
    )
    lines = [f"The raw file {first.file} ({first.title}) is missing{along}. It was looked for at"]
    lines += [
        f"  {os.path.abspath(place / first.file)}: {local_problem(first, place / first.file)}"
        for place in (folder, *mirrors)
    ]
    lines.append(f"  {first.url or 'the network'}: {problem}")
    return "\n".join(lines)
