"""What it costs to record, and as whose doing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from audit.context import Acting, acting_as, name_of_account, on_behalf_of
from audit.models import Event
from audit.trail import record
from photos.trail import record_photo
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_event_about_a_person_costs_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = factories.person("e1001")
    photo = factories.photo(person)
    with django_assert_num_queries(1):
        record_photo("photo.view", photo)
    photo.person_id = 0  # nobody has a card
    record_photo("photo.view", photo)
    told = Event.objects.order_by("pk").values_list("person_key", flat=True)
    assert list(told) == [person.card.key, ""]


def test_the_trail_names_who_acts() -> None:
    user = factories.user("laura")
    record("photo.view")
    with acting_as(Acting(door="api", session=lambda: user, request_id="1f")):
        record("photo.view")
        with on_behalf_of(None, door="worker"):
            record("photo.view")
    with on_behalf_of(user):
        record("photo.view")
    told = Event.objects.order_by("pk").values_list("door", "who", "user_id", "request_id")
    assert list(told) == [
        ("command", name_of_account(), None, ""),
        ("api", "laura", user.pk, "1f"),
        ("worker", "laura", user.pk, "1f"),
        ("command", "laura", user.pk, ""),
    ]
