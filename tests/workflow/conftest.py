"""The whole workflow on the demo world, in copies of the repository."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

#: What a run needs of the repository.
COPIED = ("Snakefile", "config", "environment.yml", "profiles", "rules", "scripts", "workflow")


@dataclass(frozen=True)
class Checkout:
    """A copy of the repository in which Snakemake can be run."""

    folder: Path

    @property
    def run(self) -> Path:
        """The results of the demo run."""
        return self.folder / "results/demo"

    @property
    def study(self) -> Path:
        """Those of the study."""
        return self.run / "maoz2011"

    def snakemake(
        self,
        *arguments: str,
        ok: bool = True,
        env: dict | None = None,
        config: tuple[str, ...] = ("demo.yaml",),
    ) -> str:
        """Run Snakemake with the demo configuration and return all that it printed."""
        done = subprocess.run(
            self.command(*arguments, config=config),
            cwd=self.folder,
            env=self.environment(env),
            capture_output=True,
            text=True,
            timeout=1800,
        )
        printed = done.stdout + done.stderr
        assert (done.returncode == 0) == ok, printed[-4000:]
        return printed

    def command(self, *arguments: str, config: tuple[str, ...] = ("demo.yaml",)) -> list[str]:
        """What runs Snakemake."""
        files = ["--configfile", *(f"config/{name}" for name in config)] if config else []
        return [sys.executable, "-m", "snakemake", "--cores", "2", *arguments, *files]

    def environment(self, changes: dict | None = None) -> dict:
        """The environment without what would make Snakemake find another package than the copy's."""
        return {**{key: value for key, value in os.environ.items() if key != "PYTHONPATH"}, **(changes or {})}

    def outputs(self, *targets: str, **options) -> pd.DataFrame:
        """Each file that rules make: its rule, what it was made from, whether a run would make it again."""
        printed = self.snakemake("--detailed-summary", *targets, **options)
        header, *rows = [line.split("\t") for line in printed.splitlines() if line.count("\t") == 7]
        table = pd.DataFrame(rows, columns=header).set_index("output_file")
        inputs = table["input-file(s)"].str.split(",").map(frozenset)
        return pd.DataFrame({"rule": table["rule"], "inputs": inputs, "again": table["plan"] != "no update"})

    def results(self) -> dict[str, bytes]:
        """Every result of the demo run that must not change from run to run."""
        return {
            str(path.relative_to(self.run)): path.read_bytes()
            for path in sorted(self.run.rglob("*"))
            if path.is_file() and path.relative_to(self.run).parts[0] not in ("logs", "provenance")
        }


@pytest.fixture(scope="session")
def checkout(root, tmp_path_factory) -> Callable[[str], Checkout]:
    """Make a fresh copy of what the repository runs."""

    def make(name: str) -> Checkout:
        folder = tmp_path_factory.mktemp(name) / "entente"
        folder.mkdir()
        for part in COPIED:
            if (root / part).is_dir():
                shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(root / part, folder / part)
        return Checkout(folder)

    return make


@pytest.fixture(scope="session")
def demo(checkout) -> Checkout:
    """The finished demo run: to be read, not changed."""
    made = checkout("demo")
    (made.folder / "printed.txt").write_text(made.snakemake(), encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def outputs(demo) -> pd.DataFrame:
    """What a second run would do with each file of the demo run, though a module was touched meanwhile."""
    (demo.folder / "workflow/entente/core/errors.py").touch()
    return demo.outputs()


@pytest.fixture
def finished(demo, tmp_path) -> Checkout:
    """A copy of the finished demo run that a test may change."""
    return Checkout(Path(shutil.copytree(demo.folder, tmp_path / "entente")))
