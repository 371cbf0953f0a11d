"""Other systems follow the directory's pictures, and forget who is erased."""

from __future__ import annotations

import json

import pytest

from directory.models import Person
from photos import cards, reviews
from privacy.erasing import erase_person
from retakes import states
from retakes.announcing import KINDS
from retakes.asking import Wish, ask
from retakes.models import Retake
from tests import factories
from tests.webhooks.endpoints import endpoint
from webhooks.kinds import Kind, is_for_hr
from webhooks.models import Delivery

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, dict[str, str]]]:
    """The events so far, oldest first: kind and data."""
    rows = Delivery.objects.order_by("pk").values_list("kind", "body")
    return [(kind, json.loads(body)["data"]) for kind, body in rows]


def test_an_event_follows_each_change_of_what_is_shown() -> None:
    hr = factories.hr_user()
    endpoint(hr, events=[kind for kind in Kind if not is_for_hr(kind)])
    person = factories.person("e1001", department="Engineering")
    first = factories.filed(factories.judged_photo(person))
    reviews.approve(first, hr)
    first.is_current = False
    first.save(update_fields=["is_current"])
    second = factories.filed(factories.judged_photo(person))
    replacing = reviews.approve(second, hr)
    reviews.undo(replacing, hr)
    reviews.ask_retake(first, hr)

    named = {"employee_id": "e1001", "key": person.card.key}
    there = named | {"photo": "http://127.0.0.1:8000/api/v1/people/e1001/photo/"}
    assert told() == [
        ("photo.approved", there),
        ("photo.replaced", there),
        ("photo.replaced", there),
        ("photo.removed", named),
    ]
    cards.write([person.pk])  # nothing is another
    assert len(told()) == 4


def test_who_is_erased_is_named_by_the_key_alone() -> None:
    hr = factories.hr_user()
    endpoint(hr)
    person = factories.person("e1001", department="Engineering")
    reviews.approve(factories.filed(factories.judged_photo(person)), hr)
    leaver = factories.person("e1002", department="Engineering")
    reviews.approve(factories.filed(factories.judged_photo(leaver)), hr)
    leaver.status = Person.Status.LEFT
    leaver.save(update_fields=["status"])
    cards.write([leaver.pk])
    key = person.card.key
    erase_person(person)
    erase_person(leaver)  # whose picture was gone before
    assert told() == [("photo.removed", {"key": key})]


def test_who_sees_photos_is_told_how_a_request_goes() -> None:
    hr = factories.hr_user()
    endpoint(hr, events=[kind for kind in Kind if is_for_hr(kind)])
    person = factories.person("e1001", department="Engineering")
    retake = ask(person, hr, Wish(Retake.Cause.MISSING)).retake
    states.opened(retake)
    photo = factories.filed(factories.judged_photo(person))
    states.submitted(retake, photo)
    reviews.approve(photo, hr)
    assert [kind for kind, _ in told()] == list(KINDS.values())
    key = person.card.key
    there = f"http://127.0.0.1:8000/api/v1/retakes/{retake.pk}/"
    assert told()[0][1] == {"employee_id": "e1001", "key": key, "retake": there}
