"""Erasures whose process is killed, and erased rows in pages that were written over and over."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.installation import PROJECT, UPLOAD, WORK_ONCE, Installation

# Dies between the commit and all that follows it.
ERASE_AND_DIE = """
import os, signal
from privacy import finishing
finishing.keep_keys = lambda: os.kill(os.getpid(), signal.SIGKILL)
from django.core.management import call_command
call_command("erase_person", "w0")
"""
# Names grow and change places in the pages; what is erased is the tenth of it.
CHURN = """
import json, random
from django.db import transaction
from directory.models import Person
from photos import cards
from privacy.erasing import erase_people
from privacy.finishing import finish
chance = random.Random(1)
mark = lambda number: f"Zq{number:06}x"
numbers = list(range(2000))
chance.shuffle(numbers)
with transaction.atomic():
    for number in numbers:
        Person.objects.create(employee_id=mark(number), first_name=mark(number))
    for turn in range(3):
        for person in Person.objects.order_by("?")[:1000]:
            own = person.first_name
            person.last_name = chance.choice("ABCDEFGH") * chance.randint(1, 40) + own
            person.job_title = own * chance.randint(1, 20)
            person.save()
    cards.write(Person.objects.values_list("pk", flat=True))
gone = list(Person.objects.order_by("?").values_list("pk", "first_name")[:200])
erase_people(pk for pk, _ in gone)
is_finished = finish()
print(json.dumps([is_finished, [name for _, name in gone]]))
"""


def manage(place: Installation, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PROJECT / "manage.py"), *arguments],
        env=place.environment,
        capture_output=True,
        check=False,
        text=True,
    )


def test_an_erasure_that_is_killed_is_finished_by_the_next_worker(
    place: Installation, demo_team: Path
) -> None:
    place.run(UPLOAD, *two(demo_team))
    place.run(WORK_ONCE)
    assert manage(place, "verify_erasure").returncode == 0
    script = place.folder / "dies.py"
    script.write_text(f"import django\ndjango.setup()\n{ERASE_AND_DIE}")
    assert place.start(str(script)).wait() == -signal.SIGKILL
    assert len(place.stored_files()) == 6
    assert manage(place, "verify_erasure").returncode == 1
    worker = place.worker()
    try:
        place.wait_until(lambda: manage(place, "verify_erasure").returncode == 0)
    finally:
        worker.terminate()
        worker.wait()
    assert len(place.stored_files()) == 3
    assert "0 orphans" in manage(place, "verify_erasure", "--text", "w0 ").stdout
    assert len((place.folder / "erased-keys").read_text().split()) == 2


def two(demo_team: Path) -> list[str]:
    return [str(path) for path in sorted(demo_team.glob("e*.jpg"))[:2]]


def test_no_byte_of_the_database_file_names_who_was_erased(installation: Installation) -> None:
    is_finished, names = json.loads(installation.run(CHURN))
    assert is_finished
    content = b"".join(path.read_bytes() for path in installation.folder.glob("db.sqlite3*"))
    assert len(content) > 1_000_000
    assert [name for name in names if name.encode() in content] == []
