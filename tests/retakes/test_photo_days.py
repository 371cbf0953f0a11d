"""Photo days: from open requests of a place to files that find their people."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.timezone import localdate

from directory.entries import Entry
from photos.imports.candidates import FoundBy, guesses
from photos.models import Outcome
from retakes.asking import Wish, ask
from retakes.messages.claims import claim, went
from retakes.models import PhotoDay, Retake
from tests import factories

pytestmark = pytest.mark.django_db
DAYS = "/admin/photo-days/"


def asked(employee_id: str, by: User, verdict: Outcome = Outcome.RETAKE) -> Retake:
    """Somebody in Lagos who was asked because of a photo."""
    person = factories.person(employee_id, location="Lagos", badge_number=f"77{employee_id[1:]}")
    factories.judged_photo(person, verdict, 20)
    return ask(person, by, Wish(Retake.Cause.FLAGGED)).retake


def test_a_day_takes_those_of_a_place_whom_no_crop_helps(
    admin_client: Client, admin_user: User
) -> None:
    amara, james = (asked(one, admin_user) for one in ("e1001", "e1002"))
    cropped = asked("e1003", admin_user, Outcome.FIX)
    page = admin_client.get(DAYS).context["places"]
    assert [(one.location, one.awaiting, one.mended, one.to_plan) for one in page] == [
        ("Lagos", 3, 1, 2)
    ]
    assert "2 people" in page[0].cost.reckoning

    on = localdate() + timedelta(days=30)
    sent = {"held_on": on, "photographer": "K. Boateng", "uses": ["directory", "badge"]}
    refused = admin_client.post(f"{DAYS}plan/?place=Lagos", sent | {"held_on": "2020-01-01"})
    assert "This day has passed." in refused.content.decode()
    refused = admin_client.post(f"{DAYS}plan/?place=Lagos", sent | {"held_on": "9999-12-31"})
    assert "This day is more than a year away." in refused.content.decode()
    admin_client.post(f"{DAYS}plan/?place=Lagos", sent)
    day = PhotoDay.objects.get()
    assert set(day.retakes.all()) == {amara, james}
    assert {retake.due_on for retake in day.retakes.all()} == {on}
    first = claim(amara.pk)  # the first message goes at once, a reminder not before the day
    assert first
    assert went(first)
    reminder = Retake.objects.get(pk=amara.pk).message_due_at
    assert reminder
    assert localdate(reminder) > on

    brief = admin_client.get(f"{DAYS}{day.pk}/brief/").content.decode()
    for words in ("Shot brief", "Team directory, Staff badge", "a light wall", "e1001.jpg"):
        assert words in brief
    rows = admin_client.get(f"{DAYS}{day.pk}/list.csv").content.decode().splitlines()
    assert "e1001.jpg,Amara Okafor,e1001,771001," in rows[2 if "James" in rows[1] else 1]
    assert len(rows) == 3

    admin_client.post(f"{DAYS}{day.pk}/leave-out/", {"retake": [amara.pk, cropped.pk]})
    assert list(day.retakes.all()) == [james]
    PhotoDay.objects.update(held_on=localdate() - timedelta(days=1))
    assert admin_client.get(DAYS).context["places"][0].to_plan == 2  # the day is over
    admin_client.post(f"{DAYS}{day.pk}/call-off/")
    assert not PhotoDay.objects.exists()
    assert Retake.objects.awaiting().count() == 3


def test_files_named_by_badge_find_their_people() -> None:
    people = [Entry(0, "e1001", "Amara", badge_number="771001"), Entry(0, "e1002", "James")]
    names = ["771001.jpg", "771001-final.jpg", "e1002.jpg"]
    found = [(guess.entries[0].first_name, guess.found_by) for guess in guesses(names, people)]
    assert found == [
        ("Amara", FoundBy.BADGE),
        ("Amara", FoundBy.BADGE),
        ("James", FoundBy.EMPLOYEE_ID),
    ]
