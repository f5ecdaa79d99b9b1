import errno
import hashlib
import multiprocessing
import os
import shutil
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import DataUnavailable, RetrievalError
from entente.data.retrieval import fetch, mirror_folders
from entente.data.retrieval.fetching import local_problem


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def files_below(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def failure(raw, tmp_path):
    """Function that returns what is said when the only source, a server, does not give the file."""

    def said(error, raw=raw):
        with pytest.raises(error) as caught:
            fetch(raw, tmp_path)
        assert files_below(tmp_path) == []
        for part in (raw.file, raw.url, raw.sha256, f"{raw.bytes} bytes", "ENTENTE_MIRRORS"):
            assert part in str(caught.value)
        return str(caught.value)

    return said


# What is there, mirrors, address: in this order


def test_a_download_arrives_whole_and_alone_and_in_silence(server, raw, tmp_path, caplog, capsys):
    path = fetch(raw, tmp_path)
    assert path == tmp_path / raw.file
    assert path.read_bytes() == server.BODY
    assert files_below(tmp_path) == ["toy.csv"]
    (tmp_path / "other").touch()
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode
    assert caplog.messages == []
    assert capsys.readouterr() == ("", "")


def test_a_right_file_that_is_there_is_left_alone(server, raw, tmp_path, place):
    path = place(tmp_path, raw)
    before = path.stat()
    assert fetch(raw, tmp_path, [tmp_path / "mirror"]) == path
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert server.requests == 0


def test_a_wrong_file_that_is_there_is_replaced_and_said(server, raw, tmp_path, place, caplog):
    path = place(tmp_path, raw, b"edited")
    path.chmod(0o444)
    fetch(raw, tmp_path)
    assert path.read_bytes() == server.BODY
    (remark,) = caplog.messages
    for part in (raw.file, str(path), "was replaced", raw.sha256, digest(b"edited")):
        assert part in remark


@pytest.mark.parametrize("second_has_it", [True, False])
def test_mirrors_come_before_the_address_and_a_wrong_file_is_passed_over_and_said(
    server, raw, tmp_path, place, caplog, second_has_it
):
    caplog.set_level("INFO", logger="entente")
    mirrors = [tmp_path / "none", tmp_path / "first", tmp_path / "second"]
    wrong = place(mirrors[1], raw, server.BODY[::-1])
    source = place(mirrors[2], raw) if second_has_it else raw.url
    assert fetch(raw, tmp_path / "raw", mirrors).read_bytes() == server.BODY
    assert server.requests == (0 if second_has_it else 1)
    taken, remark = caplog.messages
    assert taken == f"{raw.file} taken from {source}"
    for part in (str(wrong), "was passed over", "the right size but", raw.sha256, digest(server.BODY[::-1])):
        assert part in remark


def test_when_all_fails_every_attempt_is_listed(server, raw, tmp_path, place):
    server.answer(server.send(b"no", status=404))
    there = place(tmp_path / "raw", raw, b"edited")
    wrong = place(tmp_path / "first", raw, b"<html>login</html>")
    with pytest.raises(RetrievalError) as caught:
        fetch(raw, tmp_path / "raw", [tmp_path / "first", tmp_path / "second"])
    message = str(caught.value)
    for part in (raw.file, str(there), digest(b"edited"), str(wrong), "HTML", raw.url, "404", raw.sha256):
        assert part in message
    assert f"{tmp_path / 'second' / raw.file}: not there" in message
    assert there.read_bytes() == b"edited", "a wrong file gives way only to the right one"


# What a server may do


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_refusal_is_final(server, failure, pauses, status):
    server.answer(server.send(b"<html>no</html>", status=status))
    assert f"HTTP {status}" in failure(DataUnavailable)
    assert pauses == []


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", "a web page (HTML)"),
        (b"<html><body>Moved</body></html>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\r\n <!doctype HTML>", "a web page (HTML)"),
        (b'<?xml version="1.0"?>\n<html lang="en">', "a web page (HTML)"),
        (b"<body>Too busy</body>", "a web page (HTML)"),
        (bytes.swapcase, "the right size but not the right content"),
        (lambda body: body + b"\n", "too long"),
        (lambda body: body[:-1], "too short, perhaps cut off"),
    ],
)
@pytest.mark.parametrize("length", [None, False])
def test_wrong_content_is_final_and_both_digests_are_said(server, failure, wrong, kind, length):
    wrong = wrong(server.BODY) if callable(wrong) else wrong
    server.answer(server.send(wrong, length=length))
    message = failure(RetrievalError)
    for part in (kind, digest(wrong), f"{len(wrong)} bytes"):
        assert part in message
    assert server.requests == 1


def test_an_answer_without_end_is_stopped(server, failure, monkeypatch):
    monkeypatch.setattr("entente.data.retrieval.download.EXCESS_BYTES", 1000)
    server.answer(server.send(server.BODY * 100, length=len(server.BODY) * 1000))
    assert "too long" in failure(RetrievalError)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again_after_longer_pauses(
    server, raw, tmp_path, pauses, caplog, status
):
    broken = server.send(server.BODY[:100], length=len(server.BODY))
    server.answer(server.send(b"busy", status=status), broken, server.send())
    assert fetch(raw, tmp_path).read_bytes() == server.BODY
    assert pauses == [1, 2]
    assert f"HTTP {status}" in caplog.messages[0] and "broke off" in caplog.messages[1]


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (500, b"busy", "HTTP 500 Internal Server Error (4 attempts)"),
        (200, b"ccode" * 20, "broke off half-way (IncompleteRead(100 bytes read"),
    ],
)
def test_a_server_that_stays_in_trouble_is_given_up(server, failure, pauses, status, body, said):
    server.answer(server.send(body, status, length=len(server.BODY)))
    assert said in failure(DataUnavailable)
    assert pauses == [1, 2, 3]


