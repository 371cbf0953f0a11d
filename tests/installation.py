"""An installation as an operator has it: a folder, a database, a web server and workers."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import psycopg

from scripts.serve import WEB_THREADS, reserve, web_server

PROJECT = Path(__file__).resolve().parents[1]
SECONDS_TO_FINISH = 60
THREADS_ON_POSTGRES = 12  # as docs/operations.md advises
SECONDS_TO_STOP = 30
UPLOAD = """
import sys
from pathlib import Path
from directory.models import Person
from photos.intake import accept
for number, name in enumerate(sys.argv[1:]):
    person = Person.objects.create(employee_id=f"w{number}", first_name="Robin")
    accept(person, Path(name).read_bytes(), original_name="me.jpg", source="api")
"""
# Asked of the database itself: a program that starts anew takes over a second.
COUNT_STATES = "SELECT state, count(*) FROM photos_assessment GROUP BY state"
COUNT_OTHERS = """
SELECT (SELECT count(*) FROM photos_judgement),
       (SELECT count(*) FROM photos_photo WHERE state = 'in_review')
"""
BRING_IN = """
import sys
from pathlib import Path
from desk.models import ImportedFile, PhotoImport
from desk.photo_import import keeping, running
from directory.models import Person
photo_import = PhotoImport.objects.create(state="confirming")
for number, name in enumerate(sys.argv[1:]):
    person = Person.objects.create(employee_id=f"w{number}", first_name="Robin")
    keeping.keep_bytes(photo_import, f"w{number}.jpg", Path(name).read_bytes())
    photo_import.files.filter(state="arrived").update(state="ready", person=person)
running.start(photo_import)
"""
WRITTEN_AT = """
from photos.models import Assessment, Judgement
print(list(Assessment.objects.order_by("pk").values_list("pk", "attempts", "finished_at")))
print(list(Judgement.objects.order_by("pk").values_list("pk", "created_at")))
"""
COUNT_STORED = """
import json
from directory.models import Person
from photos.models import Photo
from photos.storage import private_storage
photos = Photo.objects.all()
names = [name for row in photos.values_list("master", "preview", "thumbnail") for name in row]
print(json.dumps({
    "people": Person.objects.count(),
    "photos": photos.count(),
    "current": photos.filter(is_current=True).count(),
    "lost": sum(not private_storage().exists(name) for name in names),
}))
"""
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
WORK_ONCE = """
from django.core.management import call_command
call_command("work", "--once")
"""
AN_HOUR_LATER = """
from datetime import timedelta
from django.db import connection
from django.db.models import F
from django_tasks_db.models import DBTaskResult
from desk.models import ImportedFile, PhotoImport
from photos.models import Assessment
from work.models import Job, WorkerHeartbeat
hour = timedelta(hours=1)
Assessment.objects.update(due_at=F("due_at") - hour, lease_until=F("lease_until") - hour)
for leased in (ImportedFile, PhotoImport):
    leased.objects.update(lease_until=F("lease_until") - hour)
WorkerHeartbeat.objects.update(heartbeat=F("heartbeat") - hour)
Job.objects.update(heartbeat_at=F("heartbeat_at") - hour, lease_until=F("lease_until") - hour)
DBTaskResult.objects.update(started_at=F("started_at") - hour)
if connection.vendor == "postgresql":
    back = "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'"
    connection.cursor().execute(back)
