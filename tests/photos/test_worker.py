"""The worker as it runs in an installation: a process of its own on a database of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
UPLOAD = """
import sys
from pathlib import Path
from directory.models import Person
from photos.intake import accept
for number, name in enumerate(sys.argv[1:]):
    person = Person.objects.create(employee_id=f"w{number}", first_name="Robin")
    accept(person, Path(name).read_bytes(), original_name="me.jpg", source="api")
"""
COUNT = """
import json
from django.db.models import Count
from photos.models import Assessment, Judgement, Photo
states = Assessment.objects.values_list("state").annotate(Count("pk"))
print(json.dumps({
    **dict(states),
    "judgements": Judgement.objects.count(),
    "in_review": Photo.objects.filter(state="in_review").count(),
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
ASSESS_IN_TWO = """
from photos.assess import run_pending
if __name__ == "__main__":
    print([one.done for one in run_pending(jobs=2)])
"""
AN_HOUR_LATER = """
from datetime import timedelta
from django.db.models import F
from photos.models import Assessment
hour = timedelta(hours=1)
Assessment.objects.update(due_at=F("due_at") - hour, lease_until=F("lease_until") - hour)
"""
SECONDS_TO_FINISH = 60
SECONDS_TO_STOP = 30

pytestmark = pytest.mark.slow


class Installation:
    """A folder with a database and photos; programs run in it as an operator runs them."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SAMEFRAME_DATA_DIR": str(folder),
            "SECRET_KEY": "only-for-this-test-" + "0123456789abcdef" * 3,
        }
        self.folder = folder

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "worker.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *arguments], env=self.environment, stdout=log, stderr=log
            )

    def run(self, program: str, *arguments: str) -> str:
        script = self.folder / "program.py"
        setup = "import django\ndjango.setup()\n"
        script.write_text(setup + program)
        done = subprocess.run(
            [sys.executable, str(script), *arguments],
            env=self.environment,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = json.loads(self.run(COUNT))
        return counts

    def wait_for(self, name: str, number: int) -> None:
        end = time.monotonic() + SECONDS_TO_FINISH
        while self.counts().get(name, 0) < number:
            assert time.monotonic() < end, self.counts()
            time.sleep(0.5)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    folder = tmp_path / "installation"
    folder.mkdir(mode=0o700)
    place = Installation(folder)
    place.run(MIGRATE)
    return place


@pytest.fixture
def pictures(demo_team: Path) -> list[str]:
    return sorted(str(path) for path in demo_team.glob("e*.jpg"))[:8]


def test_everything_queued_is_measured_once(
    installation: Installation, pictures: list[str]
) -> None:
    installation.run(UPLOAD, *pictures)
    assert installation.counts()["pending"] == len(pictures)
    installation.run(
        "from django.core.management import call_command\ncall_command('work', '--once')"
    )
    assert installation.counts() == {
        "done": len(pictures),
        "judgements": len(pictures),
        "in_review": len(pictures),
    }


def test_a_worker_told_to_stop_finishes_the_photo_at_hand(
    installation: Installation, pictures: list[str]
) -> None:
    installation.run(UPLOAD, *pictures)
    worker = installation.start(str(PROJECT / "manage.py"), "work")
    installation.wait_for("done", 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(SECONDS_TO_STOP) == 0
    counts = installation.counts()
    assert "running" not in counts
    assert "failed" not in counts
    assert counts["done"] + counts.get("pending", 0) == len(pictures)


def test_nothing_is_lost_when_workers_are_killed(
    installation: Installation, pictures: list[str]
) -> None:
    installation.run(UPLOAD, *pictures)
    for done in (1, 3):
        worker = installation.start(str(PROJECT / "manage.py"), "work")
        installation.wait_for("done", done)
        worker.kill()
        worker.wait()
    installation.run(AN_HOUR_LATER)
    installation.run(WORK_ONCE)
    assert installation.counts() == {
        "done": len(pictures),
        "judgements": len(pictures),
        "in_review": len(pictures),
    }


def test_two_processes_share_the_work(installation: Installation, pictures: list[str]) -> None:
    installation.run(UPLOAD, *pictures)
    installation.run(ASSESS_IN_TWO)
    assert installation.counts()["done"] == len(pictures)
