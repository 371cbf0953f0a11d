"""One process that opens pictures: started, asked one thing at a time, and ended."""

import logging
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from photos.quality.apart_message import Garbled, Message, receive, send
from photos.quality.limits import UnreadablePhoto, damaged, stumbled, too_complex

logger = logging.getLogger(__name__)

SECONDS = 15  # for one picture, by the clock
SECONDS_TO_START = 60  # of a machine that has much else to do; it takes a third of a second
SECONDS_TO_END = 5
PROGRAM = Path(__file__).with_name("apart_child.py")
PROJECT = PROGRAM.parents[2]
# Nothing of the server's own, which holds secrets; each thread would reserve memory. Memory that
# is given back after each picture and fetched again for the next costs a tenth of measuring it.
ENVIRONMENT = {
    "PYTHONPATH": str(PROJECT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_TRIM_THRESHOLD_": "134217728",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
}
ENDED_BY_OTHERS = frozenset({-signal.SIGKILL, -signal.SIGTERM})
ENDED_BY_ITS_BOUNDS = frozenset({-signal.SIGALRM, -signal.SIGXCPU})
CODE, MESSAGE, FAULT = "code", "message", "fault"  # facts of an answer that is a refusal
TIME = "seconds"  # a fact of every question


class Interrupted(Exception):
    """Others ended the process, or the system has no room for one: no fault of the picture."""


class Child:
    """A process of one server's own. Not for two threads at once."""

    def __init__(self) -> None:
        """Start it. Raises Interrupted where it doesn't come up."""
        self.asked = 0
        self._line, its_end = socket.socketpair()
        with its_end:
            try:
                self._process = _started(its_end)
            except OSError as error:  # the system has no room for one more
                self._line.close()
                raise Interrupted from error
        try:
            receive(self._line, time.monotonic() + SECONDS_TO_START)
        except (EOFError, OSError, Garbled) as error:
            self.end()
            raise Interrupted from error

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, question: Message) -> Message:
        """Its answer. Raises UnreadablePhoto and Interrupted; a child that gave none is ended."""
        self.asked += 1
        deadline = time.monotonic() + SECONDS
        try:
            facts = question.facts | {TIME: SECONDS}
            send(self._line, Message(facts, question.parts), deadline)
            answer = receive(self._line, deadline)
        except TimeoutError as error:
            self.end()
            raise too_complex() from error
        except (EOFError, OSError, Garbled) as error:
            raise self._why_it_ended() from error
        except BaseException:  # the server stops: its next answer would be this one
            self.end()
            raise
        return _checked(answer)

    def end(self) -> int:
        """End it at once; its return code."""
        self._line.close()
        self._process.kill()
        return self._process.wait()

    def forget(self) -> None:
        """Leave it to the process that this one was forked from."""
        self._line.close()
        self._process.returncode = 0  # as the module does where it can't wait: nothing to reap

    def _why_it_ended(self) -> UnreadablePhoto | Interrupted:
        try:
            code = self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:  # it closed its end, and goes on doing something
            self.end()
            return damaged()
        self._line.close()
        if code in ENDED_BY_OTHERS:
            return Interrupted()
        if code >= 0:  # its own decision: another version of the program, for example
            logger.error("the process that opens pictures ended with code %s", code)
            return stumbled()
        return too_complex() if code in ENDED_BY_ITS_BOUNDS else damaged()


def _started(line: socket.socket) -> "subprocess.Popen[bytes]":
    """The program; of all that the server has open it gets the line, as its standard input.

    A Ctrl-C at the terminal is for the server, which ends it.
    """
    return subprocess.Popen(
        [sys.executable, "-s", "-P", str(PROGRAM)],
        stdin=line.fileno(),
        stdout=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd="/",
        process_group=0,
    )


def _checked(answer: Message) -> Message:
    if FAULT in answer.facts:
        logger.error("a picture could not be opened: %s", answer.facts[FAULT])
        raise stumbled()
    if CODE in answer.facts:
        raise UnreadablePhoto(str(answer.facts[CODE]), str(answer.facts.get(MESSAGE)))
    return answer
