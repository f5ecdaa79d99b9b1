"""The record of a run."""

import hashlib
import subprocess

import pandas as pd
import yaml

from entente.core.provenance import configuration_text, raw_files_frame, repository_text, software_frame


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


def test_the_commit_and_changed_files_are_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert repository_text() == "not a git repository"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "file").write_text("one")
    for command in (["init", "-q"], ["add", "file"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert repository_text() == f"commit {commit}\nno tracked file changed"
    (tmp_path / "file").write_text("two")
    assert repository_text() == f"commit {commit}\nchanged since:\n M file"
