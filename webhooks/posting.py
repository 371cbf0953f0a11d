"""Sending one request: within ten seconds, to the address that was checked, following nobody."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import override
from urllib.parse import urlsplit

from webhooks.addresses import Address, AddressRefused, places_of
from webhooks.problems import Problem

SECONDS = 10.0  # for everything but looking up the name
MOST_BYTES = 65_536  # of an answer, which nobody looks at


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request: an HTTP status, if one came, and what is wrong, if anything."""

    status: int | None = None
    problem: Problem | None = None

    @property
    def was_heard(self) -> bool:
        """Whether somebody answered, be it a refusal."""
        return self.status is not None


class CheckedConnection(HTTPConnection):
    """A connection to a host at addresses that were checked, by TLS unless it is `plain`."""

    def __init__(self, host: str, port: int, places: list[Address], *, plain: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.default_port = 80 if plain else 443  # only others are named in the header Host
        self.places = places
        self.context = None if plain else ssl.create_default_context()

    @override
    def connect(self) -> None:
        """To the first address where somebody listens; the certificate must be the host's."""
        until = (
            time.monotonic() + SECONDS - 1
        )  # before the deadline, which cuts no sooner than here
        for place in self.places:
            try:
                left = max(until - time.monotonic(), 0.1)
                self.sock = socket.create_connection((str(place), self.port), left)
                break
            except OSError as error:
                refused = error
        else:
            raise refused
        if time.monotonic() > until:
            raise TimeoutError
        self.sock.settimeout(SECONDS)
        if self.context:
            # In two steps, so that the deadline reaches the handshake too.
            self.sock = wrapped = self.context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            wrapped.do_handshake()


def post(address: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send it; whatever goes wrong is in the answer."""
    parts = urlsplit(address)
    host, plain = parts.hostname or "", parts.scheme == "http"
    port = parts.port or (80 if plain else 443)
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    try:
        connection = CheckedConnection(host, port, places_of(host, port), plain=plain)
    except AddressRefused:
        return Answer(problem=Problem.ADDRESS)
    except (OSError, UnicodeError):  # the name is nobody's, or can be none
        return Answer(problem=Problem.NAME)
    with deadline(connection) as passed:
        return _asked(connection, target, headers, body, passed)


def _asked(
    connection: CheckedConnection,
    target: str,
    headers: Mapping[str, str],
    body: bytes,
    passed: threading.Event,
) -> Answer:
    try:
        connection.request("POST", target, body, dict(headers))
        response = connection.getresponse()
    except ssl.SSLError:
        return Answer(problem=Problem.TIMEOUT if passed.is_set() else Problem.TLS)
    except TimeoutError:
        return Answer(problem=Problem.TIMEOUT)
    except HTTPException:
        return Answer(problem=Problem.TIMEOUT if passed.is_set() else Problem.ANSWER)
    except OSError:
        return Answer(problem=Problem.TIMEOUT if passed.is_set() else Problem.CONNECTION)
    with suppress(OSError, HTTPException):  # its status counts, whatever follows
        response.read(MOST_BYTES)
    return Answer(response.status, _problem_of(response.status))


def _problem_of(status: int) -> Problem | None:
    if 200 <= status < 300:
        return None
    return Problem.REDIRECT if 300 <= status < 400 else Problem.STATUS


@contextmanager
def deadline(connection: HTTPConnection) -> Iterator[threading.Event]:
    """Cut the connection after SECONDS: a time-out of the socket begins anew with each byte
    that comes. The event is set once it was cut."""
    passed = threading.Event()

    def cut() -> None:
        passed.set()
        with suppress(OSError, AttributeError, TypeError):  # it is over by now, or not there yet
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(SECONDS, cut)
    timer.start()
    try:
        yield passed
    finally:
        timer.cancel()
        connection.close()


def measured(address: str, headers: Mapping[str, str], body: bytes) -> tuple[Answer, int]:
    """The same, with how long it took in milliseconds."""
    began = time.monotonic()
    answer = post(address, headers, body)
    return answer, round((time.monotonic() - began) * 1000)