@pytest.mark.parametrize("begins", [False, True])
def test_a_server_that_falls_silent_is_given_up(server, failure, impatience, begins):
    server.answer(server.send(b"ccode", length=len(server.BODY), then_hang=True) if begins else server.hang)
    said = "broke off half-way (TimeoutError: timed out)" if begins else "no answer within 0.4 s"
    assert f"{said} (2 attempts)" in failure(DataUnavailable)


@pytest.mark.parametrize("headers_first", [False, True])
def test_a_server_that_drips_is_given_up(server, failure, impatience, headers_first):
    def headers_then_drip(handler):
        server.send(b"", length=False)(handler)
        server.drip(handler)

    server.answer(headers_then_drip if headers_first else server.drip)
    assert "too slow (0 bytes in 1 s) (2 attempts)" in failure(DataUnavailable)


def test_a_download_that_takes_its_time_is_told_where_there_is_no_terminal(
    server, raw, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("entente.data.retrieval.download.TELL", 0.2)

    def in_two_parts(handler):
        server.send(server.BODY[:2048], length=len(server.BODY))(handler)
        handler.wfile.flush()
        server._released.wait(0.5)
        handler.wfile.write(server.BODY[2048:])

    server.answer(in_two_parts)
    assert fetch(raw, tmp_path).read_bytes() == server.BODY
    told = capsys.readouterr().err.splitlines()
    assert f"toys/toy.csv: 2,048 of {len(server.BODY):,} bytes" in told


def test_a_server_that_is_not_there_is_asked_again(server, describe, failure, pauses):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        raw = describe(f"http://127.0.0.1:{unused.getsockname()[1]}/toy.csv")
        assert "Connection refused" in failure(DataUnavailable, raw)
    assert pauses == [1, 2, 3]


# Interruption and the disk


@pytest.mark.parametrize("interrupted", ["tqdm.tqdm.update", "shutil.copyfile"])
def test_an_interrupted_retrieval_leaves_nothing(raw, tmp_path, monkeypatch, interrupted):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(interrupted, interrupt)
    with pytest.raises(KeyboardInterrupt):
        fetch(raw, tmp_path)
    assert files_below(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_said(raw, tmp_path, place):
    place(tmp_path / "mirror", raw)
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(RetrievalError, match="cannot be written") as caught:
        fetch(raw, blocked, [tmp_path / "mirror"])
    assert str(blocked / raw.file) in str(caught.value)


def test_a_wrong_file_that_cannot_be_replaced_is_said_to_be_wrong(raw, tmp_path, place, monkeypatch):
    place(tmp_path / "mirror", raw)
    there = place(tmp_path / "raw", raw, b"edited")

    def refuse(source, target):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(target))

    monkeypatch.setattr("shutil.copyfile", refuse)
    with pytest.raises(RetrievalError) as caught:
        fetch(raw, tmp_path / "raw", [tmp_path / "mirror"])
    assert f"{there}, too short, perhaps cut off: expected {raw.bytes} bytes" in str(caught.value)
    assert "cannot be written (Read-only file system)" in str(caught.value)
    assert there.read_bytes() == b"edited"


def test_two_retrievals_into_one_folder_both_succeed(raw, tmp_path, place, monkeypatch):
    place(tmp_path / "mirror", raw)
    fork = multiprocessing.get_context("fork")
    both, copy = fork.Barrier(2), shutil.copyfile

    def copy_together(source, target):
        copy(source, target)
        both.wait(10)

    monkeypatch.setattr("shutil.copyfile", copy_together)
    processes = [
        fork.Process(target=fetch, args=(raw, tmp_path / "raw", [tmp_path / "mirror"])) for _ in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert files_below(tmp_path / "raw") == ["toy.csv"]
    assert (tmp_path / "raw" / raw.file).read_bytes() == (tmp_path / "mirror" / raw.file).read_bytes()


# Places


@given(st.binary(min_size=1), st.binary())
def test_only_the_same_bytes_match(describe, tmp_path_factory, expected, there):
    path = tmp_path_factory.getbasetemp() / "some.csv"
    path.write_bytes(there)
    assert (local_problem(describe("", expected), path) is None) == (expected == there)
    assert local_problem(describe("", there), path) is None


def test_configured_mirrors_are_relative_to_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ENTENTE_MIRRORS", raising=False)
    assert mirror_folders(["../shared", Path("/data")]) == (tmp_path.parent / "shared", Path("/data"))
    assert mirror_folders(None) == ()


@pytest.mark.parametrize("value", ["", "/one", "/one" + os.pathsep + "two", os.pathsep])
def test_the_environment_replaces_configured_mirrors(value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENTENTE_MIRRORS", value)
    expected = tuple(tmp_path / part for part in value.split(os.pathsep) if part)
    assert mirror_folders(["../shared"]) == expected
