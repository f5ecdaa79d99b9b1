"""Where raw files may lie on this machine, what is wrong with those that do, and what to do without them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from entente.data.registry import RawFile

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


def listed(tried: Mapping[str, str]) -> str:
    """Lines that say for each place what is wrong there."""
    return "\n".join(f"  {place}: {problem}" for place, problem in tried.items())
