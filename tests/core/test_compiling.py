"""Compiled code is kept, and never outlives its sources."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import entente
from entente.core.compiling import SOURCES

PACKAGE = Path(entente.__file__).parent
ANSWER = """
import numpy as np
from entente.abm.search import _sum_over
print(_sum_over(np.array([4], np.uint64), np.arange(9)))
"""


def answer(folder, **environment):
    """What a new process computes: the capability of the third state, 2."""
    done = subprocess.run(
        [sys.executable, "-c", ANSWER],
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def copy_of_the_package(folder):
    shutil.copytree(PACKAGE, folder / "entente", ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "entente"


def test_every_module_with_compiled_functions_is_a_source():
    using = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "import compiled" in path.read_text(encoding="utf-8")
    }
    assert using == set(SOURCES)


def test_a_change_in_a_module_that_is_called_is_compiled(tmp_path):
    package = copy_of_the_package(tmp_path)
    assert answer(tmp_path) == "2"
    bits = package / "bits.py"
    changed = bits.read_text().replace("trailing_zeros(word))", "trailing_zeros(word)) + 1")
    assert changed != bits.read_text()
    bits.write_text(changed)
    assert answer(tmp_path) == "3"


def test_compiled_code_is_kept_beside_the_package(tmp_path):
    package = copy_of_the_package(tmp_path)
    answer(tmp_path)
    assert list(package.glob("__pycache__/entente-*/**/*.nbc"))


def test_without_a_folder_to_keep_it_in_code_runs_all_the_same(tmp_path):
    package = copy_of_the_package(tmp_path)
    (package / "__pycache__").write_text("no folder")
    (tmp_path / ".cache").write_text("no folder")
    assert answer(tmp_path, HOME=str(tmp_path), NUMBA_CACHE_DIR="") == "2"
