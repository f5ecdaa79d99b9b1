"""Provenance: the settings, software, data and commit with which results were made."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pandas as pd
import yaml


def configuration_text(configuration: Mapping[str, Any]) -> str:
    """Return the effective configuration as YAML, its keys in their order."""
    return yaml.safe_dump(dict(configuration), sort_keys=False, allow_unicode=True)


def software_frame() -> pd.DataFrame:
    """Return software and version of Python, the operating system and every installed package, by name."""
    rows = [("python", platform.python_version()), ("platform", platform.platform())]
    packages = {(package.name.lower(), package.version) for package in distributions()}
    return pd.DataFrame([*rows, *sorted(packages)], columns=["software", "version"])


def raw_files_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Return file (path as given), bytes and sha256 of each raw file on disk, in the order of paths."""
    rows = []
    for path in sorted(map(Path, paths)):
        content = path.read_bytes()
        rows.append((str(path), len(content), hashlib.sha256(content).hexdigest()))
    return pd.DataFrame(rows, columns=["file", "bytes", "sha256"])


def repository_text() -> str:
    """Return the commit of the working directory's repository, and the tracked files that differ from it.

    It says so where there is no repository or git is not installed.
    """
    commit = _git("rev-parse", "HEAD")
    if commit is None:
        return "not a git repository"
    changed = _git("status", "--porcelain", "--untracked-files=no")
    return f"commit {commit}\n" + (f"changed since:\n{changed}" if changed else "no tracked file changed")


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.rstrip()
