from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from photos import reviews
from photos.models import Outcome, PersonCard, Photo, Review
from tests import factories

pytestmark = pytest.mark.django_db


def test_approval_publishes_the_photo() -> None:
    photo, hr = factories.judged_photo(factories.person()), factories.hr_user()
    review = reviews.approve(photo, hr, " Lovely. ")
    assert (review.reviewer, review.reason, review.verdict_then) == (hr, "Lovely.", "pass")
    assert photo.is_published
    assert PersonCard.objects.get(person=photo.person).published_photo is not None


def test_people_overrule_the_machine() -> None:
    photo = factories.judged_photo(factories.person(), Outcome.RETAKE, 20)
    reviews.approve(photo, factories.hr_user())
    photo.refresh_from_db()
    assert photo.state == Photo.State.APPROVED
    assert not PersonCard.objects.get(person=photo.person).needs_retake


def test_a_waiver_needs_a_reason() -> None:
    photo = factories.judged_photo(factories.person(), Outcome.RETAKE, 20)
    with pytest.raises(reviews.Conflict, match="say why"):
        reviews.waive(photo, factories.hr_user(), "  ")
    assert reviews.waive(photo, factories.hr_user(), "On leave until May.").reason
    assert photo.state == Photo.State.WAIVED


def test_a_reason_longer_than_its_column_is_told() -> None:
    photo = factories.judged_photo(factories.person(), Outcome.RETAKE, 20)
    with pytest.raises(reviews.Conflict, match="at most 500 characters"):
        reviews.waive(photo, factories.hr_user(), "x" * 501)
    assert Review.objects.count() == 0


def test_a_retake_can_be_asked_for_whatever_the_machine_says() -> None:
    photo = factories.judged_photo(factories.person(), Outcome.PASS, 95)
    reviews.ask_retake(photo, factories.hr_user())
    card = PersonCard.objects.get(person=photo.person)
    assert card.needs_retake
    assert card.published_photo is None


@pytest.mark.parametrize("state", [Photo.State.WAITING, Photo.State.FAILED])
def test_a_retake_can_be_asked_for_an_unmeasured_photo(state: str) -> None:
    photo = factories.photo(factories.person(), state=state)
    reviews.ask_retake(photo, factories.hr_user())
    assert photo.state == Photo.State.RETAKE_ASKED


@pytest.mark.parametrize("decide", [reviews.approve, reviews.waive])
def test_an_unmeasured_photo_is_not_published(
    decide: Callable[[Photo, User, str], Review],
) -> None:
    photo = factories.photo(factories.person())
    with pytest.raises(reviews.Conflict, match="not been measured yet"):
        decide(photo, factories.hr_user(), "It is fine.")
    assert Review.objects.count() == 0
    photo.refresh_from_db()
    assert photo.state == Photo.State.WAITING


def test_a_replaced_photo_is_not_decided_about() -> None:
    photo = factories.judged_photo(factories.person(), is_current=False)
    with pytest.raises(reviews.Conflict, match="no longer the person's current photo"):
        reviews.approve(photo, factories.hr_user())


def test_approving_another_photo_supersedes_the_published_one() -> None:
    person, hr = factories.person(), factories.hr_user()
    old = factories.judged_photo(person, is_current=False, state=Photo.State.APPROVED)
    new = factories.judged_photo(person)
    reviews.approve(new, hr)
    old.refresh_from_db()
    assert old.state == Photo.State.SUPERSEDED
    assert PersonCard.objects.get(person=person).published_photo == new


def test_published_photo_can_be_withdrawn_though_a_newer_one_waits() -> None:
    person = factories.person()
    old = factories.judged_photo(person, is_current=False, state=Photo.State.APPROVED)
    factories.judged_photo(person)
    reviews.ask_retake(old, factories.hr_user(), "The left employer's logo is on it.")
    assert PersonCard.objects.get(person=person).published_photo is None


def test_deciding_twice_adds_nothing() -> None:
    photo, hr = factories.judged_photo(factories.person()), factories.hr_user()
    assert reviews.approve(photo, hr) == reviews.approve(photo, hr)
    assert Review.objects.count() == 1


def test_people_may_change_their_minds() -> None:
    photo, hr = factories.judged_photo(factories.person()), factories.hr_user()
    reviews.approve(photo, hr)
    reviews.ask_retake(photo, hr, "The hair is cut off after all.")
    reviews.approve(photo, hr)
    assert list(photo.reviews.values_list("decision", flat=True)) == [
        "approve",
        "ask_retake",
        "approve",
    ]
    assert photo.is_published
