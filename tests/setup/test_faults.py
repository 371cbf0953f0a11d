"""The faults of tests/faults in short."""

from pathlib import Path

import pytest

from scripts.postgres import programs_folder
from tests import factories, fault_checks
from tests.installation import Installation

pytestmark = pytest.mark.slow


def test_a_job_whose_worker_is_killed_in_a_step_is_finished_by_another(
    installation: Installation,
) -> None:
    fault_checks.job_outlives_killed_workers(installation, 7, kills=[3])


@pytest.mark.skipif(programs_folder() is None, reason="needs PostgreSQL")
def test_a_database_that_goes_away_in_an_import_is_a_503_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    pictures = [factories.picture(f"e10{number:02}") for number in range(1, 7)]
    fault_checks.site_outlives_its_database(
        tmp_path, 1, people=40, pictures=pictures, is_patient=False
    )


@pytest.mark.skipif(programs_folder() is None, reason="needs PostgreSQL")
def test_an_import_waits_for_a_database_that_goes_away(tmp_path: Path) -> None:
    many = [factories.picture()] * 100  # still coming in when the database has gone
    fault_checks.import_outlives_its_database(tmp_path, many, seconds=0)


@pytest.mark.skipif(not fault_checks.can_mount(), reason="may not mount a small disk")
def test_a_full_disk_is_told_and_leaves_nothing(installation: Installation) -> None:
    fault_checks.full_disk_is_told(installation, [factories.picture()])


def test_the_same_photo_ten_times_at_once_is_one_photo(installation: Installation) -> None:
    fault_checks.one_photo_of_many_uploads(installation, factories.picture(), times=10)


def test_a_server_killed_in_mid_upload_leaves_no_half_photo(installation: Installation) -> None:
    fault_checks.upload_outlives_a_killed_server(installation, factories.picture())
