"""The worker as it runs in an installation: a process of its own on a database of its own."""

import signal
from pathlib import Path

import pytest

from tests import fault_checks
from tests.installation import (
    SECONDS_TO_STOP,
    UPLOAD,
    WORK_ONCE,
    Installation,
)

WORK_IN_TWO = """
from photos.assess import run_pending
if __name__ == "__main__":
    print([one.done for one in run_pending(jobs=2)])
"""

pytestmark = pytest.mark.slow


@pytest.fixture
def pictures(demo_team: Path) -> list[str]:
    return sorted(str(path) for path in demo_team.glob("e*.jpg"))[:5]


def test_everything_queued_is_measured_once(
    installation: Installation, pictures: list[str]
) -> None:
    installation.run(UPLOAD, *pictures)
    assert installation.counts()["pending"] == len(pictures)
    installation.run(WORK_ONCE)
    assert installation.counts() == {
        "done": len(pictures),
        "judgements": len(pictures),
        "in_review": len(pictures),
    }


def test_a_worker_told_to_stop_finishes_the_photo_at_hand(
    installation: Installation, pictures: list[str]
) -> None:
    installation.run(UPLOAD, *pictures)
    worker = installation.worker()
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
    fault_checks.photos_outlive_killed_workers(
        installation, pictures, kills=(1, 3), is_patient=False
    )


def test_two_processes_share_the_work(installation: Installation, pictures: list[str]) -> None:
    installation.run(UPLOAD, *pictures)
    installation.run(WORK_IN_TWO)
    assert installation.counts()["done"] == len(pictures)
