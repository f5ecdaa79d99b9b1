"""Files that are put together of others: their order, what is put in, and pieces that are wrong."""

import hashlib

import pytest

from entente.core.errors import RegistryError
from entente.data.retrieval import fetch
from entente.data.retrieval.pieces import assemble, pieces

PIECES = {
    "North Land.csv": "Date,Troops\n2000-01-31,NA\n2000-02-29,5\n",
    "Island.csv": "Date,Troops\n2000-01-31,7\n",
}

STACKED = (
    "country,code,date,troops\nNorth Land,2,2000-01-31,\n"
    "North Land,2,2000-02-29,5.0\nIsland,1,2000-01-31,7.0\n"
)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def made(describe, tmp_path):
    rows = [
        f"{name},{len(text)},{sha256(text)},{name.removesuffix('.csv')},{2 - number}"
        for number, (name, text) in enumerate(PIECES.items())
    ]
    (tmp_path / "toys.csv").write_text("\n".join(["file,bytes,sha256,country,code", *rows]))
    changes = {"made_of": "https://example.org/toys/", "pieces": str(tmp_path / "toys.csv")}
    return describe("", STACKED.encode(), "made").model_copy(update=changes)


@pytest.fixture
def served(monkeypatch):
    """What is downloaded, by address."""
    found = {f"https://example.org/toys/{name.replace(' ', '%20')}": text for name, text in PIECES.items()}

    def download(raw, path):
        if raw.url not in found:
            return "HTTP 404 Not Found"
        path.write_text(found[raw.url])
        return None

    monkeypatch.setattr("entente.data.retrieval.pieces.download", download)
    return found


def test_pieces_are_stacked_in_their_order_with_what_the_list_puts_in(made, served, tmp_path):
    path = fetch(made, tmp_path / "raw")
    assert path.read_text() == STACKED
    assert [piece.bytes for piece in pieces(made)] == [len(text) for text in PIECES.values()]


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "its piece Island.csv: HTTP 404"), ("Date\n", "its piece Island.csv: another content")],
)
def test_a_piece_that_is_not_there_or_wrong_is_named(made, served, tmp_path, text, said):
    address = "https://example.org/toys/Island.csv"
    served.pop(address) if text is None else served.update({address: text})
    assert said in assemble(made, tmp_path / "stacked")


@pytest.mark.parametrize("content", [None, "file,bytes\na,1\n"])
def test_a_list_that_is_none_is_refused(made, tmp_path, content):
    (tmp_path / "toys.csv").unlink()
    if content:
        (tmp_path / "toys.csv").write_text(content)
    with pytest.raises(RegistryError, match="list of pieces .* cannot be read"):
        pieces(made)
