"""Provenance: the settings, software, data and commit with which results were made."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    import pandas as pd


def configuration_text(configuration: Mapping[str, Any]) -> str:
    """Return the effective configuration as YAML, its keys in their order."""
    return yaml.safe_dump(dict(configuration), sort_keys=False, allow_unicode=True)


def forget_other(path: str | Path, configuration: Mapping[str, Any]) -> None:
    """Remove the record of a configuration, if there is one, that is not this one.

    A run that begins makes results of this one, and may be interrupted before they are all there.
    """
    recorded, of_this = Path(path), configuration_text(configuration).rstrip()
    if recorded.is_file() and recorded.read_text(encoding="utf-8").rstrip() != of_this:
        recorded.unlink()


def software_frame() -> pd.DataFrame:
    """Return software and version of Python, the operating system and every installed package, by name."""
    import pandas as pd

    rows = [("python", platform.python_version()), ("platform", platform.platform())]
    packages = {(package.name.lower(), package.version) for package in distributions()}
    return pd.DataFrame([*rows, *sorted(packages)], columns=["software", "version"])


def raw_files_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Return file (path as given), bytes and sha256 of each raw file on disk, in the order of paths."""
    import pandas as pd

    rows = []
    for path in sorted(map(Path, paths)):
        content = path.read_bytes()
        rows.append((str(path), len(content), hashlib.sha256(content).hexdigest()))
    return pd.DataFrame(rows, columns=["file", "bytes", "sha256"])


def repository_text(checkout: str | Path) -> str:
    """Return the commit of a checkout, a folder, and the tracked files that differ from it.

    Where there is none it says why: the folder is not the top of a repository – one that lies around it has
    other commits –, or in git's own words.
    """
    try:
        top = _git(checkout, "rev-parse", "--show-toplevel")
        if Path(top).resolve() != Path(checkout).resolve():
            return f"no commit: not a git repository, but a folder of that in {top}"
        commit = _git(checkout, "rev-parse", "HEAD")
        changed = _git(checkout, "status", "--porcelain", "--untracked-files=no")
    except subprocess.CalledProcessError as refusal:
        return f"no commit: {refusal.stderr.strip()}"
    except OSError as error:
        return f"no commit: git cannot be run ({error.strerror})"
    return f"commit {commit}\n" + (f"changed since:\n{changed}" if changed else "no tracked file changed")


def _git(folder: str | Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.rstrip()
