import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import entente.data.retrieval.download
from entente.data.retrieval import Patience
from entente.data.retrieval.__main__ import main

SHIPPED_CONFIGURATION = Path(__file__).resolve().parents[3] / "config" / "config.yaml"
PINNED = "https://127.0.0.1:1/0123456789abcdef0123456789abcdef01234567/toy.csv"  # nothing listens on port 1


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Function that runs the command on a registry of one file, and returns its exit status."""
    entry = {
        "title": "The toy dataset",
        "dataset": "toys",
        "role": "toy",
        "file": "toys/toy.csv",
        "version": "1",
        "edition": "Toys 1",
        "vintages": ["paper"],
        "years": "1914",
        "bytes": 4,
        "sha256": hashlib.sha256(b"data").hexdigest(),
        "url": PINNED,
        "landing_page": "https://example.org/toys",
        "citation": "Nobody. 1914. Toys.",
        "terms": "free",
        "quirks": "none known",
    }
    (tmp_path / "datasets.yaml").write_text(yaml.safe_dump({"toy": entry}))
    configuration = yaml.safe_load(SHIPPED_CONFIGURATION.read_text(encoding="utf-8"))
    configuration["data"] |= {
        "registry": "datasets.yaml",
        "vintage": "paper",
        "raw": "raw",
        "recodes": str(SHIPPED_CONFIGURATION.parent / "recodes" / "country_codes.csv"),
        "mirrors": ["mirror"],
    }
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(configuration))
    shutil.copytree(SHIPPED_CONFIGURATION.parent / "maoz2011", tmp_path / "maoz2011")
    monkeypatch.delenv("ENTENTE_MIRRORS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(entente.data.retrieval.download, "BRIEF", Patience(attempts=1))
    return lambda *arguments: main(["--config", "config.yaml", *arguments])


@pytest.fixture
def mirrored(tmp_path):
    path = tmp_path / "mirror" / "toys" / "toy.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"data")


def test_the_check_is_silent_when_all_can_be_had(run, mirrored, tmp_path, capsys):
    assert run("--check") == 0
    assert capsys.readouterr() == ("", "")
    assert not (tmp_path / "raw").exists(), "a check retrieves nothing"


def test_the_check_says_once_what_is_missing(run, capsys):
    assert run("--check") == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("The raw file toys/toy.csv (The toy dataset) is missing.")
    assert PINNED in err and "make demo" in err


def test_without_check_the_files_are_retrieved(run, mirrored, tmp_path):
    assert run() == 0
    assert (tmp_path / "raw" / "toys" / "toy.csv").read_bytes() == b"data"


def test_a_wrong_registry_is_not_taken_for_missing_data(run, mirrored, tmp_path, capsys):
    (tmp_path / "datasets.yaml").write_text("toy: {title: nothing else}")
    assert run("--check") == 2
    assert "toy.dataset is missing" in capsys.readouterr().err


def test_a_wrong_configuration_is_not_taken_for_missing_data(run, mirrored, tmp_path, capsys):
    (tmp_path / "config.yaml").unlink()
    assert run("--check") == 2
    assert "config.yaml" in capsys.readouterr().err


def test_neither_registry_nor_retrieval_imports_anything_heavy():
    script = (
        "import sys, entente.data.registry, entente.data.retrieval; "
        "print([m for m in ('pandas', 'numpy', 'requests', 'tqdm') if m in sys.modules])"
    )
    path = [folder for folder in sys.path if folder]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
