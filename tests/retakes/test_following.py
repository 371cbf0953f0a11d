"""A request goes along with what happens to the person's photos."""

import pytest
from django.contrib.auth.models import User

from photos import reviews
from photos.intake import Upload, receive
from photos.models import Outcome, Photo
from retakes import states
from retakes.asking import Wish, ask
from retakes.models import Retake
from tests import factories

pytestmark = pytest.mark.django_db
State = Retake.State


def state_of(retake: Retake) -> str:
    retake.refresh_from_db()
    return retake.state


def new_photo(of: str, retake: Retake) -> Photo:
    """Another picture than the one that is there, by the person's link."""
    upload = Upload("new.jpg", Photo.Source.LINK, None)
    return receive(retake.person, factories.picture(of), upload).photo


def test_from_the_review_to_the_photo_that_is_accepted(admin_user: User) -> None:
    amara = factories.person("e1001")
    busy = factories.judged_photo(amara, Outcome.RETAKE, 20)
    reviews.ask_retake(busy, admin_user, "Please before a plain wall.")
    retake = Retake.objects.get()
    assert (retake.person, retake.photo, retake.state) == (amara, busy, State.ASKED)
    assert (retake.cause, retake.note) == (Retake.Cause.DECIDED, "Please before a plain wall.")
    assert retake.findings
    assert retake.message_due_at

    assert [states.opened(retake) for _ in range(2)] == [True, False]
    assert all(states.tried(retake, refused=refused) for refused in (True, False))
    assert (retake.tries, retake.refusals, retake.state) == (2, 1, State.TRIED)

    states.expired(retake)  # it comes late, and counts
    came = new_photo("e1002", retake)
    assert state_of(retake) == State.SUBMITTED
    assert retake.submitted == came
    assert not Retake.objects.get().message_due_at

    Photo.objects.filter(pk=came.pk).update(verdict=Outcome.PASS, state=Photo.State.IN_REVIEW)
    review = reviews.approve(came, admin_user)
    assert state_of(retake) == State.ACCEPTED
    assert Retake.objects.get().ended_at
    reviews.undo(review, admin_user)
    assert state_of(retake) == State.SUBMITTED
    assert not Retake.objects.get().ended_at

    reviews.ask_retake(came, admin_user, "Still busy.")
    assert state_of(retake) == State.ASKED
    assert (retake.photo, retake.note) == (came, "Still busy.")
    assert Retake.objects.filter(submitted=None).count() == Retake.objects.count() == 1


def test_a_photo_that_is_fine_after_all_and_a_decision_that_is_taken_back(
    admin_user: User,
) -> None:
    james = factories.person("e1002")
    photo = factories.judged_photo(james, Outcome.RETAKE, 20)
    asked = reviews.ask_retake(photo, admin_user, "Too dark.")
    reviews.undo(asked, admin_user)
    first = Retake.objects.get()
    assert first.state == State.CANCELLED

    second = ask(james, admin_user, Wish(Retake.Cause.FLAGGED)).retake
    assert not ask(james, admin_user, Wish(Retake.Cause.FLAGGED)).is_new
    assert states.pause(second)
    assert second.paused_at
    assert states.resume(second)
    photo.refresh_from_db()
    reviews.waive(photo, admin_user, "Good enough.")
    assert state_of(second) == State.WAIVED
