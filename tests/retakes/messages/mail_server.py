"""A mail server of a few lines on the loopback, which refuses whom it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it took; `answer` is what it says to a recipient, "250 ok" for yes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.answer = "250 ok"
        self.asked: list[str] = []
        self.taken: list[bytes] = []

    @property
    def mailers(self) -> dict[str, Any]:
        """Django's MAILERS for this server."""
        options = {"host": "127.0.0.1", "port": self.server_address[1], "timeout": 10}
        return {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": options,
            }
        }


class Session(socketserver.StreamRequestHandler):
    """One conversation: enough of SMTP for one mail after the other."""

    def handle(self) -> None:
        server = cast(MailServer, self.server)
        self.say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper().decode()
            if word == "RCPT":
                server.asked.append(line.decode().strip())
                self.say(server.answer)
            elif word == "DATA":
                self.say("354 go on")
                server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            else:
                self.say("221 bye" if word == "QUIT" else "250 ok")

    def say(self, line: str) -> None:
        """Answer."""
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running one."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
