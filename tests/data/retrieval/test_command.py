import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from entente.data.retrieval.__main__ import main

SHIPPED = Path(__file__).resolve().parents[3] / "config"
PINNED = "https://127.0.0.1:1/0123456789abcdef0123456789abcdef01234567/toy.csv"  # nothing listens on port 1


@pytest.fixture
def run(tmp_path, monkeypatch, describe, place):
    """Function that returns the exit status of the command, with one raw file registered and in a mirror."""
    raw = describe(PINNED, b"data")
    place(tmp_path / "mirror", raw, b"data")
    entry = {key: value for key, value in raw.model_dump().items() if value}
    (tmp_path / "datasets.yaml").write_text(yaml.safe_dump({"toy": entry}))
    configuration = yaml.safe_load((SHIPPED / "config.yaml").read_text(encoding="utf-8"))
    for study in configuration["studies"]:
        (tmp_path / study).mkdir()
        (tmp_path / study / "settings.yaml").symlink_to(SHIPPED / study / "settings.yaml")
    configuration["data"] |= {"registry": "datasets.yaml", "raw": "raw", "mirrors": ["mirror"]}
    configuration["data"]["recodes"] = "datasets.yaml"
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(configuration))
    table = SimpleNamespace(name="toys", roles={"toy": "free"})
    monkeypatch.setattr("entente.data.raw_sources.tidy_tables", lambda studies: {"toys": table})
    monkeypatch.setattr("entente.data.raw_sources.own_tables", lambda study: {})
    monkeypatch.delenv("ENTENTE_MIRRORS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main(["--config", "config.yaml", *arguments])


def test_the_check_is_silent_when_all_can_be_had(run, tmp_path, capsys):
    assert run("--check") == 0
    assert capsys.readouterr() == ("", "")
    assert not (tmp_path / "raw").exists(), "a check retrieves nothing"


def test_the_check_says_once_what_is_missing(run, monkeypatch, capsys):
    monkeypatch.setenv("ENTENTE_MIRRORS", "")
    assert run("--check") == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("The raw file toys/toy.csv (The toy dataset) is missing.")
    assert PINNED in err and "make demo" in err


def test_without_check_the_files_are_retrieved(run, tmp_path):
    assert run() == 0
    assert (tmp_path / "raw" / "toys" / "toy.csv").read_bytes() == b"data"


def test_a_wrong_registry_or_configuration_is_not_taken_for_missing_data(run, tmp_path, capsys):
    (tmp_path / "datasets.yaml").write_text("toy: {title: nothing else}")
    assert run("--check") == 2
    assert "toy.dataset is missing" in capsys.readouterr().err
    (tmp_path / "config.yaml").unlink()
    assert run("--check") == 2
    assert "config.yaml" in capsys.readouterr().err


def test_neither_registry_nor_retrieval_imports_anything_heavy():
    heavy = ("pandas", "numpy", "pooch", "requests", "tqdm")
    path = [folder for folder in sys.path if folder]
    script = (
        f"import sys; sys.path[:0] = {path!r}; import entente.data.registry, entente.data.retrieval; "
        f"print([module for module in {heavy!r} if module in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
