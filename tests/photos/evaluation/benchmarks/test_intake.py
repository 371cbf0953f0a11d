"""Photos come in by every way that is timed, and none of their files stays."""

import pytest

from photos.evaluation.benchmarks.intake import BATCH, ONE, IntakeEffort, intake_rates
from photos.evaluation.benchmarks.intake_tables import intake_section
from photos.models import Photo
from photos.storage import private_storage
from tests.photos.evaluation.benchmarks.photo import GOOD_PHOTO


@pytest.mark.django_db
def test_every_way_is_timed_with_photos_of_its_own() -> None:
    found = intake_rates(GOOD_PHOTO.data, IntakeEffort(photos=2, rounds=1), jobs=2)
    assert Photo.objects.count() == 2 + 3 * 2
    masters = Photo.objects.values_list("master", flat=True)
    assert not any(map(private_storage().exists, masters))
    assert found.as_json()["times_as_fast"][ONE] == 1
    (table,) = intake_section(found).tables
    assert BATCH in {row.head for row in table.rows}
