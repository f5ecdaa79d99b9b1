"""The record of a run."""

import hashlib
import subprocess

import pandas as pd
import pytest
import yaml

from entente.core.provenance import (
    configuration_text,
    forget_other,
    raw_files_frame,
    repository_text,
    software_frame,
)
from entente.core.storage import write_text


def test_the_configuration_comes_back(root):
    configuration = yaml.safe_load((root / "config/config.yaml").read_text(encoding="utf-8"))
    text = configuration_text(configuration)
    assert yaml.safe_load(text) == configuration
    assert list(yaml.safe_load(text)) == list(configuration)


def test_raw_files_are_listed_with_size_and_digest(tmp_path):
    (tmp_path / "b.csv").write_bytes(b"bb")
    (tmp_path / "a.csv").write_bytes(b"a")
    frame = raw_files_frame([tmp_path / "b.csv", tmp_path / "a.csv"])
    assert frame["file"].tolist() == [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    assert frame["bytes"].tolist() == [1, 2]
    assert frame.loc[1, "sha256"] == hashlib.sha256(b"bb").hexdigest()


def test_software_has_the_versions_that_are_installed():
    frame = software_frame().set_index("software")["version"]
    assert frame["pandas"] == pd.__version__
    assert "python" in frame and "snakemake" in frame


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with one commit, and this."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "file").write_text("one")
    for command in (["init", "-q"], ["add", "file"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    return tmp_path, commit.stdout.strip()


def test_the_commit_and_changed_files_are_named_wherever_the_work_is_done(repository):
    checkout, commit = repository
    assert repository_text(checkout) == f"commit {commit}\nno tracked file changed"
    (checkout / "file").write_text("two")
    assert repository_text(str(checkout)) == f"commit {commit}\nchanged since:\n M file"


def test_the_commit_of_a_repository_around_the_checkout_is_not_its_own(repository):
    around, commit = repository
    (around / "entente").mkdir()
    said = repository_text(around / "entente")
    assert said == f"no commit: not a git repository, but a folder of that in {around}"


def test_without_a_commit_git_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert repository_text(tmp_path).startswith("no commit: fatal: not a git repository")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # as if another user had made it
    assert "dubious ownership" in repository_text(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repository_text(tmp_path) == "no commit: git cannot be run (No such file or directory)"


def test_the_record_of_another_configuration_is_removed_and_that_of_this_one_kept(tmp_path):
    recorded = tmp_path / "configuration.yaml"
    forget_other(recorded, {"seed": 1})
    write_text(configuration_text({"seed": 1}), recorded)
    forget_other(recorded, {"seed": 1})
    assert recorded.is_file()
    forget_other(recorded, {"seed": 2})
    assert not recorded.exists()
