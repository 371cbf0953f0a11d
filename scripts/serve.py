"""The web server and the worker together: both run, or neither."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
WEB_THREADS = 8  # on SQLite; more readers would keep its one writer waiting
WAITING_CONNECTIONS = 128
SECONDS_TO_FINISH = 30
SECONDS_FOR_REQUESTS = 20  # less than SECONDS_TO_FINISH, so that the web server can end by itself


class PortTaken(Exception):
    """The port can't be had, mostly because another program answers there."""


class StopAsked(BaseException):
    """Ctrl-C or SIGTERM: like KeyboardInterrupt, no error."""


@dataclass(frozen=True, slots=True)
class Program:
    """One of the programs that run together; `inherits` are its open sockets."""

    name: str
    command: tuple[str, ...]
    inherits: tuple[int, ...] = field(default=())

    def start(self) -> subprocess.Popen[bytes]:
        """Run it away from the terminal's Ctrl-C, which the supervisor answers."""
        # Where Linux offers it, the program ends with its supervisor even if that is killed.
        tied = ("setpriv", "--pdeathsig", "TERM", "--") if shutil.which("setpriv") else ()
        return subprocess.Popen(
            (*tied, *self.command),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self.inherits,
        )


def reserve(port: int) -> socket.socket:
    """The port, taken before anything else is done. Raises PortTaken."""
    reserved = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        reserved.bind((HOST, port))
        reserved.listen(WAITING_CONNECTIONS)
    except OSError as error:
        reserved.close()
        raise PortTaken(
            f"Port {port} can't be used: {error.strerror}. Name a free one: PORT={port + 1000}"
        ) from error
    return reserved


def web_server(at: socket.socket, threads: int = WEB_THREADS) -> Program:
    """gunicorn on the reserved port."""
    command = (
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"fd://{at.fileno()}"),
        *("--worker-class", "gthread", "--threads", str(threads)),
        *("--graceful-timeout", str(SECONDS_FOR_REQUESTS), "--log-level", "warning"),
        "--no-control-socket",
    )
    return Program("web server", command, (at.fileno(),))


def worker() -> Program:
    """The program that measures photos."""
    return Program("worker", (sys.executable, "manage.py", "work"))


def run_together(programs: Sequence[Program]) -> int:
    """Run until asked to stop (0), or until one of them ends by itself (1)."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, raise_stop)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for program in programs:
            running[program.name] = program.start()
        wait_for_any(running.values())
        told = [f"The {name} ended." for name, one in running.items() if one.poll() is not None]
        print(*told, "Everything stops; its messages stand above.", file=sys.stderr)
        return 1
    except StopAsked:
        return 0
    finally:
        stop(list(running.values()))


def wait_for_any(running: Iterable[subprocess.Popen[bytes]]) -> None:
    """Return once one of them has ended."""
    has_ended = threading.Event()

    def wait_for(one: subprocess.Popen[bytes]) -> None:
        one.wait()
        has_ended.set()

    for one in running:
        threading.Thread(target=wait_for, args=[one], daemon=True).start()
    has_ended.wait()


def raise_stop(number: int, frame: FrameType | None) -> None:
    """Leave the waiting; a second Ctrl-C changes nothing."""
    for repeated in (signal.SIGTERM, signal.SIGINT):
        signal.signal(repeated, signal.SIG_IGN)
    raise StopAsked


def stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all to finish, and end what has not after its time."""
    deadline = time.monotonic() + SECONDS_TO_FINISH
    for program in running:
        program.terminate()
    for program in running:
        try:
            program.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
