"""Where raw files may lie on this machine, and what to do when they do not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from entente.data.registry import RawFile
from entente.data.retrieval.content import SourceProblem, measure, mismatch, read_chunks

#: Environment variable that replaces the configured mirror folders.
MIRRORS_VARIABLE = "ENTENTE_MIRRORS"

WAYS_OUT = f"""Three ways out:
  network       connect this machine to the network and run again;
  local folder  put the raw files, under the paths that config/datasets.yaml gives, into a folder and
                name it in `data.mirrors` of the configuration, or in the environment variable
                {MIRRORS_VARIABLE} (which replaces `data.mirrors`; {os.pathsep!r} separates folders);
  demo          run `make demo`: a made-up world that needs no data."""


def mirror_folders(
    configured: Iterable[str | Path] | None, environ: Mapping[str, str] = os.environ
) -> tuple[Path, ...]:
    """Folders to search for raw files, in order.

    Parameters
    ----------
    configured : iterable of path, or None
        ``data.mirrors`` of the configuration.
    environ : mapping, optional
        Environment.  Where it has ENTENTE_MIRRORS, the folders named there replace the configured ones; an
        empty value means no folders at all.

    Returns
    -------
    tuple of Path
        Absolute paths; relative ones start from the working directory.
    """
    override = environ.get(MIRRORS_VARIABLE)
    named = (configured or ()) if override is None else filter(None, override.split(os.pathsep))
    return tuple(Path(os.path.abspath(Path(folder).expanduser())) for folder in named)


def local_problem(raw: RawFile, path: Path) -> str | None:
    """Say why the file at ``path`` is not ``raw``; None if it is."""
    try:
        return mismatch(raw, measure(read_chunks(path)))
    except SourceProblem as problem:
        return str(problem)
