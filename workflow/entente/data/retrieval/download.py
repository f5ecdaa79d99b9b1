"""Download of one raw file: pooch asks for it, and asks again; what went wrong is said here.

pooch is given no digest: it would fetch wrong content several times, and delete it before anybody could say
what it was.  A download is checked as every other file is.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from pooch import HTTPDownloader, Pooch, get_logger
from requests import ConnectTimeout, HTTPError, RequestException, Timeout
from tqdm import tqdm
from tqdm.utils import CallbackIOWrapper

from entente.data.registry import RawFile

logger = logging.getLogger(__name__)
get_logger().setLevel(logging.WARNING)  # pooch announces every download on standard error

#: Seconds to wait for a connection, and for the next bytes; and how often pooch asks again: after a second,
#: then after two, and so on.
PATIENT = (10.0, 30.0), 3

#: The same for the question whether an address answers: a machine without network must learn that soon.
BRIEF = (3.0, 5.0), 2

#: Bytes a second that an answer must bring on the whole, once the seconds to wait are over: so every download
#: ends, though a server that lets single bytes drip is never silent for long.
LEAST_RATE = 10_000

#: Seconds between two looks at a download, and between two lines about it where no terminal shows a bar.
LOOK, TELL = 0.1, 10.0

#: No more than this is read beyond the registered size: a wrong answer is short, or has no end.
EXCESS_BYTES = 1 << 20

TOO_MANY_REQUESTS = 429

#: Without this a server may compress on the way, and the length that it declares is not the file's.
UNCOMPRESSED = {"Accept-Encoding": "identity"}


def download(raw: RawFile, path: Path) -> str | None:
    """Download to ``path`` what the address of ``raw`` gives, and say why nothing came; None if it did.

    Time-outs, answers that come too slowly, broken connections, server errors (5xx) and "too many requests"
    (429) are tried again.  Any other refusal is final.  Nothing is at ``path`` if no answer came to its end.
    """
    return _ask(raw, path, raw.bytes + EXCESS_BYTES, *PATIENT)


def address_problem(raw: RawFile) -> str | None:
    """Say, within seconds, why the address of ``raw`` does not answer; None if its first bytes come."""
    with TemporaryDirectory() as scratch:
        return _ask(raw, Path(scratch) / "answer", 0, *BRIEF)


class _TooSlow(RequestException):
    """An answer comes too slowly to be waited for."""


class _Enough(Exception):
    """No more bytes are wanted, or no more attempts: pooch makes those only after an error of requests."""


class _Progress:
    """What a server has sent of a file: told on standard error, stopped where it is too much or too slow."""

    def __init__(self, raw: RawFile, limit: int, patience: float):
        # On a terminal, once a download takes longer than a second.
        look = {"desc": raw.file, "unit": "B", "unit_scale": True, "delay": 1, "leave": False}
        self.bar = tqdm(total=raw.bytes, disable=None, **look)
        self._raw, self._limit, self._patience = raw, limit, patience
        self._received, self._told = 0, 0.0

    def count(self, more: int) -> None:
        """Take note of bytes that came."""
        self._received += more
        self.bar.update(more)
        if self._received > self._limit:
            raise _Enough

    def watch(self, seconds: float) -> None:
        """Look at what came in so many seconds."""
        if self.bar.disable and seconds >= self._told + TELL:
            self._told = seconds
            came = f"{self._received:,} of {self._raw.bytes:,} bytes"
            print(f"{self._raw.file}: {came}", file=sys.stderr, flush=True)
        if seconds > self._patience + self._received / LEAST_RATE:
            raise _TooSlow(f"{self._received:,} bytes in {seconds:.0f} s")


def _ask(raw: RawFile, path: Path, limit: int, timeouts: tuple[float, float], retries: int) -> str | None:
    problems = []

    def attempt(url, temporary, pooch):
        answers = []
        note = {"response": lambda answer, **_: answers.append(answer.status_code)}
        http = HTTPDownloader(timeout=timeouts, headers=UNCOMPRESSED, hooks=note)
        progress = _Progress(raw, limit, sum(timeouts))

        def receive() -> None:
            with open(temporary, "wb") as file, suppress(_Enough):
                http(url, CallbackIOWrapper(progress.count, file, "write"), pooch)

        try:
            with progress.bar:
                _watched(receive, progress.watch)
        except RequestException as error:
            problems.append(_explanation(error, timeouts, answered=200 in answers))
            if isinstance(error, HTTPError) and answers[-1] < 500 and answers[-1] != TOO_MANY_REQUESTS:
                raise _Enough from error
            if len(problems) <= retries:
                logger.warning("%s: %s; trying again", url, problems[-1])
            raise

    server = Pooch(path.parent, "", {path.name: None}, {path.name: raw.url}, retry_if_failed=retries)
    try:
        server.fetch(path.name, downloader=attempt)
    except _Enough:
        return problems[-1]
    except RequestException:
        return f"{problems[-1]} ({len(problems)} attempts)"
    return None


def _watched(work: Callable[[], None], watch: Callable[[float], None]) -> None:
    """Do some work, and look after it, with the seconds since its beginning; what looks may give it up."""
    done: Future[None] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    began = time.monotonic()
    # What waits for a server cannot be stopped, only left: it ends with the program at the latest.
    Thread(target=run, daemon=True).start()
    while not done.done():
        wait([done], timeout=LOOK)
        watch(time.monotonic() - began)
    done.result()


def _explanation(error: RequestException, timeouts: tuple[float, float], answered: bool) -> str:
    if isinstance(error, HTTPError):
        return f"HTTP {error.response.status_code} {error.response.reason}"
    if isinstance(error, _TooSlow):
        return f"too slow ({error})"
    if isinstance(error, ConnectTimeout):
        return f"no connection within {timeouts[0]:g} s"
    if isinstance(error, Timeout):
        return f"no answer within {timeouts[1]:g} s"
    # Fewer bytes than the server announced end here too, as does a server that falls silent half-way.
    return f"{'broke off half-way' if answered else 'no answer'} ({_root_cause(error)})"


def _root_cause(error: BaseException) -> str:
    """Return the innermost error, which says what happened; the outer ones say where it passed."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    text, kind = str(error), type(error).__name__
    return text if text.startswith(kind) else f"{kind}: {text}"
