import pytest
from pytest_django import DjangoAssertNumQueries

from directory.models import Person
from photos import cards
from photos.models import Outcome, PersonCard, Photo
from tests import factories

pytestmark = pytest.mark.django_db


def test_somebody_without_a_photo_has_an_empty_card() -> None:
    person = factories.person()
    card = PersonCard.objects.get(person=person)
    assert card.photo is None
    assert (card.photo_state, card.verdict, card.score, card.main_reason) == ("", "", None, "")
    assert not card.needs_retake
    assert card.published_photo is None


def test_a_card_repeats_the_current_photo() -> None:
    photo = factories.judged_photo(factories.person(), Outcome.RETAKE, 31)
    cards.write([photo.person_id])
    card = PersonCard.objects.get(person=photo.person)
    assert (card.photo, card.verdict, card.score) == (photo, Outcome.RETAKE, 31)
    assert card.main_reason == photo.main_reason != ""
    assert card.needs_retake


def test_an_old_photo_is_not_on_the_card() -> None:
    person = factories.person()
    factories.judged_photo(person, Outcome.RETAKE, 31, is_current=False)
    cards.write([person.pk])
    assert PersonCard.objects.get(person=person).photo is None


def test_who_has_left_needs_no_retake() -> None:
    person = factories.person(status=Person.Status.LEFT)
    factories.judged_photo(person, Outcome.RETAKE, 31)
    cards.write([person.pk])
    assert not PersonCard.objects.get(person=person).needs_retake


def test_a_waived_photo_needs_no_retake() -> None:
    photo = factories.judged_photo(
        factories.person(), Outcome.RETAKE, 31, state=Photo.State.WAIVED
    )
    card = PersonCard.objects.get(person=photo.person)
    assert not card.needs_retake
    assert card.published_photo is not None


def test_writing_twice_leaves_the_same_rows() -> None:
    people = [factories.person().pk for _ in range(3)]
    before = list(PersonCard.objects.order_by("pk").values())
    cards.write(people)
    assert list(PersonCard.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("people", [1, 40])
def test_many_cards_cost_no_more_queries_than_one(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [factories.person().pk for _ in range(people)]
    with django_assert_num_queries(7):  # a savepoint's two among them
        cards.write(ids)


def test_nobody_is_written_for_an_id_that_is_gone() -> None:
    cards.write([123_456])
    assert PersonCard.objects.count() == 0
