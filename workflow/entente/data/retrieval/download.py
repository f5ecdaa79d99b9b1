"""Download of one raw file: pooch asks for it, and asks again; what went wrong is said here.

pooch is given no digest: it would fetch wrong content several times, and delete it before anybody could say
what it was.  A download is checked as every other file is.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

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

#: No more than this is read beyond the registered size: a wrong answer is short, or has no end.
EXCESS_BYTES = 1 << 20

TOO_MANY_REQUESTS = 429

#: Without this a server may compress on the way, and the length that it declares is not the file's.
UNCOMPRESSED = {"Accept-Encoding": "identity"}


def download(raw: RawFile, path: Path) -> str | None:
    """Download to ``path`` what the address of ``raw`` gives, and say why nothing came; None if it did.

    Time-outs, broken connections, server errors (5xx) and "too many requests" (429) are tried again.  Any
    other refusal is final.  Nothing is at ``path`` if no answer came to its end.
    """
    return _ask(raw, path, raw.bytes + EXCESS_BYTES, *PATIENT)


def address_problem(raw: RawFile) -> str | None:
    """Say, within seconds, why the address of ``raw`` does not answer; None if its first bytes come."""
    with TemporaryDirectory() as scratch:
        return _ask(raw, Path(scratch) / "answer", 0, *BRIEF)


class _Enough(Exception):
    """No more bytes are wanted, or no more attempts: pooch makes those only after an error of requests."""


def _ask(raw: RawFile, path: Path, limit: int, timeouts: tuple[float, float], retries: int) -> str | None:
    problems = []
    # On standard error, shown on a terminal once a download takes longer than a second.
    look = {"total": raw.bytes, "desc": raw.file, "unit": "B", "unit_scale": True}
    look |= {"disable": None, "delay": 1, "leave": False}

    def attempt(url, temporary, pooch):
        answers = []
        note = {"response": lambda answer, **_: answers.append(answer.status_code)}
        try:
            with open(temporary, "wb") as file, tqdm(**look) as bar, suppress(_Enough):

                def count(received: int) -> None:
                    bar.update(received)
                    if file.tell() > limit:
                        raise _Enough

                http = HTTPDownloader(timeout=timeouts, headers=UNCOMPRESSED, hooks=note)
                http(url, CallbackIOWrapper(count, file, "write"), pooch)
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


def _explanation(error: RequestException, timeouts: tuple[float, float], answered: bool) -> str:
    if isinstance(error, HTTPError):
        return f"HTTP {error.response.status_code} {error.response.reason}"
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
