"""Set-up by make: refused where it would not hold, and done once."""

import shutil
import subprocess

import pytest

#: Stands in for Python and pip: tells what it was asked to install, slowly.
PYTHON = """#!/bin/bash
case "$*" in
    -c*) echo "$0" ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *install*) sleep 0.3; echo "$*" >> installed ;;
esac
"""


@pytest.fixture
def folder(root, tmp_path):
    """Function that makes a folder with what set-up is made from."""

    def make(name):
        made = tmp_path / name
        (made / "workflow").mkdir(parents=True)
        shutil.copy2(root / "Makefile", made)
        shutil.copy2(root / "workflow/environment.mk", made / "workflow")
        (made / "requirements.lock").touch()
        (made / "pyproject.toml").touch()
        (made / "python").write_text(PYTHON)
        (made / "python").chmod(0o755)
        return made

    return make


def start(folder):
    return subprocess.Popen(
        ["make", "setup", "PYTHON=./python"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("name", ["a b", "it's", 'a"b', "a[b]", "a(b)", "a{b}", "a$b", "a;b", "a:b", "a\\b"])
def test_a_path_that_shells_take_apart_is_refused_before_anything_is_done(folder, name):
    made = folder(name)
    make = start(made)
    said, _ = make.communicate()
    assert make.returncode == 2
    assert f"The path of this folder, {made}, has a blank, quote, bracket" in said
    assert not (made / ".venv").exists()


@pytest.mark.parametrize("name", ["entente-1.2+x_y", "Bündnis-同盟"])
def test_of_two_at_once_one_sets_up_and_the_other_waits(folder, name):
    made = folder(name)
    both = [start(made), start(made)]
    said = [make.communicate()[0] for make in both]
    assert [make.returncode for make in both] == [0, 0]
    # Each may have waited: the lock is let go between the two parts of a set-up.
    assert any("Another make is setting up .venv: waiting for it." in text for text in said)
    assert len((made / "installed").read_text().splitlines()) == 3
    assert (made / ".venv/package.stamp").exists()
