"""Every check and test, on two lanes; says what it ran and how long it took."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from ctypes.util import find_library
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from scripts.audit import NOT_ASKED
from scripts.postgres import NoServer, programs_folder, temporary_server

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
# As an installation behind HTTPS would set them.
PRODUCTION = {
    "ALLOWED_HOSTS": "photos.example.com",
    "DEBUG": "0",
    "SAMEFRAME_SITE_URL": "https://photos.example.com",
    "SECRET_KEY": secrets.token_urlsafe(48),
    "TRUST_PROXY": "1",
}
PYTEST = (
    *(PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "--durations=10"),
    # Neighbours stay together, so that what a module shares is made once.
    *("--dist", "worksteal", "--numprocesses"),
)
PROCESSORS = os.cpu_count() or 1
SECONDS_BETWEEN_LOOKS = 0.1
STOPPED = threading.Event()  # by whoever started the run
LEAST_MEMORY = 4 * 2**30  # bytes; the tests leave far less lying about at any time
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
PASSED, FAILED, SKIPPED = "passed", "FAILED", "SKIPPED"
TYPES_CACHE = str(ROOT / ".cache" / "mypy")
# Hundreds of programs start; where Python may not keep what it compiled, each of them, and each
# of pytest's workers, would compile all it imports anew.
KEEP_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}


class Result(NamedTuple):
    """How a step ended, and after how many seconds."""

    name: str
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Step:
    """One command that must end with 0; with NOT_ASKED it says that it could not tell."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The line above its output."""
        return f"\n--- {self.name}: {' '.join(self.command[1:])}"

    def run(self, output: IO[bytes] | None = None) -> Result:
        """Run it, with its output where everybody sees it or in a file."""
        started = time.monotonic()
        environment = {**os.environ, **KEEP_COMPILED, **self.environment}
        with subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output and subprocess.STDOUT,
        ) as program:
            while program.poll() is None:
                if STOPPED.wait(SECONDS_BETWEEN_LOOKS):
                    program.terminate()
                    program.wait()
        said = {0: PASSED, NOT_ASKED: SKIPPED}.get(program.returncode, FAILED)
        return Result(self.name, said, time.monotonic() - started)


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """A command of .venv that needs no script on the PATH."""
    return (PYTHON, "-m", name, *arguments)


def manage(*arguments: str) -> tuple[str, ...]:
    """A management command under production's settings, with every warning an error."""
    return (PYTHON, "-W", "error", "manage.py", *arguments)


def shown_at_once() -> list[Step]:
    """The first lane: what tells most, and soonest."""
    here = {"TMPDIR": quick_folder(), "DATABASE_URL": ""}
    return [
        Step("format", module("ruff", "format", "--check", "--no-cache", ".")),
        Step("lint", module("ruff", "check", "--no-cache", ".")),
        Step("tests on SQLite", (*PYTEST, str(PROCESSORS)), here),
    ]


