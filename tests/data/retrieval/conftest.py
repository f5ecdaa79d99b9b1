"""A local web server that behaves as badly as it is told to, and raw files that it may have."""

from __future__ import annotations

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from entente.core.checked_yaml import named
from entente.data.registry import RawFile


class Server:
    """Serves one file on 127.0.0.1 with the behaviours given to ``answer``, the last of them for ever."""

    BODY = b"ccode,year,value\n" + b"".join(b"%d,1914,%d\n" % (code, code * code) for code in range(2, 400))

    def __init__(self):
        self.requests = 0
        self._behaviours = [self.send()]
        self._released = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                behaviour = outer._behaviours[min(outer.requests, len(outer._behaviours) - 1)]
                outer.requests += 1
                behaviour(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/toy.csv"

    def answer(self, *behaviours):
        self._behaviours = list(behaviours)

    def send(self, body=BODY, status=200, length=None, then_hang=False):
        """Behaviour: send ``body``, announced as ``length`` bytes (None: its own length, False: none)."""

        def behave(handler):
            handler.send_response(status)
            if length is not False:
                handler.send_header("Content-Length", str(len(body) if length is None else length))
            handler.end_headers()
            handler.wfile.write(body)
            if then_hang:
                self.hang(handler)

        return behave

    def drip(self, handler):
        """Behaviour: send a byte of the answer every now and then, from its first line on."""
        answer = b"HTTP/1.0 200 OK\r\n\r\n" + self.BODY
        for place in range(len(answer)):
            if self._released.wait(0.02) or place > 150:
                break
            handler.wfile.write(answer[place : place + 1])

    def hang(self, handler):
        """Behaviour: fall silent."""
        self._released.wait(5)

    def close(self):
        self._released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Server()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Pauses between attempts, instead of sleeping."""
    pauses = []
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses


@pytest.fixture
def impatience(monkeypatch):
    """Short time-outs, for servers that hang: they pass in earnest."""
    for patience in ("PATIENT", "BRIEF"):
        monkeypatch.setattr(f"entente.data.retrieval.download.{patience}", ((0.4, 0.4), 1))


@pytest.fixture(scope="session")
def describe():
    """Function that returns the registry entry of a file with content ``body``."""

    def entry(url: str, body: bytes = Server.BODY, name: str = "toy") -> RawFile:
        other = ("dataset", "role", "version", "edition", "citation", "terms", "quirks")
        declared = RawFile.model_construct(  # servers of tests have no proper address
            **dict.fromkeys(other, name),
            title=f"The {name} dataset",
            file=f"toys/{name}.csv",
            vintages=("paper",),
            years="1816-2001",
            bytes=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            url=url,
            landing_page="https://example.org/toys",
        )
        return named(name, declared)

    return entry


@pytest.fixture
def raw(server, describe):
    return describe(server.url)


@pytest.fixture
def place():
    """Function that puts ``body`` where a raw file belongs in a folder, and returns the path."""

    def put(folder, raw, body=Server.BODY):
        path = folder / raw.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return path

    return put
