"""Download of one raw file over HTTP, with patience for what may pass and none for what will not."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from entente.data.registry import RawFile
from entente.data.retrieval.content import CHUNK_BYTES, SourceProblem, TransientProblem, receive

logger = logging.getLogger(__name__)

#: No more than this is read beyond the registered size: a wrong answer is short, or has no end.
EXCESS_BYTES = 1 << 20

TOO_MANY_REQUESTS = 429

#: Without this a server may compress on the way, and the length that it declares is not the file's.
UNCOMPRESSED = {"Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server, and how often to ask again.

    Attributes
    ----------
    connect_timeout, read_timeout : float
        Seconds to wait for a connection, and for the next bytes.
    attempts : int
        How often to ask in all.
    first_pause : float
        Seconds before the second attempt; each further pause is twice as long.
    sleep : callable
        What waits.
    """

    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    attempts: int = 4
    first_pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep


#: For the question whether an address answers at all: a machine without network must learn that soon.
BRIEF = Patience(connect_timeout=3.0, read_timeout=5.0, attempts=3)


def progress_bar(raw: RawFile) -> AbstractContextManager:
    """Progress bar on standard error, shown on a terminal once a download takes longer than a second."""
    from tqdm import tqdm

    return tqdm(
        total=raw.bytes,
        desc=raw.file,
        unit="B",
        unit_scale=True,
        file=sys.stderr,
        disable=None,
        delay=1,
        leave=False,
    )


def download(raw: RawFile, target: Path, patience: Patience, progress: Callable) -> None:
    """Download ``raw`` to ``target``.

    Timeouts, broken connections, server errors (5xx) and "too many requests" (429) are tried again after a
    pause that doubles each time.  Any other answer, and wrong content, are final.

    Parameters
    ----------
    progress : callable
        Given ``raw``, returns a context manager whose value has ``update(bytes)``.

    Raises
    ------
    SourceProblem
        If the address does not give the file; ``target`` is then as it was.
    OSError
        If the file cannot be written.
    """

    def take(response) -> None:
        with progress(raw) as bar:
            receive(raw, _body(raw, response, bar), target, response.headers.get("Content-Type", ""))

    _ask(raw.url, patience, take)


def url_problem(url: str, patience: Patience | None = None) -> str | None:
    """Say why ``url`` does not answer now; None if it answers 200.

    What may pass is tried again as in a download, by default for a few seconds only.  No content is read.
    """
    try:
        _ask(url, patience or BRIEF, lambda response: None)
    except SourceProblem as problem:
        return str(problem)
    return None


def _ask(url: str, patience: Patience, take: Callable) -> None:
    """Give the answer of ``url``, if its status is 200, to ``take``; begin again if a problem may pass."""
    for attempt in range(1, patience.attempts + 1):
        try:
            with _get(url, patience.connect_timeout, patience.read_timeout) as response:
                _check_status(response)
                return take(response)
        except TransientProblem as problem:
            if attempt == patience.attempts:
                raise SourceProblem(f"{problem} ({attempt} attempts)", problem.reached) from problem
            pause = patience.first_pause * 2 ** (attempt - 1)
            logger.warning("%s: %s; trying again in %g s", url, problem, pause)
            patience.sleep(pause)


def _get(url: str, connect_timeout: float, read_timeout: float):
    # Imported here: a file that is already present, or in a mirror, needs no HTTP.
    import requests

    try:
        return requests.get(url, stream=True, timeout=(connect_timeout, read_timeout), headers=UNCOMPRESSED)
    except requests.ConnectTimeout as error:
        raise TransientProblem(f"no connection within {connect_timeout:g} s") from error
    except requests.Timeout as error:
        raise TransientProblem(f"no answer within {read_timeout:g} s") from error
    except requests.ConnectionError as error:
        raise TransientProblem(f"no connection ({_root_cause(error)})") from error
    except requests.RequestException as error:
        raise SourceProblem(f"no answer ({type(error).__name__}: {error})") from error


def _check_status(response) -> None:
    status = response.status_code
    if status == 200:
        return
    problem = f"HTTP {status} {response.reason}"
    if status >= 500 or status == TOO_MANY_REQUESTS:
        raise TransientProblem(problem)
    raise SourceProblem(problem)


def _body(raw: RawFile, response, bar) -> Iterator[bytes]:
    import requests

    received = 0
    try:
        for chunk in response.iter_content(CHUNK_BYTES):
            received += len(chunk)
            if received > raw.bytes + EXCESS_BYTES:
                raise SourceProblem(
                    f"too long: expected {raw.bytes} bytes, stopped after {received}", reached=True
                )
            bar.update(len(chunk))
            yield chunk
    except requests.RequestException as error:
        # Fewer bytes than the server announced end here too, as does a server that falls silent half-way.
        raise TransientProblem(
            f"broke off before its {raw.bytes} bytes had come ({_root_cause(error)})", reached=True
        ) from error


def _root_cause(error: BaseException) -> str:
    """Return the innermost error, which says what happened; the outer ones say where it passed."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    text, kind = str(error), type(error).__name__
    return text if text.startswith(kind) else f"{kind}: {text}"
