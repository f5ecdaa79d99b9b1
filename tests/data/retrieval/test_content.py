import hashlib

from hypothesis import given
from hypothesis import strategies as st

from entente.data.retrieval.content import measure, mismatch


@given(st.lists(st.binary(max_size=400), max_size=6))
def test_how_a_file_is_cut_into_chunks_does_not_matter(chunks):
    whole, written = b"".join(chunks), []
    content = measure(chunks, written.append)
    assert content == measure([whole])
    assert (content.bytes, content.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert b"".join(written) == whole


@given(st.binary(min_size=1), st.binary())
def test_only_the_same_bytes_match(describe, expected, delivered):
    raw = describe("https://example.org", expected)
    assert (mismatch(raw, measure([delivered])) is None) == (expected == delivered)
    assert mismatch(raw, measure([expected])) is None
