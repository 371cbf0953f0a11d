"""The database of a backup: SQLite by its own backup, PostgreSQL by its own programs."""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

SQLITE, POSTGRES = "sqlite", "postgresql"
FILES = {SQLITE: "database.sqlite3", POSTGRES: "database.dump"}
OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "service", "connect_timeout")
DEBIANS = Path("/usr/lib/postgresql")
# In one transaction with what comes after: either the whole backup is back, or nothing changed.
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


class CannotDump(Exception):
    """The database or its programs do not play along; in words."""


def is_empty() -> bool:
    """Whether the database has no tables."""
    return not connection.introspection.table_names()


def save(folder: Path) -> str:
    """Write the database as it is at one moment into `folder`; the file's name.

    Who writes meanwhile is not held up. Raises CannotDump.
    """
    name = FILES[connection.vendor]
    if connection.vendor == SQLITE:
        save_sqlite(folder / name)
    else:
        run(program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges",
            f"--file={folder / name}", f"--dbname={conninfo()}")  # fmt: skip
    (folder / name).chmod(0o600)
    with (folder / name).open("rb") as file:
        os.fsync(file.fileno())
    return name


def save_sqlite(target: Path) -> None:
    """Copy the database's pages as they are now."""
    target.touch(mode=0o600)
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copied:
        connection.connection.backup(copied)
        # Complete in one file, whatever the original's mode is.
        copied.execute("PRAGMA journal_mode=DELETE")


def bring_back(folder: Path) -> None:
    """Put the backup's database in place of all that is in the configured one.

    It either ends well or changes nothing. Raises CannotDump.
    """
    file = folder / FILES[connection.vendor]
    if connection.vendor == SQLITE:
        bring_back_sqlite(file)
    else:
        bring_back_postgres(file)
    connection.close()


def bring_back_sqlite(file: Path) -> None:
    """Write the saved pages over the present ones, as one transaction."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as saved:
        (found,) = saved.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            raise CannotDump(f"{file} is no whole database: {found}")
        connection.ensure_connection()
        saved.backup(connection.connection)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nothing of before stays beside it


def bring_back_postgres(file: Path) -> None:
    """Read the dump into an emptied schema, all in one transaction."""
    connection.close()
    script = file.with_name(f".{file.name}.sql")
    script.touch(mode=0o600)
    try:
        run(program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(file))
        run(program("psql"), "--no-psqlrc", "--quiet", "--single-transaction",
            "--set=ON_ERROR_STOP=1", f"--dbname={conninfo()}", f"--command={EMPTY}",
            f"--file={script}")  # fmt: skip
    finally:
        script.unlink()


def conninfo() -> str:
    """How to reach the database, without the password: a command line is read by others."""
    known = connection.get_connection_params()
    wanted = ("host", "port", "user", "dbname", *OPTIONS)
    return make_conninfo(**{name: known[name] for name in wanted if known.get(name)})


def run(*command: str) -> None:
    """Run one of PostgreSQL's programs. Raises CannotDump with its words."""
    password = str(connection.settings_dict["PASSWORD"])
    environment = {**os.environ, "PGOPTIONS": "--client-min-messages=warning"}
    if password:
        environment["PGPASSWORD"] = password
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        raise CannotDump(f"{Path(command[0]).name}: {done.stderr.decode(errors='replace')}")


def program(name: str) -> str:
    """The newest of PostgreSQL's programs of that name. Raises CannotDump."""
    found: list[tuple[int, Any]] = [
        (int(re.sub(r"\D.*", "", folder.parent.name) or 0), folder / name)
        for folder in DEBIANS.glob("*/bin")
        if (folder / name).exists()
    ]
    newest = str(max(found)[1]) if found else shutil.which(name)
    if not newest:
        raise CannotDump(f"{name} is missing; on Debian: apt-get install postgresql-client")
    return newest
