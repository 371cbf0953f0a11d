"""manage.py benchmark upload. No test asks how long anything takes."""

import pytest
from django.test.utils import override_settings

from retakes.models import Draft
from retakes.page.benchmark import BOTH, UPRIGHT, measured, on_its_side, wide_gamut
from tests import factories


@pytest.mark.django_db
def test_every_photo_is_checked_by_a_link_of_its_own() -> None:
    photo = factories.picture("e1001")
    with override_settings(ALLOWED_HOSTS=["*"]):
        found = measured({UPRIGHT: photo, BOTH: on_its_side(wide_gamut(photo))}, rounds=1)
    assert Draft.objects.count() == 4
    assert [one.master_waits for one in Draft.objects.order_by("pk")] == [False, True] * 2
    assert {(one.width, one.height) for one in Draft.objects.all()} == {(640, 800)}
    assert found.as_json()["upload_to_findings_vs_full_decode"] > 0
    assert found.as_json()["upload_to_findings_vs_full_decode_sideways_wide_gamut"] > 0
    assert found.section().tables
