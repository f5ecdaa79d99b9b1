import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.data.retrieval import mirror_folders
from entente.data.retrieval.places import local_problem


@given(st.binary(min_size=1), st.binary())
def test_only_the_same_bytes_match(describe, tmp_path_factory, expected, there):
    path = tmp_path_factory.getbasetemp() / "some.csv"
    path.write_bytes(there)
    assert (local_problem(describe("", expected), path) is None) == (expected == there)
    assert local_problem(describe("", there), path) is None


def test_configured_mirrors_are_relative_to_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert mirror_folders(["../shared", Path("/data")], {}) == (tmp_path.parent / "shared", Path("/data"))
    assert mirror_folders(None, {}) == ()


@pytest.mark.parametrize("value", ["", "/one", "/one" + os.pathsep + "two", os.pathsep])
def test_the_environment_replaces_configured_mirrors(value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    expected = tuple(tmp_path / part for part in value.split(os.pathsep) if part)
    assert mirror_folders(["../shared"], {"ENTENTE_MIRRORS": value}) == expected
