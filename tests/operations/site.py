"""A site as it runs in an installation: gunicorn and a worker, on the rows of a test."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.core.files.storage import storages
from django.db import connection

from config.backup.databases import save_sqlite
from scripts.serve import ROOT, reserve, web_server, worker

SECONDS_TO_HAPPEN = 60
KEY = "only-for-this-test-" + "0123456789abcdef" * 3


class Site:
    """The address of a running site, and everything that its programs have written."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.log = folder / "log"

    def lines(self) -> str:
        """What was written until now."""
        return self.log.read_text()

    def wait_for(self, words: str) -> None:
        """Return once these words stand in the log."""
        deadline = time.monotonic() + SECONDS_TO_HAPPEN
        while words not in self.lines():
            assert time.monotonic() < deadline, self.lines()
            time.sleep(0.1)


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Site]:
    """Start both programs over the committed rows of this test, and stop them afterwards."""
    folder.mkdir(mode=0o700)
    known = os.environ | environment | database_of(folder)
    known |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": KEY}
    known |= {"SAMEFRAME_DATA_DIR": str(folder), "PYTHONWARNINGS": "ignore"}
    (folder / "photos").symlink_to(storages["private"].path(""))
    socket = reserve(0)
    site = Site(folder, socket.getsockname()[1])
    with site.log.open("ab") as log:
        started = [
            subprocess.Popen(
                program.command,
                cwd=ROOT,
                env=known,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=program.inherits,
            )
            for program in (web_server(socket), worker())
        ]
    socket.close()
    try:
        yield site
    finally:
        for one in started:
            one.terminate()
        codes = [one.wait(SECONDS_TO_HAPPEN) for one in started]
    assert codes == [0, 0], site.lines()


def database_of(folder: Path) -> dict[str, str]:
    """The environment with which another process finds this test's rows."""
    if connection.vendor == "sqlite":
        save_sqlite(folder / "db.sqlite3")
        return {"DATABASE_URL": ""}
    known = connection.settings_dict
    host = quote(str(known["HOST"] or known["OPTIONS"].get("host", "")), safe="")
    name, user = quote(str(known["NAME"])), quote(str(known["USER"]))
    return {"DATABASE_URL": f"postgresql://{user}@/{name}?host={host}"}
