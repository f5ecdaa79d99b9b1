import pytest

from entente.core.errors import DataUnavailable, RetrievalError
from entente.data.retrieval import prepare, require
from entente.data.retrieval.download import BRIEF, address_problem


@pytest.fixture
def three(describe):
    return [
        describe(f"https://example.org/{name}.csv", name.encode(), name)
        for name in ("alpha", "beta", "gamma")
    ]


@pytest.fixture
def asked(monkeypatch):
    """Addresses that were asked, in a world without network."""
    asked = []

    def unreachable(raw):
        asked.append(raw.url)
        return "no connection"

    monkeypatch.setattr("entente.data.retrieval.download.address_problem", unreachable)
    return asked


# Whether all can be had


@pytest.mark.parametrize("look", [require, prepare])
def test_what_is_all_on_disk_asks_no_network(three, tmp_path, place, asked, look):
    alpha, beta, gamma = three
    place(tmp_path / "raw", alpha, b"alpha")
    place(tmp_path / "one", beta, b"beta")
    place(tmp_path / "one", gamma, b"not gamma")
    place(tmp_path / "two", gamma, b"gamma")
    look(iter(three), str(tmp_path / "raw"), iter([tmp_path / "one", tmp_path / "two"]))
    assert asked == []


def test_the_first_missing_address_stands_for_the_network(server, raw, three, tmp_path):
    require([raw, *three], tmp_path / "raw", [tmp_path / "mirror"])
    assert server.requests == 1
    assert not (tmp_path / "raw").exists()


def test_the_message_names_the_first_missing_file_the_places_and_the_ways_out(three, tmp_path, place, asked):
    raw_folder, mirror = tmp_path / "raw", tmp_path / "mirror"
    place(raw_folder, three[0], b"alpha")
    place(mirror, three[1], b"<html>")
    with pytest.raises(DataUnavailable) as caught:
        require(three, raw_folder, [mirror])
    message, first = str(caught.value), three[1]
    assert asked == [first.url]
    assert message.startswith(
        f"The raw file {first.file} ({first.title}) is missing, as is 1 other raw file."
    )
    assert f"{raw_folder / first.file}: not there" in message
    assert f"{mirror / first.file}: a web page (HTML)" in message
    assert f"{first.url}: no connection" in message
    for way in ("network", "data.mirrors", "ENTENTE_MIRRORS", "make demo"):
        assert way in message
    assert three[0].file not in message


def test_a_file_without_an_address_is_asked_for_by_name(three, describe, tmp_path, place, asked):
    kept = describe("", b"kept", "kept")
    with pytest.raises(DataUnavailable, match="no address is known; see https://example.org/toys") as caught:
        require([*three, kept], tmp_path / "raw", [tmp_path / "mirror"])
    assert "The raw file toys/kept.csv (The kept dataset) is missing, as are 3" in str(caught.value)
    place(tmp_path / "mirror", kept, b"kept")
    require([kept], tmp_path / "raw", [tmp_path / "mirror"])
    assert asked == []


def test_the_first_piece_stands_for_a_file_that_is_put_together(describe, tmp_path, asked):
    (tmp_path / "toys.csv").write_text("file,bytes,sha256,country\nNorth Land.csv,1,a,North Land\n")
    changes = {"made_of": "https://example.org/toys/", "pieces": str(tmp_path / "toys.csv")}
    made = describe("", b"made", "made").model_copy(update=changes)
    with pytest.raises(DataUnavailable, match="https://example.org/toys/: no connection"):
        require([made], tmp_path / "raw")
    assert asked == ["https://example.org/toys/North%20Land.csv"]


# Whether an address answers


@pytest.mark.parametrize(
    ("statuses", "problem", "paused"),
    [
        ([200], None, []),
        ([404], "HTTP 404 Not Found", []),
        ([503, 429, 200], None, [1, 2]),
        ([503], "HTTP 503 Service Unavailable (3 attempts)", [1, 2]),
    ],
)
def test_an_address_answers_or_not(server, raw, pauses, statuses, problem, paused):
    server.answer(*(server.send(status=status) for status in statuses))
    assert address_problem(raw) == problem
    assert pauses == paused


def test_the_question_takes_seconds():
    (connecting, _), retries = BRIEF
    assert retries > 0
    assert sum(range(1, retries + 1)) + (1 + retries) * connecting <= 15


# What is wrong in the folder


def test_a_wrong_file_is_replaced_from_a_mirror_and_said(three, tmp_path, place, asked, caplog):
    alpha, beta, gamma = three
    raw_folder, mirror = tmp_path / "raw", tmp_path / "mirror"
    right = place(raw_folder, alpha, b"alpha")
    before = right.stat()
    wrong = place(raw_folder, beta, b"edited")
    for raw in three:
        place(mirror, raw, raw.name.encode())
    prepare(three, raw_folder, [mirror])
    assert wrong.read_bytes() == b"beta"
    assert (right.stat().st_mtime_ns, right.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert not (raw_folder / gamma.file).exists(), "what is not there is left for later"
    (message,) = caplog.messages
    assert f"{wrong} was replaced" in message


def test_a_wrong_file_is_replaced_from_its_address_even_if_that_stumbles(
    server, raw, tmp_path, place, pauses
):
    wrong = place(tmp_path, raw, b"edited")
    trouble = server.send(status=503)
    server.answer(trouble, server.send(), trouble, server.send())
    prepare([raw], tmp_path)
    assert wrong.read_bytes() == server.BODY
    assert pauses == [1, 1]


@pytest.mark.parametrize(
    ("page", "error", "said"),
    [(b"<html>Sign in</html>", RetrievalError, "a web page (HTML)"), (None, DataUnavailable, "HTTP 404")],
)
def test_a_wrong_file_without_another_source_is_said_and_left(
    server, raw, tmp_path, place, page, error, said
):
    wrong = place(tmp_path, raw, b"edited")
    server.answer(server.send(page) if page else server.send(status=404))
    with pytest.raises(error) as caught:
        prepare([raw], tmp_path, [tmp_path / "mirror"])
    for part in (f"{wrong}: too short", f"{raw.url}: {said}", raw.sha256, "data.mirrors"):
        assert part in str(caught.value)
    assert wrong.read_bytes() == b"edited"


def test_without_raw_files_there_is_nothing_to_prepare(tmp_path):
    prepare((), tmp_path / "raw", [tmp_path])
    assert list(tmp_path.iterdir()) == []
