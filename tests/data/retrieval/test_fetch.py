import hashlib
import socket

import pytest

import entente.data.retrieval.download
from entente.core.errors import DataUnavailable, RetrievalError
from entente.data.retrieval import fetch
from entente.data.retrieval.download import progress_bar


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def files_below(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class Bar:
    """Progress bar that counts, or fails at the first byte."""

    def __init__(self, failure=None):
        self.seen, self.failure = 0, failure

    def __call__(self, raw):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def update(self, count):
        if self.failure:
            raise self.failure
        self.seen += count


# What is there, mirrors, address: in this order


def test_a_download_arrives_whole_and_alone(server, raw, tmp_path, patience):
    bar = Bar()
    retrieval = fetch(raw, tmp_path, patience=patience, progress=bar)
    assert retrieval.path == tmp_path / raw.file
    assert retrieval.source == raw.url
    assert retrieval.remarks == ()
    assert retrieval.path.read_bytes() == server.BODY
    assert files_below(tmp_path) == ["toy.csv"]
    assert bar.seen == raw.bytes


def test_a_right_file_that_is_there_is_left_alone(server, raw, tmp_path, place):
    path = place(tmp_path, raw)
    before = path.stat()
    retrieval = fetch(raw, tmp_path, [tmp_path / "mirror"])
    assert retrieval.source == str(path)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert server.requests == 0


def test_a_wrong_file_that_is_there_is_replaced_and_said(server, raw, tmp_path, place, caplog):
    path = place(tmp_path, raw, b"edited")
    path.chmod(0o444)
    (remark,) = fetch(raw, tmp_path).remarks
    assert path.read_bytes() == server.BODY
    for part in (raw.file, str(path), "was replaced", raw.sha256, digest(b"edited")):
        assert part in remark
    assert remark in caplog.messages


def test_a_mirror_comes_before_the_address(server, raw, tmp_path, place):
    mirrored = place(tmp_path / "mirror", raw)
    retrieval = fetch(raw, tmp_path / "raw", [tmp_path / "none", tmp_path / "mirror"])
    assert retrieval.source == str(mirrored)
    assert retrieval.remarks == ()
    assert retrieval.path.read_bytes() == server.BODY
    assert server.requests == 0


@pytest.mark.parametrize("second_has_it", [True, False])
def test_a_wrong_file_in_a_mirror_is_passed_over_and_said(server, raw, tmp_path, place, second_has_it):
    wrong = place(tmp_path / "first", raw, server.BODY[::-1])
    if second_has_it:
        place(tmp_path / "second", raw)
    retrieval = fetch(raw, tmp_path / "raw", [tmp_path / "first", tmp_path / "second"])
    assert retrieval.path.read_bytes() == server.BODY
    assert server.requests == (0 if second_has_it else 1)
    (remark,) = retrieval.remarks
    for part in (str(wrong), "was passed over", raw.sha256, digest(server.BODY[::-1])):
        assert part in remark


def test_when_all_fails_every_attempt_is_listed(server, raw, tmp_path, place, patience):
    server.answer(server.send(b"no", status=404))
    there = place(tmp_path / "raw", raw, b"edited")
    wrong = place(tmp_path / "first", raw, b"<html>login</html>")
    with pytest.raises(RetrievalError) as caught:
        fetch(raw, tmp_path / "raw", [tmp_path / "first", tmp_path / "second"], patience)
    message = str(caught.value)
    for part in (raw.file, str(there), digest(b"edited"), str(wrong), "HTML", raw.url, "404", raw.sha256):
        assert part in message
    assert f"{tmp_path / 'second' / raw.file}: not there" in message
    assert there.read_bytes() == b"edited", "a wrong file gives way only to the right one"


# What a server may do


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_refusal_is_final(server, raw, tmp_path, patience, status):
    server.answer(server.send(b"<html>no</html>", status=status))
    with pytest.raises(DataUnavailable) as caught:
        fetch(raw, tmp_path, patience=patience)
    for part in (raw.file, raw.url, f"HTTP {status}", raw.sha256, f"{raw.bytes} bytes", "ENTENTE_MIRRORS"):
        assert part in str(caught.value)
    assert server.requests == 1
    assert files_below(tmp_path) == []


@pytest.mark.parametrize(
    ("page", "media_type"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", "application/octet-stream"),
        (b"<html><body>Moved</body></html>", "text/plain"),
        (b"\xef\xbb\xbf\r\n <!doctype HTML>", "text/plain"),
        (b"<body>Too busy</body>", "text/html; charset=utf-8"),
    ],
)
def test_a_web_page_in_place_of_the_data_is_recognised(server, raw, tmp_path, patience, page, media_type):
    server.answer(server.send(page, media_type=media_type))
    with pytest.raises(RetrievalError, match="web page \\(HTML\\)") as caught:
        fetch(raw, tmp_path, patience=patience)
    for part in (raw.file, raw.url, raw.sha256, digest(page)):
        assert part in str(caught.value)
    assert server.requests == 1
    assert files_below(tmp_path) == []


def test_data_that_a_server_calls_a_web_page_are_still_the_data(server, raw, tmp_path):
    server.answer(server.send(media_type="text/html"))
    assert fetch(raw, tmp_path).path.read_bytes() == server.BODY


@pytest.mark.parametrize("change", [bytes.swapcase, lambda body: body + b"\n", lambda body: body[:-1]])
def test_wrong_bytes_are_final_and_both_digests_are_said(server, describe, tmp_path, patience, change):
    raw, wrong = describe(server.url), change(server.BODY)
    server.answer(server.send(wrong))
    with pytest.raises(RetrievalError) as caught:
        fetch(raw, tmp_path, patience=patience)
    for part in (raw.file, raw.url, raw.sha256, digest(wrong), f"{raw.bytes} bytes", f"{len(wrong)} bytes"):
        assert part in str(caught.value)
    assert server.requests == 1
    assert files_below(tmp_path) == []


def test_a_download_that_breaks_off_is_tried_again(server, raw, tmp_path, patience, pauses):
    server.answer(server.send(server.BODY[:100], length=len(server.BODY)), server.send())
    assert fetch(raw, tmp_path, patience=patience).path.read_bytes() == server.BODY
    assert pauses == [1.0]


def test_a_download_that_always_breaks_off_leaves_nothing(server, raw, tmp_path, patience, pauses):
    server.answer(server.send(server.BODY[:100], length=len(server.BODY)))
    with pytest.raises(RetrievalError, match=r"broke off .*\(IncompleteRead\(100 bytes read") as caught:
        fetch(raw, tmp_path, patience=patience)
    assert raw.url in str(caught.value) and raw.sha256 in str(caught.value)
    assert pauses == [1.0, 2.0]
    assert files_below(tmp_path) == []


def test_a_cut_that_no_announced_length_betrays_is_found_by_the_registry(server, raw, tmp_path, patience):
    server.answer(server.send(server.BODY[:100], length=False))
    with pytest.raises(RetrievalError, match="too short, perhaps cut off"):
        fetch(raw, tmp_path, patience=patience)
    assert files_below(tmp_path) == []


def test_an_answer_without_end_is_stopped(server, raw, tmp_path, patience, monkeypatch):
    monkeypatch.setattr(entente.data.retrieval.download, "EXCESS_BYTES", 1000)
    server.answer(server.send(server.BODY * 100, length=len(server.BODY) * 1000))
    with pytest.raises(RetrievalError, match="too long"):
        fetch(raw, tmp_path, patience=patience)
    assert files_below(tmp_path) == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again_after_longer_pauses(
    server, raw, tmp_path, patience, pauses, status
):
    trouble = server.send(b"busy", status=status)
    server.answer(trouble, trouble, server.send())
    assert fetch(raw, tmp_path, patience=patience).path.read_bytes() == server.BODY
    assert pauses == [1.0, 2.0]


def test_a_server_that_stays_in_trouble_is_given_up(server, raw, tmp_path, patience):
    server.answer(server.send(b"busy", status=500))
    with pytest.raises(DataUnavailable, match=r"HTTP 500 .* \(3 attempts\)"):
        fetch(raw, tmp_path, patience=patience)
    assert server.requests == 3


def test_a_server_that_never_answers_is_given_up(server, raw, tmp_path, impatience):
    server.answer(server.hang())
    with pytest.raises(DataUnavailable, match="no answer within 0.4 s") as caught:
        fetch(raw, tmp_path, patience=impatience)
    assert raw.url in str(caught.value)
    assert server.requests == 2
    assert files_below(tmp_path) == []


def test_a_server_that_falls_silent_half_way_is_given_up(server, raw, tmp_path, impatience):
    server.answer(server.hang(after=server.BODY[:100]))
    with pytest.raises(RetrievalError, match=r"broke off .*timed out"):
        fetch(raw, tmp_path, patience=impatience)
    assert server.requests == 2
    assert files_below(tmp_path) == []


def test_a_server_that_is_not_there_is_asked_again(describe, tmp_path, patience, pauses, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        raw = describe(f"http://127.0.0.1:{unused.getsockname()[1]}/toy.csv")
        with pytest.raises(DataUnavailable, match="Connection refused"):
            fetch(raw, tmp_path, patience=patience)
    assert pauses == [1.0, 2.0]


# Interruption and the disk


def test_an_interrupted_download_leaves_nothing(raw, tmp_path, patience):
    with pytest.raises(KeyboardInterrupt):
        fetch(raw, tmp_path, patience=patience, progress=Bar(KeyboardInterrupt()))
    assert files_below(tmp_path) == []


def test_what_a_killed_run_left_is_cleared_away(server, raw, tmp_path, place):
    stale = place(tmp_path, raw).with_name(".toy.csv.part")
    stale.write_bytes(b"half")
    stale.chmod(0o444)
    (tmp_path / raw.file).unlink()
    assert fetch(raw, tmp_path).path.read_bytes() == server.BODY
    assert files_below(tmp_path) == ["toy.csv"]


def test_a_folder_that_cannot_be_made_is_said(raw, tmp_path, place):
    place(tmp_path / "mirror", raw)
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(RetrievalError, match="cannot be written") as caught:
        fetch(raw, blocked, [tmp_path / "mirror"])
    assert str(blocked / raw.file) in str(caught.value)


def test_the_progress_bar_is_silent_where_nobody_watches(raw, tmp_path, capsys):
    fetch(raw, tmp_path)
    assert capsys.readouterr() == ("", "")
    with progress_bar(raw) as bar:
        assert bar.total == raw.bytes
