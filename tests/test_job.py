"""What scripts of rules share: a named error is said once, where it can be."""

import os
import subprocess
import sys

import pytest

FAILS = """
import sys
from types import SimpleNamespace
from _job import job
from entente.core.errors import StorageError
with job(SimpleNamespace(log=[sys.argv[1]], params={})):
    raise StorageError("a.csv cannot be written.", "Make room.")
"""
SAID = "StorageError: a.csv cannot be written.\nMake room.\n"


@pytest.fixture
def failed(root):
    """Function that lets a job with that log fail, and returns what it shows on the screen."""

    def run(log):
        path = os.pathsep.join(str(root / folder) for folder in ("workflow", "scripts"))
        done = subprocess.run(
            [sys.executable, "-c", FAILS, str(log)],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1
        return done.stdout + done.stderr

    return run


def test_an_error_is_in_the_log_that_the_engine_shows(failed, tmp_path):
    assert failed(tmp_path / "job.log") == ""
    assert (tmp_path / "job.log").read_text() == f"ERROR entente: {SAID}"


def test_an_error_for_which_the_log_has_no_room_is_on_the_screen(failed):
    assert failed("/dev/full") == f"ERROR entente: {SAID}"
