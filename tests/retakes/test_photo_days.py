"""Photo days: from open requests of a place to files that find their people."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate

from directory.entries import Entry
from links.making import make_link
from photos.imports.candidates import FoundBy, guesses
from photos.models import Outcome
from retakes import states
from retakes.asking import Wish, ask
from retakes.days.planning import call_off, leave_out, plan
from retakes.messages.claims import claim, kind_for
from retakes.messages.kinds import Kind
from retakes.messages.sending import send_due
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
    sent |= {"told": "Room 3.14, from 9 to 12", "note": "The lamp is broken."}
    refused = admin_client.post(f"{DAYS}plan/?place=Lagos", sent | {"held_on": "2020-01-01"})
    assert "This day has passed." in refused.content.decode()
    refused = admin_client.post(f"{DAYS}plan/?place=Lagos", sent | {"held_on": "9999-12-31"})
    assert "This day is more than a year away." in refused.content.decode()
    admin_client.post(f"{DAYS}plan/?place=Lagos", sent)
    day = PhotoDay.objects.get()
    assert set(day.retakes.all()) == {amara, james}
    assert {retake.due_on for retake in day.retakes.all()} == {on}
    assert claim(amara.pk) is None  # who is taken off within ten minutes hears nothing

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


def told(retake: Retake) -> str:
    """The kind of the message that is due within ten minutes and goes now; "" for none."""
    soon = timezone.now() + timedelta(minutes=10)
    Retake.objects.filter(message_due_at__lte=soon).update(message_due_at=timezone.now())
    message = send_due(retake.pk)
    return message.kind if message else ""


def test_people_hear_once_of_their_day_and_that_it_is_off(
    client: Client, admin_user: User
) -> None:
    amara, james, maria = (asked(one, admin_user) for one in ("e1001", "e1002", "e1003"))
    assert told(james) == Kind.REQUEST
    assert states.pause(maria)
    on = localdate() + timedelta(days=30)
    day = PhotoDay(location="Lagos", held_on=on, told="Room 3.14, from 9 to 12", note="No lamp.")
    plan(day, Retake.objects.all())
    assert not set(Retake.objects.all()) - set(Retake.objects.not_reminders())
    assert [told(one) for one in (amara, james, maria)] == [Kind.PHOTO_DAY, Kind.PHOTO_DAY, ""]
    for words in (date_format(on), "Place: Lagos", "Room 3.14, from 9 to 12", "/me/"):
        assert words in mail.outbox[1].body
    assert date_format(on) in mail.outbox[1].subject
    reminder = Retake.objects.get(pk=amara.pk).message_due_at
    assert reminder
    assert localdate(reminder) > on

    home = make_link(amara.person, admin_user).address.removeprefix("http://127.0.0.1:8000")
    page = client.get(home).content.decode()
    assert f"A photographer takes your photo on {date_format(on)}" in page
    assert "Lagos: Room 3.14, from 9 to 12" in page
    assert "No lamp." not in page + mail.outbox[1].body

    leave_out(day, [amara.pk])
    assert states.resume(maria)
    assert [told(one) for one in (amara, maria)] == [Kind.DAY_OFF, Kind.PHOTO_DAY]
    assert f"takes your photo on {date_format(on)}. That is off" in mail.outbox[3].body
    assert "takes your photo" not in client.get(home).content.decode()
    other = PhotoDay(location="Lagos", held_on=on + timedelta(days=1))
    plan(other, Retake.objects.filter(pk=amara.pk))
    call_off(day)
    call_off(other)  # before anybody heard of it
    assert [told(one) for one in (amara, james, maria)] == ["", Kind.DAY_OFF, Kind.DAY_OFF]
    assert kind_for(Retake.objects.get(pk=amara.pk)) == Kind.REMINDER


def test_files_named_by_badge_find_their_people() -> None:
    people = [Entry(0, "e1001", "Amara", badge_number="771001"), Entry(0, "e1002", "James")]
    names = ["771001.jpg", "771001-final.jpg", "e1002.jpg"]
    found = [(guess.entries[0].first_name, guess.found_by) for guess in guesses(names, people)]
    assert found == [
        ("Amara", FoundBy.BADGE),
        ("Amara", FoundBy.BADGE),
        ("James", FoundBy.EMPLOYEE_ID),
    ]