def beside(folder: str, database_url: str) -> list[Step]:
    """The second lane, shorter than the first: tests wait now and then, for a program to start
    or a page to be drawn, and leave a processor idle meanwhile."""
    production = {**PRODUCTION, "SAMEFRAME_DATA_DIR": folder}
    # Nothing of it depends on the database, or it brings one of its own.
    on_any = (
        *("quality", "setup", "photos/evaluation", "photos/test_worker.py"),
        *("access/test_admin_matrix.py", "admin/test_languages.py", "api/test_errors.py"),
        *("access/test_api_matrix.py", "access/test_admin_side_doors.py"),
        *("api/test_developer_guide.py", "operations/test_audit.py", "operations/test_logs.py"),
        # Of headers, buckets, and who gets in; the same rows are asked for by other tests.
        *("api/test_every_address.py", "operations/test_headers.py"),
        "photos/test_object_storage.py",
    )
    each_role = "tests/api/test_schema.py::test_every_answer_to_everybody_is_as_described"
    left_out = ("-m", "not browser", "--database-only", "--deselect", each_role)
    half = str((PROCESSORS + 1) // 2)
    on_postgres = (*PYTEST, half, *left_out, *(f"--ignore=tests/{one}" for one in on_any))
    here = {"TMPDIR": quick_folder(), "DATABASE_URL": database_url}
    return [
        Step("layers", (PYTHON, "-c", LINT_IMPORTS, "--no-cache")),
        Step("migrations", manage("makemigrations", "--check", "--dry-run"), production),
        Step("settings", manage("check", "--deploy", "--fail-level", "WARNING"), production),
        Step("faults of packages", module("scripts.audit")),
        Step("types", module("mypy", "--cache-dir", TYPES_CACHE)),
        Step("tests on PostgreSQL", on_postgres, here),
    ]


def quick_folder() -> str:
    """Where tests write: every photo waits for the disk, which memory does at once."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free >= LEAST_MEMORY
    return str(memory) if has_room and os.access(memory, os.W_OK) else tempfile.gettempdir()


# --- Debian's programs ------------------------------------------------------


def missing_packages() -> list[str]:
    """What Debian must bring: a browser with letters to show, what drives it, curl for the
    lines of the developers' guide, and a database server."""
    missing = [] if shutil.which("chromium") else ["chromium", "fonts-liberation"]
    if find_library("atomic") is None:  # Playwright's own node is linked to it
        missing.append("libatomic1")
    if shutil.which("curl") is None:
        missing.append("curl")
    return missing + ([] if programs_folder() else ["postgresql"])


def root_prefix() -> tuple[str, ...] | None:
    """How to become root without being asked for a password; None if there is no way."""
    if os.geteuid() == 0:
        return ()
    can_sudo = (
        shutil.which("sudo")
        and not subprocess.run(
            ("sudo", "--non-interactive", "true"), capture_output=True, check=False
        ).returncode
    )
    return ("sudo", "--non-interactive") if can_sudo else None


def install_missing_packages() -> str:
    """Install what is missing; returns what stands in the way, in words."""
    missing = missing_packages()
    if not missing:
        return ""
    wanted = " ".join(missing)
    prefix = root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return f"The tests need {wanted}. As root, on Debian: apt-get install {wanted}"
    print(f"Installing {wanted} ...", flush=True)
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes")
    for arguments in (("update",), ("install", "--no-install-recommends", *missing)):
        subprocess.run((*apt, *arguments), stdin=subprocess.DEVNULL, check=False)
    still = " ".join(missing_packages())
    return f"apt-get could not install {still}; its messages stand above." if still else ""


# --- the run ----------------------------------------------------------------


def run_each(steps: list[Step], output: IO[bytes] | None = None) -> list[Result]:
    """One after the other, each under its heading, where everybody sees it or in a file."""
    results = []
    for step in steps:
        if STOPPED.is_set():
            break
        if output:
            output.write(f"{step.heading}\n".encode())
            output.flush()
        else:
            print(step.heading, flush=True)
        results.append(step.run(output))
    return results


def run_all(database_url: str) -> bool:
    """Every step, also after one failed; then the list of what ran."""
    with (
        tempfile.TemporaryDirectory(prefix="sameframe-check-") as folder,
        tempfile.TemporaryFile() as told,
        ThreadPoolExecutor(1) as second_lane,
    ):
        later = second_lane.submit(run_each, beside(folder, database_url), told)
        results = run_each(shown_at_once())
        results += later.result()
        told.seek(0)
        print(told.read().decode(errors="replace"))
    print("\n--- what ran")
    for name, said, seconds in results:
        reason = ": the service does not answer" if said == SKIPPED else ""
        print(f"{said:8}{seconds:6.1f} s  {name}{reason}")
    return all(result.said != FAILED for result in results)


def main() -> int:
    """0 if everything passed."""
    # So that a terminated run takes its programs and its database server with it.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda number, frame: STOPPED.set())
    problem = install_missing_packages()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        with temporary_server() as database_url:
            return 0 if run_all(database_url) and not STOPPED.is_set() else 1
    except NoServer as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
