"""The worker as it runs in an installation: a process of its own on a database of its own."""

import shutil
import signal
from pathlib import Path

import pytest

from tests import fault_checks
from tests.installation import (
    SECONDS_TO_STOP,
    UPLOAD,
    WORK_ONCE,
    Installation,
    migrated_copy,
)

WORK_IN_TWO = """
from photos.assess import run_pending
if __name__ == "__main__":
    print([one.done for one in run_pending(jobs=2)])
"""

pytestmark = pytest.mark.slow

PHOTOS = 5


@pytest.fixture(scope="module")
def queued(
    migrated_folder: Path, tmp_path_factory: pytest.TempPathFactory, demo_team: Path
) -> Path:
    """The folder of an installation with a few photos to measure."""
    place = migrated_copy(migrated_folder, tmp_path_factory.mktemp("queued") / "installation")
    place.run(UPLOAD, *sorted(str(path) for path in demo_team.glob("e*.jpg"))[:PHOTOS])
    return place.folder


@pytest.fixture
def installation(queued: Path, tmp_path: Path) -> Installation:
    """A copy of it."""
    return Installation(shutil.copytree(queued, tmp_path / "installation"))


def test_everything_queued_is_measured_once(installation: Installation) -> None:
    assert installation.counts()["pending"] == PHOTOS
    installation.run(WORK_ONCE)
    assert installation.counts() == {"done": PHOTOS, "judgements": PHOTOS, "in_review": PHOTOS}


def test_a_worker_told_to_stop_finishes_the_photo_at_hand(installation: Installation) -> None:
    worker = installation.worker()
    installation.wait_for("done", 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(SECONDS_TO_STOP) == 0
    counts = installation.counts()
    assert "running" not in counts
    assert "failed" not in counts
    assert counts["done"] + counts.get("pending", 0) == PHOTOS


def test_nothing_is_lost_when_workers_are_killed(installation: Installation) -> None:
    fault_checks.photos_outlive_killed_workers(
        installation, PHOTOS, kills=(1, 3), is_patient=False
    )


def test_two_processes_share_the_work(installation: Installation) -> None:
    installation.run(WORK_IN_TWO)
    assert installation.counts()["done"] == PHOTOS
