"""The program behind apart_process.py: it opens one picture after the other, as it is asked.

It ends when the server does: then its standard input, the one line between them, ends.
"""

import os
import resource
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import Any

import pi_heif

from photos.quality.analysis import analyse
from photos.quality.apart_message import Message, receive, send
from photos.quality.apart_process import CODE, FAULT, MESSAGE, TIME
from photos.quality.checking import check
from photos.quality.cut import Format, cut
from photos.quality.geometry import CropBox
from photos.quality.limits import Limits, UnreadablePhoto, too_complex
from photos.quality.master import make_master
from photos.quality.picture import read_picture

# Of address space, in bytes: one GiB for the picture (a transparent WebP of 49 MP takes it), and
# half a one for this program with all its networks, measured at 0.46.
MOST_MEMORY = 3 * 2**29
GRACE = 2  # seconds: who asks gives up first


def main() -> None:
    """Answer until nobody is there to ask."""
    confine()
    pi_heif.register_heif_opener(
        thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
    )
    line = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    with line, suppress(EOFError, ConnectionError):
        send(line, Message({"ready": True}))
        while True:
            question = receive(line)
            # Whoever asked may be gone before the time is up.
            signal.setitimer(signal.ITIMER_REAL, question.facts[TIME] + GRACE)
            send(line, answer(question))
            signal.setitimer(signal.ITIMER_REAL, 0)


def confine() -> None:
    """Bound what a picture can make this process do; no network where the system allows it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    if sys.platform == "linux":  # macOS refuses to bound memory, and has no namespaces
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        with suppress(OSError):  # containers often refuse: then it has no descriptor but the line
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def answer(question: Message) -> Message:
    """What the task makes of the picture, or why there is nothing."""
    try:
        return TASKS[question.facts["task"]](question.facts, question.parts[0])
    except UnreadablePhoto as refusal:
        return refused(refusal)
    except MemoryError:
        return refused(too_complex())
    except Exception:  # noqa: BLE001  # the edge of this process: who asked writes it down
        return Message({FAULT: traceback.format_exc()})


def refused(refusal: UnreadablePhoto) -> Message:
    """The refusal, to be raised again by the process that asked."""
    return Message({CODE: refusal.code, MESSAGE: refusal.message})


def master(facts: dict[str, Any], data: bytes) -> Message:
    """As apart.make_master."""
    return make_master(data, Limits(**facts["limits"])).as_message()


def picture(facts: dict[str, Any], data: bytes) -> Message:
    """As apart.read_picture."""
    return read_picture(data, Limits(**facts["limits"])).as_message()


def analysis(facts: dict[str, Any], data: bytes) -> Message:
    """As apart.analyse and apart.glance."""
    return Message(analyse(data, Limits(**facts["limits"])).as_json())


def checked(facts: dict[str, Any], data: bytes) -> Message:
    """As apart.check."""
    return check(data, Limits(**facts["limits"])).as_message()


def piece(facts: dict[str, Any], data: bytes) -> Message:
    """As apart.cut."""
    width, height = facts["size"]
    made = cut(data, CropBox(**facts["box"]), width, height, Format(**facts["form"]))
    return Message({"steps": made.steps}, (made.data,))


def encoding(facts: dict[str, Any], data: bytes) -> Message:
    """As apart.encode; its module, which is dear, is loaded for this alone."""
    from photos.quality.same_person import encode  # asked for by consent only

    described = encode(read_picture(data, Limits(**facts["limits"])))
    return Message({}, () if described is None else (described.tobytes(),))


TASKS = {
    "master": master,
    "picture": picture,
    "analysis": analysis,
    "check": checked,
    "cut": piece,
    "encoding": encoding,
}


if __name__ == "__main__":
    main()
