import os
from pathlib import Path

import pytest

from entente.core.errors import DataUnavailable, RetrievalError
from entente.data.retrieval import mirror_folders, prepare, require
from entente.data.retrieval.download import BRIEF, url_problem


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


# Whether all can be had


@pytest.mark.parametrize("look", [require, prepare])
def test_what_is_all_on_disk_asks_no_network(three, tmp_path, place, look):
    alpha, beta, gamma = three
    place(tmp_path / "raw", alpha, b"alpha")
    place(tmp_path / "one", beta, b"beta")
    place(tmp_path / "one", gamma, b"not gamma")
    place(tmp_path / "two", gamma, b"gamma")
    look(iter(three), str(tmp_path / "raw"), iter([tmp_path / "one", tmp_path / "two"]), never_asked)


@pytest.mark.parametrize("wrong", [None, b"not beta"])
def test_the_first_missing_address_stands_for_the_network(three, tmp_path, place, wrong):
    place(tmp_path / "raw", three[0], b"alpha")
    if wrong:
        place(tmp_path / "raw", three[1], wrong)
        place(tmp_path / "mirror", three[1], wrong)
    asked = []
    require(three, tmp_path / "raw", [tmp_path / "mirror"], asked.append)
    assert asked == [three[1].url]


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


# Whether the network is there


def test_a_network_is_there_if_the_address_answers(server):
    assert url_problem(server.url) is None
    assert server.requests == 1


def test_a_refusal_is_not_asked_again(server, patience, pauses):
    server.answer(server.send(b"", status=404))
    assert url_problem(server.url, patience) == "HTTP 404 Not Found"
    assert (server.requests, pauses) == (1, [])


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again(server, patience, pauses, status):
    trouble = server.send(b"busy", status=status)
    server.answer(trouble, trouble, server.send())
    assert url_problem(server.url, patience) is None
    assert pauses == [1.0, 2.0]


def test_a_server_that_is_slow_once_is_asked_again(server, impatience, pauses):
    server.answer(server.hang(), server.send())
    assert url_problem(server.url, impatience) is None
    assert pauses == [1.0]


def test_a_server_that_stays_in_trouble_is_no_network(server, patience):
    server.answer(server.send(b"busy", status=503))
    assert url_problem(server.url, patience) == "HTTP 503 Service Unavailable (3 attempts)"
    assert server.requests == 3


def test_by_default_the_question_takes_seconds():
    pauses = sum(BRIEF.first_pause * 2**attempt for attempt in range(BRIEF.attempts - 1))
    assert BRIEF.attempts > 1
    assert pauses + BRIEF.attempts * BRIEF.connect_timeout <= 15


# What is wrong in the folder


def test_a_wrong_file_is_replaced_from_a_mirror_and_said(three, tmp_path, place, caplog):
    alpha, beta, gamma = three
    raw_folder, mirror = tmp_path / "raw", tmp_path / "mirror"
    right = place(raw_folder, alpha, b"alpha")
    before = right.stat()
    wrong = place(raw_folder, beta, b"edited")
    for raw in three:
        place(mirror, raw, raw.id.encode())
    assert prepare(three, raw_folder, [mirror], never_asked) is None
    assert wrong.read_bytes() == b"beta"
    assert (right.stat().st_mtime_ns, right.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert not (raw_folder / gamma.file).exists(), "what is not there is left for later"
    (message,) = caplog.messages
    assert f"{wrong} was replaced" in message


def test_a_wrong_file_is_replaced_from_its_address_even_if_that_stumbles(
    server, raw, tmp_path, place, patience, pauses
):
    wrong = place(tmp_path, raw, b"edited")
    trouble = server.send(b"busy", status=503)
    server.answer(trouble, server.send(), trouble, server.send())
    prepare([raw], tmp_path, (), lambda url: url_problem(url, patience), patience)
    assert wrong.read_bytes() == server.BODY
    assert pauses == [1.0, 1.0]


def test_a_wrong_file_without_another_source_is_said_and_left(three, tmp_path, place):
    wrong = place(tmp_path / "raw", three[0], b"edited")
    with pytest.raises(DataUnavailable) as caught:
        prepare(three[:1], tmp_path / "raw", [tmp_path / "mirror"], unreachable)
    message = str(caught.value)
    for part in (f"{wrong}: too long", three[0].sha256, f"{three[0].url}: no connection", "data.mirrors"):
        assert part in message
    assert wrong.read_bytes() == b"edited"


def test_a_wrong_file_whose_address_gives_another_is_said_and_left(server, raw, tmp_path, place, patience):
    wrong = place(tmp_path, raw, b"edited")
    server.answer(server.send(b"<html>Sign in</html>"))
    with pytest.raises(RetrievalError) as caught:
        prepare([raw], tmp_path, patience=patience)
    for part in (f"{wrong}: too short", f"{raw.url}: a web page (HTML)", raw.sha256):
        assert part in str(caught.value)
    assert wrong.read_bytes() == b"edited"


def test_without_raw_files_there_is_nothing_to_prepare(tmp_path):
    prepare((), tmp_path / "raw", [tmp_path], never_asked)
    assert list(tmp_path.iterdir()) == []


# Mirrors


def test_configured_mirrors_are_relative_to_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert mirror_folders(["../shared", Path("/data")], {}) == (tmp_path.parent / "shared", Path("/data"))
    assert mirror_folders(None, {}) == ()


@pytest.mark.parametrize("value", ["", "/one", "/one" + os.pathsep + "two", os.pathsep])
def test_the_environment_replaces_configured_mirrors(value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    expected = tuple(tmp_path / part for part in value.split(os.pathsep) if part)
    assert mirror_folders(["../shared"], {"ENTENTE_MIRRORS": value}) == expected
