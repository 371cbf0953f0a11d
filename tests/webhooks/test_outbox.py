"""Who is told of an event."""

from __future__ import annotations

import json

import pytest

from tests import factories
from tests.webhooks.endpoints import DATA, endpoint
from webhooks.models import Delivery
from webhooks.outbox import announce

pytestmark = pytest.mark.django_db


def test_an_endpoint_is_told_of_what_it_wants_and_its_user_may_know() -> None:
    here, there = factories.department("Engineering"), factories.department("Sales")
    boss = factories.hr_user("boss")
    told = {
        endpoint(boss).pk,
        endpoint(boss, here).pk,
        endpoint(factories.hr_of(here)).pk,
    }
    endpoint(boss, there)
    endpoint(boss, here, events=["photo.approved"])
    endpoint(boss, is_active=False)
    endpoint(factories.hr_of(there))
    endpoint(factories.user(may=("see_all_departments",)))  # may see no photos
    gone = endpoint(boss, factories.department("Dissolved"))
    gone.departments.get().delete()

    assert announce("retake.asked", DATA, here.pk, about=1) == 3

    rows = list(Delivery.objects.all())
    assert {row.endpoint_id for row in rows} == told
    assert len({row.event_id for row in rows}) == 1
    event = json.loads(rows[0].body)
    assert event["event"] == "retake.asked"
    assert event["id"] == str(rows[0].event_id)
    assert event["data"] == DATA
    # Nobody's department: only for those who see the whole company.
    assert announce("retake.asked", DATA, about=1) == 1
    with pytest.raises(ValueError, match="not a valid Kind"):
        announce("retake.forgotten", DATA, about=1)
