"""What goes between a server and the process that opens its pictures: plain facts, and bytes."""

import json
import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LENGTH = struct.Struct("!Q")
MOST_FACTS = 8 * 2**20  # bytes of JSON
MOST_BYTES = 2**28  # of all parts: a coded picture of 50 MP at the best quality takes less


@dataclass(frozen=True, slots=True)
class Message:
    """`facts` are what JSON can hold; `parts` are files or pixels."""

    facts: dict[str, Any]
    parts: tuple[bytes, ...] = ()


class Garbled(Exception):
    """The other side sent what is no message, or more than anybody may."""


def send(line: socket.socket, message: Message, deadline: float | None = None) -> None:
    """Hand the message over before `deadline` (time.monotonic). Raises OSError, TimeoutError."""
    head = {"facts": message.facts, "lengths": [len(part) for part in message.parts]}
    encoded = json.dumps(head).encode()
    for piece in (LENGTH.pack(len(encoded)) + encoded, *message.parts):
        line.settimeout(_left(deadline))
        line.sendall(piece)


def receive(line: socket.socket, deadline: float | None = None) -> Message:
    """The next message. Raises EOFError where the line ends, TimeoutError, OSError, Garbled."""
    (length,) = LENGTH.unpack(_bytes_of(line, LENGTH.size, deadline))
    if length > MOST_FACTS:
        raise Garbled(f"{length} bytes of facts")
    try:
        head = json.loads(_bytes_of(line, length, deadline))
        facts, lengths = dict(head["facts"]), [int(one) for one in head["lengths"]]
    except (ValueError, TypeError, KeyError) as error:
        raise Garbled(str(error)) from error
    return Message(facts, _parts_of(line, lengths, deadline))


def _parts_of(
    line: socket.socket, lengths: Sequence[int], deadline: float | None
) -> tuple[bytes, ...]:
    if min(lengths, default=0) < 0 or sum(lengths) > MOST_BYTES:
        raise Garbled(f"parts of {lengths} bytes")
    return tuple(_bytes_of(line, length, deadline) for length in lengths)


def _bytes_of(line: socket.socket, count: int, deadline: float | None) -> bytes:
    pieces = []
    while count:
        line.settimeout(_left(deadline))
        piece = line.recv(count, socket.MSG_WAITALL)  # without a deadline it comes whole
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _left(deadline: float | None) -> float | None:
    """Seconds until then. Raises TimeoutError where there are none."""
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
