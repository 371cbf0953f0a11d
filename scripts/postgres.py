"""A PostgreSQL server for one run of tests: on a socket of its own, gone afterwards.

`python -m scripts.postgres COMMAND...` runs a command with DATABASE_URL set to it.
"""

import grp
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLDEST_VERSION = 15
SECONDS_TO_START = 30
ACCOUNT = "sameframe"
# Speed before safety: nobody misses this database.
OPTIONS = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "listen_addresses=")


class NoServer(Exception):
    """PostgreSQL is missing, or did not start."""


def programs_folder() -> Path | None:
    """Where initdb and postgres of the newest usable version are."""
    on_path = shutil.which("initdb")
    versions = {
        int(re.sub(r"\D.*", "", folder.parent.name) or 0): folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists()
    }
    if versions and max(versions) >= OLDEST_VERSION:
        return versions[max(versions)]
    return Path(on_path).parent if on_path else None


def unprivileged() -> pwd.struct_passwd | None:
    """The account that the server runs under where root starts it: it refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServer("PostgreSQL does not run as root, and there is no account 'nobody'.")


def as_account(account: pwd.struct_passwd | None) -> tuple[str, ...]:
    """The start of a command that runs under `account` and ends with this program."""
    tied = ("setpriv", "--pdeathsig", "INT")
    if account is None:
        return tied if shutil.which("setpriv") else ()
    group = grp.getgrgid(account.pw_gid).gr_name
    return (*tied, "--reuid", account.pw_name, "--regid", group, "--clear-groups")


@contextmanager
def temporary_server() -> Iterator[str]:
    """A running server; gives its DATABASE_URL."""
    programs = programs_folder()
    if programs is None:
        raise NoServer("PostgreSQL is missing.")
    account = unprivileged()
    # Not $TMPDIR: a socket's path is short, and another account must get there.
    folder = Path(tempfile.mkdtemp(prefix="sameframe-postgres-", dir="/tmp"))
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        with running(programs, folder, as_account(account)):
            yield f"postgresql://{ACCOUNT}@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder)


@contextmanager
def running(programs: Path, folder: Path, prefix: tuple[str, ...]) -> Iterator[None]:
    """The server over a fresh cluster in `folder`."""
    cluster = folder / "cluster"
    create = (*prefix, f"{programs}/initdb", "--pgdata", str(cluster), "--username", ACCOUNT)
    quick = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    subprocess.run((*create, *quick), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    command = (*prefix, f"{programs}/postgres", "-D", str(cluster), "-k", str(folder), *OPTIONS)
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as server,
    ):
        try:
            wait_until_ready(programs / "pg_isready", folder, server)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's "fast": without waiting for clients


def wait_until_ready(pg_isready: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Return once the server answers. Raises NoServer with its log."""
    deadline = time.monotonic() + SECONDS_TO_START
    question = (pg_isready, "--quiet", "--host", folder)
    while subprocess.run(question, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoServer((folder / "log").read_text())
        time.sleep(0.1)


def main() -> int:
    """Run the given command beside a server of its own; its exit code."""
    with temporary_server() as url:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
