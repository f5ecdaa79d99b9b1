"""Compiled functions, kept between processes in a folder that changes with the sources of the code."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import numba

PACKAGE = Path(__file__).resolve().parents[1]

#: Every module with compiled functions.  They call each other, and numba alone would notice a change only in
#: the module of the caller: a stale kernel would go on running.
SOURCES = ("networks/bits.py", "abm/search.py", "networks/clique_search.py")


def compiled(function: Callable) -> Callable:
    """Compile a function when it is first called, without Python's global lock, and keep what was compiled.

    It is kept in the folder of numba's own setting (``NUMBA_CACHE_DIR``), else beside the package, else in
    the user's cache folder; where none can be written, it is compiled anew in every process.

    Parameters
    ----------
    function : callable
        Of a module in ``SOURCES``.

    Returns
    -------
    numba dispatcher
    """
    setting = numba.config.CACHE_DIR
    try:
        numba.config.CACHE_DIR = _FOLDER or setting
        return numba.njit(cache=_FOLDER is not None, nogil=True)(function)
    finally:
        numba.config.CACHE_DIR = setting


def _cache_folder() -> str | None:
    """The first folder in which compiled code can be kept, named after its sources; None if there is none."""
    sources = b"".join((PACKAGE / source).read_bytes() for source in SOURCES)
    name = f"entente-{hashlib.sha256(sources).hexdigest()[:16]}"
    places = [numba.config.CACHE_DIR] if numba.config.CACHE_DIR else [PACKAGE / "__pycache__", _user_cache()]
    for place in filter(None, places):
        folder = Path(place) / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return str(folder)
        except OSError:
            continue
    return None


def _user_cache() -> Path | None:
    try:
        return Path.home() / ".cache" / "numba"
    except RuntimeError:  # a user without a home
        return None


_FOLDER = _cache_folder()
