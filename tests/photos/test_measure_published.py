"""manage.py measure_published: the files that browsers get, measured again."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from photos import assess, intake, reviews
from photos.evaluation.published_team import published_team, spread_of
from photos.models import Photo, Publication
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> None:
    """Three whose heads are of different sizes in their files."""
    for employee_id in ("e1001", "e1002", "e1012"):
        person = factories.person(employee_id)
        photo = intake.accept(
            person, factories.picture(employee_id), original_name="", source=Photo.Source.API
        )
        assess.run(photo.assessments.get().pk)
        reviews.waive(photo, factories.hr_user(), "For the test.")


def test_published_files_stand_alike_where_the_photos_did_not(team: None) -> None:
    measured = list(published_team(Publication.objects.in_directory()))
    before = spread_of([one.before for one in measured], "head_height").inner
    after = spread_of([one.after for one in measured], "head_height").inner
    assert after < 0.02 < before


def test_the_command_tells_both_and_draws_them(team: None, tmp_path: Path) -> None:
    said, sheet = StringIO(), tmp_path / "team.jpg"
    call_command("measure_published", sheet=sheet, stdout=said)
    assert "3 published pictures, measured again as files." in said.getvalue()
    assert "head height" in said.getvalue()
    with Image.open(BytesIO(sheet.read_bytes())) as drawn:
        assert drawn.format == "JPEG"
        assert drawn.width > 2 * drawn.height


def test_nobody_published_is_said(db: None) -> None:
    factories.person("e1001")
    with pytest.raises(CommandError, match="Nobody's photo is published there"):
        call_command("measure_published", department="engineering")
