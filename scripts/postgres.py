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
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Cluster:
    """Databases in a folder, and what serves them: `prefix` starts each command."""

    programs: Path
    folder: Path
    prefix: tuple[str, ...]

    @property
    def url(self) -> str:
        """Its DATABASE_URL."""
        return f"postgresql://{ACCOUNT}@/postgres?host={self.folder}"

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "cluster"

    def create(self) -> None:
        """Make the files; there must be none yet."""
        initdb = (f"{self.programs}/initdb", "--pgdata", str(self.data), "--username", ACCOUNT)
        quick = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        subprocess.run(
            (*self.prefix, *initdb, *quick),
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    @contextmanager
    def running(self) -> Iterator[None]:
        """The server, which may be stopped and started again over the same files."""
        postgres = (f"{self.programs}/postgres", "-D", str(self.data), "-k", str(self.folder))
        with (
            (self.folder / "log").open("a") as log,
            subprocess.Popen(
                (*self.prefix, *postgres, *OPTIONS), cwd=self.folder, stdout=log, stderr=log
            ) as server,
        ):
            try:
                wait_until_ready(self.programs / "pg_isready", self.folder, server)
                yield
            finally:
                server.send_signal(signal.SIGINT)  # "fast": without waiting for clients


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    """A fresh cluster that nothing serves yet, removed afterwards. Raises NoServer."""
    programs = programs_folder()
    if programs is None:
        raise NoServer("PostgreSQL is missing.")
    account = unprivileged()
    # Not $TMPDIR: a socket's path is short, and another account must get there.
    folder = Path(tempfile.mkdtemp(prefix="sameframe-postgres-", dir="/tmp"))
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        cluster = Cluster(programs, folder, as_account(account))
        cluster.create()
        yield cluster
    finally:
        shutil.rmtree(folder)


@contextmanager
def temporary_server() -> Iterator[str]:
    """A running server over a fresh cluster; gives its DATABASE_URL. Raises NoServer."""
    with temporary_cluster() as cluster, cluster.running():
        yield cluster.url


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
