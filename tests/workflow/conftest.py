"""The whole workflow on the demo world, in copies of the repository."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

NOT_COPIED = shutil.ignore_patterns(
    ".git",
    ".venv",
    ".snakemake",
    "results",
    "resources",
    "__pycache__",
    "*.egg-info",
    ".pytest_cache",
    ".hypothesis",
)


@dataclass(frozen=True)
class Checkout:
    """A copy of the repository in which Snakemake can be run."""

    folder: Path

    def snakemake(
        self,
        *arguments: str,
        ok: bool = True,
        env: dict | None = None,
        config: tuple[str, ...] = ("demo.yaml",),
    ) -> str:
        """Run Snakemake with the demo configuration and return all that it printed."""
        files = ["--configfile", *(f"config/{name}" for name in config)] if config else []
        done = subprocess.run(
            [sys.executable, "-m", "snakemake", "--cores", "2", *arguments, *files],
            cwd=self.folder,
            env=self.environment(env),
            capture_output=True,
            text=True,
            timeout=600,
        )
        printed = done.stdout + done.stderr
        assert (done.returncode == 0) == ok, printed[-4000:]
        return printed

    def environment(self, changes: dict | None = None) -> dict:
        """The environment without what would make Snakemake find another package than the copy's."""
        return {**{key: value for key, value in os.environ.items() if key != "PYTHONPATH"}, **(changes or {})}

    def planned(self, *arguments: str, **options) -> dict[str, str]:
        """Return the jobs of a dry run: message of each job, and the reason to run it."""
        printed = self.snakemake("--dry-run", *arguments, **options)
        return dict(
            re.findall(r"^(?:Job \d+: |localrule )(.+?):?\n(?:.*\n)*?\s*[Rr]eason: (.+)$", printed, re.M)
        )

    def results(self) -> dict[str, bytes]:
        """Every result of the demo run that must not change from run to run."""
        folder = self.folder / "results" / "demo"
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.relative_to(folder).parts[0] not in ("logs", "provenance")
        }


@pytest.fixture(scope="session")
def checkout(root, tmp_path_factory) -> Callable[[str], Checkout]:
    """Make a fresh copy of the repository, or one with the finished demo run if a source is given."""

    def make(name: str, source: Path = root) -> Checkout:
        folder = tmp_path_factory.mktemp(name) / "entente"
        if source == root:
            shutil.copytree(source, folder, ignore=NOT_COPIED)
        else:
            shutil.copytree(source, folder)
        return Checkout(folder)

    return make


@pytest.fixture(scope="session")
def demo(checkout) -> Checkout:
    """The finished demo run: to be read, not changed."""
    made = checkout("demo")
    made.snakemake()
    return made


@pytest.fixture
def finished(checkout, demo) -> Checkout:
    """A copy of the finished demo run that a test may change."""
    return checkout("finished", source=demo.folder)
