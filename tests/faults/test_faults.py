"""Killed processes, full disks, a database that goes away: the figures that must hold."""

import signal
import time
from pathlib import Path

import pytest

from scripts.postgres import temporary_cluster
from tests import fault_checks
from tests.faults.load import Load, slowness
from tests.installation import MIGRATE, UPLOAD, Installation, percentile

KILLS = range(3, 58, 6)  # ten, spread over sixty photos
SECONDS_FOR_SIXTY = 180
SLOWEST_UPLOAD = 2.0  # seconds, of 95 in 100
SLOWEST_READ = 0.5


def test_sixty_photos_are_judged_once_though_ten_workers_are_killed(
    place: Installation, sixty: list[str]
) -> None:
    slow = slowness()
    started = time.monotonic()
    place.run(UPLOAD, *sixty)
    fault_checks.photos_outlive_killed_workers(place, len(sixty), KILLS, is_patient=True)
    seconds = time.monotonic() - started
    on_this_machine = f"on a machine {slow:.1f} times slower than the figure is for"
    print(f"60 photos, {len(KILLS)} workers killed: {seconds:.0f} s, {on_this_machine}")
    assert seconds <= SECONDS_FOR_SIXTY * slow


def test_a_job_counts_exactly_though_ten_workers_are_killed_in_its_steps(tmp_path: Path) -> None:
    with temporary_cluster() as cluster, cluster.running():
        place = Installation(tmp_path, cluster.url)
        place.run(MIGRATE)
        fault_checks.job_outlives_killed_workers(place, 60, list(KILLS))


def test_a_database_that_is_away_for_five_seconds_in_an_import_is_a_503(
    tmp_path: Path, sixty: list[str]
) -> None:
    pictures = [Path(path).read_bytes() for path in sixty]
    fault_checks.site_outlives_its_database(
        tmp_path, 5, people=1_000, pictures=pictures, is_patient=True
    )


def test_an_import_waits_for_a_database_that_is_away_for_five_seconds(
    tmp_path: Path, sixty: list[str]
) -> None:
    pictures = [Path(path).read_bytes() for path in sixty]
    fault_checks.import_outlives_its_database(tmp_path, pictures, seconds=5)


def test_an_import_in_the_admin_goes_on_after_its_database_was_away(
    tmp_path: Path, sixty: list[str]
) -> None:
    fault_checks.admin_import_outlives_its_database(tmp_path, sixty, seconds=5)


def test_an_import_that_is_stopped_goes_on_when_it_is_run_again(
    place: Installation, sixty: list[str]
) -> None:
    stops = [(signal.SIGKILL, 9), (signal.SIGINT, 40), (signal.SIGKILL, 160), (signal.SIGINT, 200)]
    fault_checks.import_outlives_kills(place, [Path(path).read_bytes() for path in sixty], stops)


@pytest.mark.skipif(not fault_checks.can_mount(), reason="may not mount a small disk")
def test_a_disk_that_fills_up_is_told_and_leaves_nothing(
    place: Installation, sixty: list[str]
) -> None:
    fault_checks.full_disk_is_told(place, [Path(path).read_bytes() for path in sixty])


@pytest.mark.parametrize("attempt", range(5))
def test_the_same_photo_ten_times_at_once_is_one_photo(
    place: Installation, sixty: list[str], attempt: int
) -> None:
    picture = Path(sixty[attempt]).read_bytes()
    fault_checks.one_photo_of_many_uploads(place, picture, times=10)


@pytest.mark.parametrize("attempt", range(5))
def test_a_server_killed_in_mid_upload_leaves_no_half_photo(
    place: Installation, sixty: list[str], attempt: int
) -> None:
    fault_checks.upload_outlives_a_killed_server(place, Path(sixty[attempt]).read_bytes())


def test_what_eight_send_while_sixteen_read_is_stored_and_scored(
    place: Installation, sixty: list[str]
) -> None:
    pictures = [Path(path).read_bytes() for path in sixty]
    slow = slowness()
    load = Load(place, pictures, uploaders=8, readers=16)
    worker = place.worker()
    try:
        with place.serving(people=len(pictures)):
            load.run()
        place.wait_for("done", len(pictures))
    finally:
        worker.terminate()
        worker.wait()
    uploads, reads = percentile(load.uploads, 0.95), percentile(load.reads, 0.95)
    print(
        f"95 of 100 uploads within {uploads:.2f} s, of {len(load.reads)} reads {reads:.2f} s, "
        f"on a machine {slow:.1f} times slower than the figures are for"
    )
    assert load.statuses == {"upload": {201}, "read": {200}}
    assert place.counts()["judgements"] == len(pictures)
    assert uploads <= SLOWEST_UPLOAD * slow
    assert reads <= SLOWEST_READ * slow
