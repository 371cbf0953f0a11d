"""A site with photos and real workers, for measuring what their work costs."""

from __future__ import annotations

import csv
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from photos.evaluation.benchmarks.fresh_database import temporary_database

KEPT = ("SAMEFRAME_ENGINE", "SAMEFRAME_DB_POOL")  # of the caller's own settings
SECONDS_TO_STOP = 30


@dataclass(frozen=True, slots=True)
class WorkSite:
    """A folder with photos, and the environment in which commands find it and its rows."""

    folder: Path
    environment: dict[str, str]

    def master(self, name: str) -> Path:
        """The file of a stored master."""
        return self.folder / "photos" / name

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Run one of the site's commands beside this program; what it says goes to a log."""
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", *words],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    @contextmanager
    def worker(self, *queues: str) -> Iterator[int]:
        """A worker for these queues alone, and its number in the system."""
        program = self.start("work", "--concurrency", "1", "--queues", ",".join(queues))
        try:
            yield program.pid
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(SECONDS_TO_STOP)


def site_in(folder: Path) -> WorkSite:
    """The site whose files are in that folder and whose rows are in this program's database."""
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SAMEFRAME_DATA_DIR": str(folder),
        "DATABASE_URL": database_url(),
        "SECRET_KEY": secrets.token_urlsafe(48),
    }
    others = {"SECRET_KEY_FILE", "DATABASE_URL_FILE"}
    usual = {
        name: value
        for name, value in os.environ.items()
        if name in KEPT or not (name in others or name.startswith("SAMEFRAME_"))
    }
    return WorkSite(folder, usual | own)


@contextmanager
def own_site(photos: int) -> Iterator[WorkSite]:
    """A site on the configured kind of database with that many of the demo team's photos taken
    in and judged, each somebody else's; gone afterwards."""
    with tempfile.TemporaryDirectory() as elsewhere, temporary_database():
        is_file = connection.vendor == "sqlite"
        site = site_in(
            Path(connection.settings_dict["NAME"]).parent if is_file else Path(elsewhere)
        )
        with tempfile.TemporaryDirectory() as sources:
            roster = _write_team(Path(sources), photos)
            for words in (("import_team", str(roster), sources), ("work", "--once")):
                if site.start(*words).wait():
                    raise RuntimeError((site.folder / "log").read_text())
        yield site


def database_url() -> str:
    """What names this program's database to others; empty for a SQLite file."""
    if connection.vendor == "sqlite":
        return ""
    known = connection.settings_dict
    options = {name: one for name, one in known["OPTIONS"].items() if isinstance(one, str)}
    user, password, host, port, name = (
        quote(str(known[part]), safe="") for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    )
    secret = f":{password}" if password else ""
    at = f"{host}:{port}" if port else host
    return f"postgresql://{user}{secret}@{at}/{name}?{urlencode(options)}"


def _write_team(folder: Path, photos: int) -> Path:
    """Copies of the demo team's photos under new names, and the list of whose they are."""
    demo = sorted((settings.BASE_DIR / "demo" / "team").glob("*.jpg"))
    roster = folder / "team.csv"
    with roster.open("w", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["employee_id", "first_name", "last_name", "photo"])
        for number, photo in enumerate(islice(cycle(demo), photos)):
            name = f"w{number:05}"
            (folder / f"{name}.jpg").write_bytes(photo.read_bytes())
            table.writerow([name, "Robin", f"Example {number:05}", f"{name}.jpg"])
    return roster
