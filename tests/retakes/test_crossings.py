"""What crosses a request's way: a pause, a photo that is erased, decisions taken back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.timezone import localdate

from directory.models import Person
from photos import reviews
from photos.models import Outcome, Photo
from privacy.erasing import erase_photos
from retakes import states
from retakes.asking import Wish, ask, remind
from retakes.messages.claims import claim, kind_for, went
from retakes.messages.kinds import Kind
from retakes.models import Retake
from retakes.upkeep import keep_up
from tests import factories

pytestmark = pytest.mark.django_db
State = Retake.State


def asked(employee_id: str, by: User) -> Retake:
    person = factories.person(employee_id)
    factories.judged_photo(person, Outcome.RETAKE, 20)
    return ask(person, by, Wish(Retake.Cause.FLAGGED)).retake


def sent(retake: Retake) -> None:
    """Its first message has gone."""
    message = claim(retake.pk)
    assert message
    assert went(message)
    retake.refresh_from_db()


def test_who_is_asked_anew_has_time_and_is_told(admin_user: User) -> None:
    retake = asked("e1001", admin_user)
    assert states.pause(retake)
    came = factories.judged_photo(retake.person, Outcome.RETAKE, 30)
    assert states.submitted(retake, came)
    Retake.objects.update(due_on=localdate() - timedelta(days=60))
    reviews.ask_retake(came, admin_user, "Still busy.")
    keep_up()
    retake.refresh_from_db()
    assert (retake.state, retake.is_overdue) == (State.ASKED, False)
    assert list(Retake.objects.with_message_due()) == [retake]


def test_a_new_photo_that_is_erased_is_asked_for_once_more(admin_user: User) -> None:
    retake = asked("e1001", admin_user)
    came = factories.judged_photo(retake.person, Outcome.RETAKE, 30)
    states.submitted(retake, came)
    erase_photos([came.pk])
    keep_up()
    retake.refresh_from_db()
    assert retake.awaits_photo


def test_an_approval_of_the_old_photo_is_taken_back(admin_user: User) -> None:
    retake = asked("e1001", admin_user)
    sent(retake)
    states.opened(retake)
    due = retake.message_due_at
    approval = reviews.approve(Photo.objects.get(), admin_user)
    retake.refresh_from_db()
    assert retake.state == State.WAIVED
    reviews.undo(approval, admin_user)
    retake.refresh_from_db()
    assert (retake.state, retake.ended_at) == (State.OPENED, None)
    assert retake.message_due_at == due


def test_who_comes_back_is_not_told_of_what_ended_when_they_left(admin_user: User) -> None:
    retake = asked("e1001", admin_user)
    sent(retake)
    Person.objects.update(status=Person.Status.LEFT)
    keep_up()
    Person.objects.update(status=Person.Status.ACTIVE)
    retake.refresh_from_db()
    assert retake.state == State.CANCELLED
    later = timezone.now() + timedelta(days=1)
    assert not Retake.objects.with_message_due(later).exists()


def test_nobody_is_reminded_by_hand_of_a_message_that_is_on_its_way(admin_user: User) -> None:
    retake = asked("e1001", admin_user)
    message = claim(retake.pk)
    assert not remind(retake)
    assert message
    assert went(message)
    assert remind(retake)
    assert kind_for(Retake.objects.get()) == Kind.REMINDER
