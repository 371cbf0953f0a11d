"""What must hold under each fault; short in `make test`, in full length in `make faults`."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path

from scripts.postgres import temporary_cluster
from tests.installation import (
    AN_HOUR_LATER,
    BRING_IN,
    COUNT_STORED,
    MIGRATE,
    PROJECT,
    SECONDS_TO_FINISH,
    SECONDS_TO_STOP,
    WORK_ONCE,
    WRITTEN_AT,
    Answer,
    Installation,
)

BULK_IMPORT = PROJECT / "docs" / "examples" / "bulk_import.py"
PATHS = ("/api/v1/people/", "/readyz", "/admin/login/", "/pictures/unknown/directory-64.jpg")
COUNT_ALL = """
import json
from directory.models import Person
from photos.models import Assessment, Photo
counted = {"people": Person, "photos": Photo, "assessments": Assessment}
print(json.dumps({name: model.objects.count() for name, model in counted.items()}))
"""
SECONDS_TO_GO_ON = 300  # a lease of two minutes, and the sweep after it
SECONDS_OF_A_LEASE = 60
# Stands still between the measuring of its first photo and the writing, until a file tells it to
# go on. The system's own way would stop its other threads too, one perhaps while it writes.
HANG = """
import time
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from photos.quality import apart
analyse = apart.analyse
def analyse_and_hang(content):
    analysis = analyse(content)
    apart.analyse = analyse
    Path(__file__).with_name("hangs").touch()
    while not Path(__file__).with_name("goes-on").exists():
        time.sleep(0.05)
    return analysis
apart.analyse = analyse_and_hang
settings.SAMEFRAME_SCHEDULE = {}
call_command("work")
"""
TRIES = 10
WORK_ON_JOB = f"""
import json, sys
from django.conf import settings
from django.core.management import call_command
from directory.models import Department
from tests.work.messages import due_now
from work import jobs
settings.SAMEFRAME_JOBS = {{"found": "tests.work.founding.Founding"}}
if len(sys.argv) > 1:
    jobs.begin("found", json.loads(sys.argv[1]), None)
{AN_HOUR_LATER}
call_command("work", "--once")  # what was the killed one's is free again, after a pause
due_now()
call_command("work", "--once")
job = Job.objects.get()
print(json.dumps([job.state, job.done, job.skipped, Department.objects.count()]))
"""
FILES_A_PHOTO = 3  # master, preview, thumbnail
# A file system of its own for the photos, seen by the web server alone.
# As root without a mapping of accounts, which would lose the way to PostgreSQL's socket.
UNSHARE = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
SMALL_DISK = (
    *(*UNSHARE, "sh", "-c"),
    'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"',
    "sh",
)


def can_mount() -> bool:
    """Whether this account may mount a small disk for a program of its own."""
    if shutil.which("unshare") is None:
        return False
    command = (*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt")
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def photos_outlive_killed_workers(
    place: Installation, number: int, kills: Sequence[int], *, is_patient: bool
) -> None:
    """Each of so many photos that wait is judged once, though a worker hangs over one of them and
    others are killed once so many are done. The one that hung goes on when all is over, and
    writes nothing.

    The patient wait until the leases of the killed have run out, for others time passes at once.
    """
    with hanging_over_a_photo(place) as hung:
        for done in kills:
            with outlived(place.worker()):
                place.wait_for("done", done)
        if is_patient:
            with outlived(place.worker()) as last:
                place.wait_for("done", number, SECONDS_OF_A_LEASE + SECONDS_TO_FINISH)
                end(last)
        else:
            place.run(AN_HOUR_LATER)
            place.run(WORK_ONCE)
        assert place.counts() == {"done": number, "judgements": number, "in_review": number}
        written_at = place.run(WRITTEN_AT)
        (place.folder / "goes-on").touch()
        end(hung)
    assert place.run(WRITTEN_AT) == written_at


@contextmanager
def hanging_over_a_photo(place: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that stands still with a photo in its hands."""
    script = place.folder / "hangs.py"
    script.write_text(f"import django\ndjango.setup()\n{HANG}")
    with outlived(place.start(str(script))) as worker:
        place.wait_until((place.folder / "hangs").exists)
        yield worker


