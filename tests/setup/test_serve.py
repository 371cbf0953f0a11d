import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.serve import ROOT, PortTaken, reserve

SECONDS_TO_HAPPEN = 20
# Two programs: one that lasts and one given; each writes its process id first.
SUPERVISOR = """
import sys
from scripts.serve import Program, run_together
first, second, folder = sys.argv[1:]
def program(name, code):
    note = f"import os, pathlib, time\\nhere = pathlib.Path({folder!r})\\n"
    note += f"(here / {name!r}).write_text(str(os.getpid()))\\n"
    return Program(name, (sys.executable, "-c", note + code))
sys.exit(run_together([program("web", first), program("worker", second)]))
"""
LASTS = "time.sleep(60)"
FAILS_ONCE_BOTH_RUN = """
web = here / "web"
while not (web.exists() and web.read_text()):
    time.sleep(0.02)
raise SystemExit(3)
"""


@pytest.fixture
def supervisors() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for one in started:
        one.kill()
        one.communicate()


def supervise(
    first: str, second: str, folder: Path, started: list[subprocess.Popen[str]]
) -> subprocess.Popen[str]:
    command = (sys.executable, "-c", SUPERVISOR, first, second, str(folder))
    started.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True))
    return started[-1]


def children(folder: Path) -> list[int]:
    """The ids of both programs, once they run."""
    deadline = time.monotonic() + SECONDS_TO_HAPPEN
    notes = [folder / "web", folder / "worker"]
    while not all(note.exists() and note.read_text() for note in notes):
        assert time.monotonic() < deadline, "the programs did not start"
        time.sleep(0.02)
    return [int(note.read_text()) for note in notes]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_both_stop_when_asked(
    number: signal.Signals, tmp_path: Path, supervisors: list[subprocess.Popen[str]]
) -> None:
    supervisor = supervise(LASTS, LASTS, tmp_path, supervisors)
    both = children(tmp_path)

    supervisor.send_signal(number)

    assert supervisor.wait(SECONDS_TO_HAPPEN) == 0
    assert not any(map(is_running, both))


def test_one_that_ends_takes_the_other_along_and_is_named(
    tmp_path: Path, supervisors: list[subprocess.Popen[str]]
) -> None:
    supervisor = supervise(LASTS, FAILS_ONCE_BOTH_RUN, tmp_path, supervisors)

    _, told = supervisor.communicate(timeout=SECONDS_TO_HAPPEN)

    assert supervisor.returncode == 1
    assert "The worker ended." in told
    assert not any(map(is_running, children(tmp_path)))


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs Linux's setpriv")
def test_a_killed_supervisor_leaves_nobody_behind(
    tmp_path: Path, supervisors: list[subprocess.Popen[str]]
) -> None:
    supervisor = supervise(LASTS, LASTS, tmp_path, supervisors)
    both = children(tmp_path)

    supervisor.kill()

    deadline = time.monotonic() + SECONDS_TO_HAPPEN
    while any(map(is_running, both)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_running, both))


def test_a_taken_port_is_told_in_words() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortTaken, match=f"Port {port} can't be used"):
            reserve(port)
