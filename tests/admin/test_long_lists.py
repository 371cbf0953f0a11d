"""Lists that are too long to be counted to their end: what they say, and how far they lead."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from directory.distinct import different
from directory.models import Person
from directory.reach import EVERYBODY, reach_over
from photos.admin import change_list
from photos.evaluation.companies.company import make_company
from photos.models import Photo, Review
from tests import factories
from tests.photos.evaluation.companies.seen import measured

PEOPLE = "/admin/directory/person/"
MANY = 160


@pytest.fixture
def long_list(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_list, "MOST_COUNTED", 100)
    make_company(MANY, measured())


@pytest.mark.usefixtures("long_list")
def test_a_long_list_says_that_there_are_more_and_an_export_how_many(admin_client: Client) -> None:
    first = admin_client.get(PEOPLE)
    assert "100+" in first.text
    assert f"{MANY} people" not in first.text
    assert "Select all 100+ people" in first.text
    assert len(admin_client.get(f"{PEOPLE}?p=2").context["cl"].result_list) == 50
    beyond = admin_client.get(f"{PEOPLE}?p=3")
    assert beyond.status_code == 302
    found = admin_client.get(f"{PEOPLE}?q=g0000007")
    assert found.context["cl"].result_count == 1
    assert "100+ total" in found.text
    assert admin_client.get(f"{PEOPLE}export/").context["count"] == MANY


@pytest.mark.usefixtures("long_list")
def test_the_whole_company_is_worst_first_however_long(admin_client: Client) -> None:
    shown = admin_client.get(PEOPLE).context["cl"].result_list
    scores = [one.card.score for one in shown if one.card.needs_retake]
    assert scores == sorted(scores)
    needing = Person.objects.filter(card__needs_retake=True).order_by("card__score")
    assert scores == list(needing.values_list("card__score", flat=True)[:50])


@pytest.mark.usefixtures("long_list")
def test_choices_above_a_list_are_those_that_occur() -> None:
    places = sorted(set(Person.objects.values_list("location", flat=True)))
    assert different(Person.objects.all(), "location", EVERYBODY) == places
    one = Person.objects.order_by("pk")[0].department_id or 0
    own = Person.objects.filter(department=one)
    theirs = sorted(set(own.values_list("location", flat=True)))
    assert different(own, "location", reach_over([one])) == theirs
    nobody = Photo.objects.filter(pk=0).current()
    assert different(nobody, "main_rule", EVERYBODY) == []


def test_a_photo_approved_with_its_crop_stands_in_the_lists(
    admin_client: Client, admin_user: User
) -> None:
    photo = factories.judged_photo(factories.person(), "fix", 60)
    Review.objects.create(
        photo=photo, reviewer=admin_user, decision="use_crop", created_at=timezone.now()
    )
    assert "Approved with its crop" in admin_client.get(PEOPLE).text
