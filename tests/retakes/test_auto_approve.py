"""The switch approves what passes, and leaves everything else to people."""

from datetime import timedelta

import numpy as np
import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from audit.models import Event
from photos import reviews
from photos.events import PhotoEvent, tell
from photos.models import Outcome, Photo, Publication, Review
from photos.quality.same_person import LENGTH
from privacy.consent import give_by_form
from privacy.encodings import store
from retakes import states
from retakes.asking import Wish, ask
from retakes.auto_approve import approve_if_it_passes
from retakes.models import Retake, RetakeSettings
from tests import factories
from work.engines.chosen import engine

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(admin_user: User) -> Photo:
    """A photo that passes, by the person's link, in answer to a request; the switch is on."""
    RetakeSettings.objects.create(pk=1, approves_passes=True)
    amara = factories.person("e1001")
    old = factories.judged_photo(amara, Outcome.RETAKE, 20)
    factories.filed(old, like="e1002")
    retake = ask(amara, admin_user, Wish(Retake.Cause.FLAGGED), old).retake
    new = factories.filed(factories.measured_photo(amara, source=Photo.Source.LINK))
    states.submitted(retake, new)
    return new


def looked_at(photo: Photo) -> str:
    """Where the photo stands once the message came, twice."""
    for _ in range(2):
        approve_if_it_passes.call(photo.pk)
    photo.refresh_from_db()
    return photo.state


def test_a_photo_that_passes_is_approved_in_the_machines_name_until_hr_takes_it_back(
    answer: Photo,
    admin_client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell(PhotoEvent.MEASURED, [answer])
    assert [one.args for one in engine().messages()] == [(answer.pk,)]
    assert looked_at(answer) == Photo.State.APPROVED
    assert Publication.objects.get().photo == answer
    assert Retake.objects.get().state == Retake.State.ACCEPTED
    review = Review.objects.get(photo=answer)
    assert (review.reviewer, review.by_switch, review.verdict_then) == (None, True, "pass")
    assert review.reason == "Approved by the switch for new photos that pass."
    assert reviews.told_of(review).startswith("Sameframe (switch) approved this photo at")
    assert Event.objects.filter(action="photo.approve_by_switch").count() == 1
    listed = admin_client.get("/admin/photos/photo/?reviewer=switch").context["cl"].queryset
    assert list(listed) == [answer]

    reviews.undo(review, factories.hr_user())
    assert looked_at(answer) == Photo.State.IN_REVIEW
    assert Retake.objects.get().state == Retake.State.SUBMITTED
    assert not Publication.objects.exists()


def test_the_machine_can_neither_deny_nor_waive(answer: Photo) -> None:
    approve_if_it_passes.call(answer.pk)
    with pytest.raises(IntegrityError):
        Review.objects.update(decision=Review.Decision.ASK_RETAKE)


def switch_off(photo: Photo) -> None:
    RetakeSettings.objects.update(approves_passes=False)


def unsure(photo: Photo) -> None:
    photo.verdict = Outcome.UNSURE


def with_a_note(photo: Photo) -> None:
    Retake.objects.update(person_note_kind=Retake.NoteKind.NOT_RIGHT)


def not_by_link(photo: Photo) -> None:
    photo.source = Photo.Source.ADMIN


def the_refused_picture(photo: Photo) -> None:
    factories.filed(photo, like="e1002")


def somebody_elses_picture(photo: Photo) -> None:
    factories.filed(factories.judged_photo(factories.person("e1003")), like="e1001")


def asked_by_a_person_although_it_passed(photo: Photo) -> None:
    Retake.objects.update(cause=Retake.Cause.DECIDED, findings=[])


def by_an_older_standard(photo: Photo) -> None:
    assert photo.judgement
    photo.judgement.standard_version = "89abcdef"
    photo.judgement.save()


def no_answer_to_a_request(photo: Photo) -> None:
    states.cancel(Retake.objects.get())


TO_PEOPLE = (
    *(switch_off, unsure, with_a_note, not_by_link, the_refused_picture),
    *(somebody_elses_picture, asked_by_a_person_although_it_passed, by_an_older_standard),
    no_answer_to_a_request,
)


def test_all_else_stays_with_people(answer: Photo) -> None:
    for change in TO_PEOPLE:
        one = Photo.objects.select_related("judgement").get(pk=answer.pk)
        before = transaction.savepoint_create()
        change(one)
        one.save()
        assert looked_at(one) == Photo.State.IN_REVIEW, change.__name__
        assert not Review.objects.filter(photo=answer.pk).exists()
        transaction.savepoint_rollback(before)
    assert looked_at(answer) == Photo.State.APPROVED  # nothing but the changes stood in the way


def test_a_face_is_compared_first_where_its_person_agreed(
    answer: Photo, admin_user: User, settings: LazySettings
) -> None:
    settings.SAMEFRAME_BIOMETRICS = True
    give_by_form(answer.person, admin_user, "Binder 3")
    assert looked_at(answer) == Photo.State.IN_REVIEW
    last_year = timezone.now() - timedelta(days=365)
    known = factories.judged_photo(answer.person, is_current=False, purpose="badge")
    Photo.objects.filter(pk=known.pk).update(uploaded_at=last_year, is_current=True)
    known.refresh_from_db()
    reviews.approve(known, admin_user)
    face = np.zeros(LENGTH, np.float32)
    store(known, face)
    store(answer, face + 1)  # somebody else's
    assert looked_at(answer) == Photo.State.IN_REVIEW
    store(answer, face)
    assert looked_at(answer) == Photo.State.APPROVED
