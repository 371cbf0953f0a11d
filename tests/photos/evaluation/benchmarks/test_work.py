"""The benchmark of workers on three photos: real workers judge them, and are counted."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from photos.evaluation.benchmarks.work import WorkEffort, work_costs
from photos.evaluation.benchmarks.work_site import site_in
from photos.evaluation.benchmarks.work_tables import work_section
from photos.evaluation.table_text import in_text
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from tests import factories

TEAM = ("e1001", "e1002", "e1003")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_both_workers_judge_what_the_command_line_measures(tmp_path: Path) -> None:
    for one in TEAM:
        photo = factories.photo(factories.person(one))
        Assessment.objects.create(
            photo=photo, engine_version=ENGINE_VERSION, due_at=timezone.now()
        )
    (tmp_path / "photos").symlink_to(storages["private"].path(""))
    if connection.vendor == "sqlite":
        (tmp_path / "db.sqlite3").symlink_to(connection.settings_dict["NAME"])

    costs = work_costs(site_in(tmp_path), WorkEffort(photos=len(TEAM), rounds=1, idle=0.2))

    assert Photo.objects.filter(state="in_review", judgement__score__gt=0).count() == len(TEAM)
    for pace in (costs.alone, costs.queued, costs.together):
        assert min(pace.wall, pace.cpu, pace.measuring) > 0
    printed = in_text([work_section(costs)])
    assert all(ratio.name in printed for ratio in costs.ratios)
