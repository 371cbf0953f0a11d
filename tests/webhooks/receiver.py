"""A system that is told: a real HTTP server in a thread of this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override


@dataclass
class Receiver:
    """Its address, what it answers one after the other (200 once that is used up), and what
    came: the headers and the body of each request, and its path."""

    address: str
    answers: list[int] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A server on a free port of this machine, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            there.came.append((dict(self.headers), body))
            there.paths.append(self.path)
            self.send_response(there.answers.pop(0) if there.answers else 200)
            self.send_header("Location", f"{there.address}elsewhere")
            self.send_header("Content-Length", "0")
            self.send_header("Retry-After", "0")
            self.end_headers()

        def do_PUT(self) -> None:
            self.do_POST()

        @override
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there = Receiver(f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
