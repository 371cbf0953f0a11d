"""Comparing a made-up company: everybody is compared, and nothing of it stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from photos.evaluation.benchmarks.scale import ScaleEffort, looks_of, scale
from photos.models import Look, TeamBaseline, TeamScore
from tests.photos.evaluation.benchmarks.photo import GOOD_PHOTO

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.django_db
def test_everybody_of_the_made_up_company_is_compared() -> None:
    found = scale(GOOD_PHOTO.data, ScaleEffort(people=300, runs=1))
    assert not Look.objects.filter(company_score=None).exists()
    assert not TeamBaseline.objects.filter(is_stale=True).exists()
    assert TeamScore.objects.count() == 2  # one department and the company
    assert found.everything.wall > 0
    assert set(found.as_json()) >= {"consistency_100k_vs_assessment", "keeps_bar"}


def test_some_of_the_made_up_people_stand_out() -> None:
    lightness = [look["background_lightness"] for look in looks_of(400)]
    assert looks_of(400) == looks_of(400)
    assert 8 < sum(one > 110 for one in lightness) < 40


def test_the_command_works_in_a_database_of_its_own(tmp_path: Path) -> None:
    words = [sys.executable, "manage.py", "benchmark", "scale", "--quick", "--json"]
    own = {"SAMEFRAME_DATA_DIR": str(tmp_path), "SECRET_KEY": "only-for-tests-" + "0123456789" * 6}
    theirs = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in theirs}
    done = subprocess.run(
        words, cwd=ROOT, env=environment | own, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["people"] == 2_000
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size]
    assert left == []
