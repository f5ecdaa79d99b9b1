"""Before a run: whether every raw file can be had, and from where."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from entente.errors import DataUnavailable
from entente.registry import RawFile
from entente.retrieval.download import url_problem
from entente.retrieval.places import WAYS_OUT, local_problem


@dataclass(frozen=True)
class Source:
    """Where a raw file would come from.

    Attributes
    ----------
    raw : RawFile
        Entry of the registry.
    kind : {"here", "mirror", "network"}
        In place already, in a mirror folder, or at its address only.
    place : str
        Path or address.
    """

    raw: RawFile
    kind: Literal["here", "mirror", "network"]
    place: str


def sources(
    raw_files: Iterable[RawFile], folder: str | Path, mirrors: Iterable[Path] = ()
) -> tuple[Source, ...]:
    """Where each raw file would come from; files on disk count if their digest is right.

    Nothing is downloaded or asked of the network: files found nowhere on disk are given their address.
    """
    mirrors = tuple(mirrors)
    return tuple(_source(raw, Path(folder), mirrors) for raw in raw_files)


def require(
    raw_files: Iterable[RawFile],
    folder: str | Path,
    mirrors: Iterable[Path] = (),
    network_check: Callable[[str], str | None] = url_problem,
) -> tuple[Source, ...]:
    """Make sure that every raw file can be had, and return where each would come from.

    Files that are on disk nowhere count as available if the address of the first of them answers.

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
        If a file is on disk nowhere and its address does not answer.
    """
    mirrors = tuple(mirrors)
    found = sources(raw_files, folder, mirrors)
    missing = [source.raw for source in found if source.kind == "network"]
    if missing:
        problem = network_check(missing[0].url)
        if problem is not None:
            raise DataUnavailable(_where_looked_for(missing, Path(folder), mirrors, problem), WAYS_OUT)
    return found


def _source(raw: RawFile, folder: Path, mirrors: tuple[Path, ...]) -> Source:
    if local_problem(raw, folder / raw.file) is None:
        return Source(raw, "here", str(folder / raw.file))
    for mirror in mirrors:
        if local_problem(raw, mirror / raw.file) is None:
            return Source(raw, "mirror", str(mirror / raw.file))
    return Source(raw, "network", raw.url)


def _where_looked_for(missing: list[RawFile], folder: Path, mirrors: tuple[Path, ...], problem: str) -> str:
    first, others = missing[0], len(missing) - 1
    along = (
        f", as {'is 1 other raw file' if others == 1 else f'are {others} other raw files'}" if others else ""
    )
    lines = [f"The raw file {first.file} ({first.title}) is missing{along}. It was looked for at"]
    lines += [
        f"  {os.path.abspath(place / first.file)}: {local_problem(first, place / first.file)}"
        for place in (folder, *mirrors)
    ]
    lines.append(f"  {first.url}: {problem}")
    return "\n".join(lines)
