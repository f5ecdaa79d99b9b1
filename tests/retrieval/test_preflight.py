import os
from pathlib import Path

import pytest

from entente.errors import DataUnavailable
from entente.retrieval import mirror_folders, require, sources
from entente.retrieval.download import url_problem


def unreachable(url):
    return "no connection"


def never_asked(url):
    raise AssertionError(f"{url} was asked")


@pytest.fixture
def three(describe):
    return [
        describe(f"https://example.org/{name}.csv", name.encode(), name)
        for name in ("alpha", "beta", "gamma")
    ]


def test_sources_are_here_then_mirrors_then_network(three, tmp_path, place, server):
    alpha, beta, gamma = three
    mirror = tmp_path / "mirror"
    here = place(tmp_path / "raw", alpha, b"alpha")
    place(tmp_path / "raw", beta, b"not beta")
    mirrored = place(mirror, beta, b"beta")
    place(mirror, gamma, b"not gamma")
    found = sources(three, tmp_path / "raw", [mirror])
    assert [(source.raw, source.kind, source.place) for source in found] == [
        (alpha, "here", str(here)),
        (beta, "mirror", str(mirrored)),
        (gamma, "network", gamma.url),
    ]


def test_what_is_all_on_disk_asks_no_network(three, tmp_path, place):
    for raw in three:
        place(tmp_path / "mirror", raw, raw.id.encode())
    found = require(three, tmp_path / "raw", iter([tmp_path / "mirror"]), never_asked)
    assert {source.kind for source in found} == {"mirror"}


def test_the_first_missing_address_stands_for_the_network(three, tmp_path, place):
    place(tmp_path, three[0], b"alpha")
    asked = []
    found = require(three, tmp_path, network_check=asked.append)
    assert asked == [three[1].url]
    assert [source.kind for source in found] == ["here", "network", "network"]


def test_the_message_names_the_first_missing_file_the_places_and_the_ways_out(three, tmp_path, place):
    raw_folder, mirror = tmp_path / "raw", tmp_path / "mirror"
    place(raw_folder, three[0], b"alpha")
    place(mirror, three[1], b"<html>")
    with pytest.raises(DataUnavailable) as caught:
        require(three, raw_folder, [mirror], unreachable)
    message = str(caught.value)
    first = three[1]
    assert message.startswith(
        f"The raw file {first.file} ({first.title}) is missing, as is 1 other raw file."
    )
    assert f"{raw_folder / first.file}: not there" in message
    assert f"{mirror / first.file}: a web page (HTML)" in message
    assert f"{first.url}: no connection" in message
    for way in ("network", "data.mirrors", "ENTENTE_MIRRORS", "make demo"):
        assert way in message
    assert three[0].file not in message


def test_a_network_is_there_if_the_address_answers(server):
    assert url_problem(server.url) is None
    server.answer(server.send(b"", status=404))
    assert url_problem(server.url) == "HTTP 404 Not Found"
    server.answer(server.hang())
    assert url_problem(server.url, timeout=0.1) == "no answer within 0.1 s"
    assert server.requests == 3, "each question is asked once"


def test_configured_mirrors_are_relative_to_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert mirror_folders(["../shared", Path("/data")], {}) == (tmp_path.parent / "shared", Path("/data"))
    assert mirror_folders(None, {}) == ()


@pytest.mark.parametrize("value", ["", "/one", "/one" + os.pathsep + "two", os.pathsep])
def test_the_environment_replaces_configured_mirrors(value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    expected = tuple(tmp_path / part for part in value.split(os.pathsep) if part)
    assert mirror_folders(["../shared"], {"ENTENTE_MIRRORS": value}) == expected
