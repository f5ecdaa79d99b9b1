"""What a source delivered, compared with what the registry describes, and how it lands on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from entente.core.atomic import atomic_path
from entente.data.registry import RawFile

CHUNK_BYTES = 1 << 18

#: Enough of a file to see that it is a web page.
HEAD_BYTES = 256


class SourceProblem(Exception):
    """One source does not give the file, so that the next is tried; never leaves this package.

    Parameters
    ----------
    problem : str
        What went wrong, without the address.
    reached : bool
        True if the source delivered something, which is not the file.
    """

    def __init__(self, problem: str, reached: bool = False):
        super().__init__(problem)
        self.reached = reached


class TransientProblem(SourceProblem):
    """A problem that may be gone a moment later."""


@dataclass(frozen=True)
class Content:
    """Size, SHA-256 digest and first bytes of what was delivered."""

    bytes: int
    sha256: str
    head: bytes

    @property
    def is_web_page(self) -> bool:
        """Whether it starts as an HTML page does."""
        start = self.head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        return start.startswith((b"<!doctype html", b"<html"))


def measure(chunks: Iterable[bytes], write: Callable[[bytes], object] | None = None) -> Content:
    """Return what ``chunks`` amount to, handing each on to ``write`` if that is given."""
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        if len(head) < HEAD_BYTES:
            head += chunk[: HEAD_BYTES - len(head)]
        if write is not None:
            write(chunk)
    return Content(size, digest.hexdigest(), head)


def read_chunks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a local file.

    Raises
    ------
    SourceProblem
        If the file is not there or cannot be read.
    """
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except FileNotFoundError as error:
        raise SourceProblem("not there") from error
    except OSError as error:
        raise SourceProblem(f"cannot be read ({error.strerror})") from error


def mismatch(raw: RawFile, content: Content, media_type: str = "") -> str | None:
    """Say how ``content`` differs from what the registry describes; None if it is the file.

    Parameters
    ----------
    media_type : str, optional
        Content type that a server declared.  It only explains a wrong digest: a right digest is right.
    """
    if (content.bytes, content.sha256) == (raw.bytes, raw.sha256):
        return None
    if content.is_web_page or media_type.lower().startswith("text/html"):
        kind = "a web page (HTML) in place of the data"
    elif content.bytes < raw.bytes:
        kind = "too short, perhaps cut off"
    elif content.bytes > raw.bytes:
        kind = "too long"
    else:
        kind = "the right size but not the right content"
    return (
        f"{kind}: expected {raw.bytes} bytes with sha256 {raw.sha256}, "
        f"got {content.bytes} bytes with sha256 {content.sha256}"
    )


def receive(raw: RawFile, chunks: Iterable[bytes], target: Path, media_type: str = "") -> None:
    """Write ``chunks`` to ``target`` if they are the raw file; otherwise leave ``target`` as it was.

    Raises
    ------
    SourceProblem
        If size or digest are wrong.
    OSError
        If the file cannot be written.
    """
    with atomic_path(target) as temporary:
        with temporary.open("wb", buffering=0) as file:
            content = measure(chunks, file.write)
        problem = mismatch(raw, content, media_type)
        if problem:
            raise SourceProblem(problem, reached=True)