"""
MAKE_TOKEN = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from directory.models import Person
from tokens.models import ApiToken
user = User.objects.create_superuser("hr")
token = ApiToken(name="faults", scope="hr", user=user)
token.expires_at = timezone.now() + timedelta(days=1)
key = token.set_new_key()
token.save()
for number in range(int(__import__("sys").argv[1])):
    Person.objects.create(employee_id=f"w{number}", first_name="Robin", last_name=f"No {number}")
print(key)
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the web server said."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


class Installation:
    """A folder with a database and photos; programs run in it as an operator runs them.

    Without `database_url` the database is a SQLite file in the folder.
    """

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SAMEFRAME_DATA_DIR": str(folder),
            "SECRET_KEY": "only-for-this-test-" + "0123456789abcdef" * 3,
            "DATABASE_URL": database_url,
            "SAMEFRAME_RATES": "upload=100000/min,read=1000000/min",
        }
        self.folder = folder
        self.address = ""
        self.key = ""

    def start(self, *arguments: str, prefix: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """A program that goes on; what it says goes to worker.log."""
        with (self.folder / "worker.log").open("ab") as log:
            return subprocess.Popen(
                [*prefix, sys.executable, *arguments],
                env=self.environment,
                cwd=PROJECT,
                stdout=log,
                stderr=log,
            )

    def worker(self) -> subprocess.Popen[bytes]:
        """A background worker."""
        return self.start(str(PROJECT / "manage.py"), "work")

    def script(self, program: str) -> str:
        """The path of a short program for a set-up Django."""
        script = self.folder / "program.py"
        script.write_text(f"import django\ndjango.setup()\n{program}")
        return str(script)

    def run(self, program: str, *arguments: str) -> str:
        """What a short program prints that must succeed."""
        done = subprocess.run(
            [sys.executable, self.script(program), *arguments],
            env=self.environment,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def counts(self) -> dict[str, int]:
        """Assessments by state, judgements, and photos in review."""
        with closing(self.database()) as database:
            states = dict(database.execute(COUNT_STATES).fetchall())
            judgements, in_review = database.execute(COUNT_OTHERS).fetchall()[0]
        return {**states, "judgements": judgements, "in_review": in_review}

    def database(self) -> Any:
        """A connection of its own, SQLite's or psycopg's."""
        url = self.environment["DATABASE_URL"]
        return psycopg.connect(url) if url else sqlite3.connect(self.folder / "db.sqlite3")

    def wait_for(self, name: str, number: int, seconds: float = SECONDS_TO_FINISH) -> None:
        """Return once so many are counted under that name."""
        self.wait_until(lambda: self.counts().get(name, 0) >= number, seconds)

    def wait_until(self, happened: Callable[[], bool], seconds: float = SECONDS_TO_FINISH) -> None:
        """Return once it is so; fail with the programs' log after that many seconds."""
        end = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < end, (self.folder / "worker.log").read_text()[-2000:]
            time.sleep(0.2)

    @contextmanager
    def serving(
        self, people: int, prefix: tuple[str, ...] = ()
    ) -> Iterator[subprocess.Popen[bytes]]:
        """The web server, with that many people (w0, w1, ...) and a key that may do all."""
        self.key = self.key or self.run(MAKE_TOKEN, str(people)).strip()
        with reserve(0) as port:
            self.address = f"http://127.0.0.1:{port.getsockname()[1]}"
            on_postgres = bool(self.environment["DATABASE_URL"])
            program = web_server(port, THREADS_ON_POSTGRES if on_postgres else WEB_THREADS)
            with (self.folder / "web.log").open("ab") as log:
                server = subprocess.Popen(
                    (*prefix, *program.command),
                    env=self.environment,
                    cwd=PROJECT,
                    stdout=log,
                    stderr=log,
                    pass_fds=program.inherits,
                )
            try:
                self.wait_until(lambda: self.ask("/livez").status == HTTPStatus.OK)
                yield server
            finally:
                server.terminate()
                server.wait(SECONDS_TO_STOP)

    def ask(self, path: str, body: bytes | None = None, content_type: str = "") -> Answer:
        """The server's answer, or one of status 0 where nobody answers."""
        headers = {"Authorization": f"Bearer {self.key}"}
        if body is not None:
            headers["Content-Type"] = content_type
        request = urllib.request.Request(self.address + path, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_TO_FINISH) as answered:
                return Answer(answered.status, answered.read(), dict(answered.headers))
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.read(), dict(refused.headers))
        except OSError as nobody:
            return Answer(0, str(nobody).encode(), {})

    def upload(self, employee_id: str, picture: bytes) -> Answer:
        """Send somebody's photo."""
        return self.ask(f"/api/v1/people/{employee_id}/photos/", *multipart(picture))

    def stored_files(self) -> list[Path]:
        """Every file of the photo store."""
        return [path for path in (self.folder / "photos").rglob("*") if path.is_file()]


def multipart(picture: bytes, name: str = "me.jpg") -> tuple[bytes, str]:
    """A form with one photo, and its content type."""
    line = uuid.uuid4().hex
    head = (
        f'--{line}\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = head.encode() + picture + f"\r\n--{line}--\r\n".encode()
    return body, f"multipart/form-data; boundary={line}"


def migrated_copy(template: Path, folder: Path) -> Installation:
    """An installation in a new folder with a copy of the template's SQLite database."""
    folder.mkdir(mode=0o700)
    for path in template.glob("db.sqlite3*"):
        shutil.copy(path, folder)
    return Installation(folder)


def percentile(seconds: Iterable[float], share: float) -> float:
    """The smallest of the numbers that so large a share of them does not exceed."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