@contextmanager
def outlived(worker: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that is gone after the block."""
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


def end(worker: subprocess.Popen[bytes]) -> None:
    """Ask it to end, as systems do; it does, without a complaint."""
    worker.terminate()
    assert worker.wait(SECONDS_TO_STOP) == 0


def job_outlives_killed_workers(place: Installation, number: int, kills: Sequence[int]) -> None:
    """A job's steps are done and counted once each, though workers are killed in some of them."""
    wishes = {"number": number, "killed_at": kills, "folder": str(place.folder)}
    arguments = [json.dumps(wishes)]
    for _ in kills:
        worker = place.start(place.script(WORK_ON_JOB), *arguments)
        assert worker.wait(SECONDS_TO_FINISH) == -signal.SIGKILL
        arguments = []
    assert json.loads(place.run(WORK_ON_JOB)) == ["done", number, 0, number]


def site_outlives_its_database(
    folder: Path, seconds: float, people: int, pictures: Sequence[bytes], *, is_patient: bool
) -> None:
    """While the database is away in the middle of a company's coming in, of its people and of
    their photos, the API says 503 and nothing says 500; then the plain client that brings it
    and the worker that judges them go on by themselves, and nothing is lost or doubled.

    The patient wait until the leases of what the worker was at have run out.
    """
    number = len(pictures)
    with temporary_cluster() as cluster, ExitStack() as site:
        place = Installation(folder, cluster.url)
        with cluster.running():
            place.run(MIGRATE)
            site.enter_context(place.serving(people=0))
            worker = site.enter_context(outlived(place.worker()))
            client = site.enter_context(bringing(place, people, pictures))
            wait_for_line(client, "People:")
        is_away(place, seconds)
        with cluster.running():
            wait_for_line(client, "Photos:")
        is_away(place, seconds)
        with cluster.running():
            told = client.communicate(timeout=SECONDS_TO_FINISH)[0]
            assert client.returncode == 0, told
            assert f"Photos: {number} of {number}, 0 refused" in told
            if is_patient:
                place.wait_for("done", number, SECONDS_OF_A_LEASE + SECONDS_TO_FINISH)
                assert place.counts()["judgements"] == number
            else:  # all but the one that the worker may have been at
                place.wait_for("done", number - 1)
            end(worker)
            stored = {"people": people, "photos": number, "assessments": number}
            assert json.loads(place.run(COUNT_ALL)) == stored
            assert len(place.stored_files()) == FILES_A_PHOTO * number
            assert [place.ask(path).status for path in PATHS] == [200, 200, 200, 404]
    assert (folder / "client.log").read_text().count('"unavailable"') >= 2


@contextmanager
def bringing(
    place: Installation, people: int, pictures: Sequence[bytes]
) -> Iterator[subprocess.Popen[str]]:
    """The example client at work, a few at a time: so many people, the first with photos."""
    company = place.folder / "company"
    company.mkdir()
    ids = [f"w{number}" for number in range(people)]
    for employee_id, picture in zip(ids, pictures, strict=False):
        (company / f"{employee_id}.jpg").write_bytes(picture)
    rows = [f"{one},Robin,No {one}" for one in ids]
    (company / "people.csv").write_text("\n".join(["employee_id,first_name,last_name", *rows]))
    command = (sys.executable, BULK_IMPORT, company / "people.csv", company)
    with (
        (place.folder / "client.log").open("w") as log,
        subprocess.Popen(
            (*command, "--people", "5", "--photos", "2"),
            env=os.environ | {"SAMEFRAME": place.address, "KEY": place.key},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as client,
    ):
        try:
            yield client
        finally:
            client.kill()


def wait_for_line(client: subprocess.Popen[str], start: str) -> None:
    """Return once the client has said it."""
    assert client.stdout
    assert any(line.startswith(start) for line in client.stdout)


def is_away(place: Installation, seconds: float) -> None:
    """For so long the API says 503, and nothing says 500."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        told = [place.ask(path) for path in PATHS]
        assert [answer.status for answer in told[:2]] == [HTTPStatus.SERVICE_UNAVAILABLE] * 2
        assert "Retry-After" in told[0].headers
        assert {answer.status for answer in told} <= {200, 404, 503}


def import_outlives_its_database(folder: Path, pictures: Sequence[bytes], seconds: float) -> None:
    """An import waits for a database that goes away, tells it, and goes on by itself.

    The database is away until that is told, and so long besides: a batch that is still being
    opened asks nothing of it.
    """
    with temporary_cluster() as cluster:
        place = Installation(folder, cluster.url)
        with cluster.running():
            place.run(MIGRATE)
            importing = start_import(place, pictures)
            place.wait_until(lambda: len(place.stored_files()) > 0)
        log = place.folder / "worker.log"
        place.wait_until(lambda: "does not answer; waiting" in log.read_text())
        time.sleep(seconds)
        with cluster.running():
            assert importing.wait(SECONDS_TO_FINISH) == 0
            assert is_imported(place, len(pictures))
            assert f"Photos: {len(pictures)} new, 0 unchanged" in log.read_text()


def admin_import_outlives_its_database(
    folder: Path, pictures: Sequence[str], seconds: float
) -> None:
    """An import in the admin goes on by itself after its database went away under a worker, once
    the leases have run out."""
    with temporary_cluster() as cluster, ExitStack() as workers:
        place = Installation(folder, cluster.url)
        with cluster.running():
            place.run(MIGRATE)
            place.run(BRING_IN, *pictures)
            worker = place.worker()
            workers.callback(worker.wait, SECONDS_TO_STOP)
            workers.callback(worker.terminate)
            place.wait_until(lambda: len(place.stored_files()) > 0)
        time.sleep(seconds)
        with cluster.running():
            place.wait_until(lambda: is_imported(place, len(pictures)), SECONDS_TO_GO_ON)
            assert worker.poll() is None


def import_outlives_kills(
    place: Installation, pictures: Sequence[bytes], stops: Sequence[tuple[signal.Signals, int]]
) -> None:
    """Killed or stopped by Ctrl-C once so many files are stored, it goes on when it is run again:
    nothing is lost, nothing doubled, and what strays are left cleaning up removes."""
    for sign, files in stops:
        importing = start_import(place, pictures)
        place.wait_until(lambda files=files: len(place.stored_files()) >= files)  # type: ignore[misc]
        importing.send_signal(sign)
        importing.wait(SECONDS_TO_STOP)
    assert start_import(place, pictures).wait(SECONDS_TO_FINISH) == 0
    assert is_imported(place, len(pictures))


def start_import(place: Installation, pictures: Sequence[bytes]) -> subprocess.Popen[bytes]:
    """`import_team` with a folder of these, one a person, two at a time."""
    team = place.folder / "team"
    team.mkdir(exist_ok=True)
    for number, picture in enumerate(pictures):
        (team / f"w{number}-robin-archer.jpg").write_bytes(picture)
    return place.start(str(PROJECT / "manage.py"), "import_team", str(team), "--jobs", "2")


def is_imported(place: Installation, number: int) -> bool:
    """Whether each person has one photo, whose files are all there."""
    counts = json.loads(place.run(COUNT_STORED))
    return bool(counts == {"people": number, "photos": number, "current": number, "lost": 0})


def full_disk_is_told(place: Installation, pictures: Sequence[bytes]) -> None:
    """Photos that no longer fit are refused in words and leave nothing; with room they go in."""
    store = place.folder / "photos"
    store.mkdir(mode=0o700)
    small_disk = (*SMALL_DISK, "2m", str(store))
    with place.serving(people=len(pictures), prefix=small_disk) as server:
        seen = Path(f"/proc/{server.pid}/root") / store.relative_to("/")  # as the server sees it
        filler = seen / "filler"
        filler.write_bytes(bytes(2_080_000))  # of 2,097,152
        refused = [place.upload(f"w{n}", picture) for n, picture in enumerate(pictures)]
        assert {answer.status for answer in refused} == {HTTPStatus.INSUFFICIENT_STORAGE}
        assert all(b"disk of this site is full" in answer.body for answer in refused)
        assert [path for path in seen.rglob("*") if path.is_file()] == [filler]
        filler.unlink()
        stored = [place.upload(f"w{n}", picture) for n, picture in enumerate(pictures)]
        fitting = [answer for answer in stored if answer.status == HTTPStatus.CREATED]
        files = [path for path in seen.rglob("*") if path.is_file()]
        assert fitting
        assert {answer.status for answer in stored} <= {201, 507}
        assert len(files) == FILES_A_PHOTO * len(fitting)
        assert all(path.stat().st_size for path in files)


def one_photo_of_many_uploads(place: Installation, picture: bytes, times: int) -> None:
    """The same photo sent that often at once is one photo, and everybody is told of it."""
    with place.serving(people=1), ThreadPoolExecutor(times) as senders:
        answers = list(senders.map(lambda _: upload_patiently(place, picture), range(times)))
    assert sorted(answer.status for answer in answers) == [200] * (times - 1) + [201]
    assert len({answer.json["id"] for answer in answers}) == 1
    assert len(place.stored_files()) == FILES_A_PHOTO


def upload_patiently(place: Installation, picture: bytes) -> Answer:
    """What is answered in the end: more senders than the site opens pictures for are told to come
    again, where machines are slow."""
    for _ in range(TRIES):
        answer = place.upload("w0", picture)
        if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
            break
        time.sleep(int(answer.headers["Retry-After"]))
    return answer


def upload_outlives_a_killed_server(place: Installation, picture: bytes) -> None:
    """A server killed in mid-upload leaves no photo; sent again it is stored once."""
    with place.serving(people=1) as server, ThreadPoolExecutor(4) as senders:
        sent = [senders.submit(place.upload, "w0", picture) for _ in range(4)]
        time.sleep(0.05)
        server.kill()
        server.wait(SECONDS_TO_STOP)
        before: list[Answer] = [one.result() for one in sent]
    assert {answer.status for answer in before} <= {0, 200, 201}
    with place.serving(people=0):
        again = place.upload("w0", picture)
        listed = place.ask("/api/v1/people/w0/photos/").json["results"]
    assert again.status in {200, 201}
    assert [photo["id"] for photo in listed] == [again.json["id"]]
