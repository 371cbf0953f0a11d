"""Looks are recorded with approvals, and teams computed soon after."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from directory.models import Person
from photos import consistency, reviews, team_refresh
from photos.models import Look, Outcome, Photo, TeamBaseline, TeamScore
from photos.people import people_were_written
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.team_rules import team_rules
from photos.quality.uses import use_named
from photos.tasks import refresh_consistency
from tests import factories
from tests.photos.teams import finance, looking, row_of
from work.engines.chosen import engine

pytestmark = pytest.mark.django_db


def test_an_approved_photo_is_recorded_as_the_directory_shows_it() -> None:
    photo = factories.judged_photo(factories.person())
    reviews.approve(photo, factories.hr_user())
    look = Look.objects.get(photo=photo)
    assert (look.department, look.is_counted) == (photo.person.department, True)
    assert look.engine_version == ENGINE_VERSION
    target = use_named("directory")
    assert look.head_height == pytest.approx(target.head_height, abs=0.02)
    assert look.taken_head_height == 0.52


def test_another_approval_takes_the_place_of_the_first() -> None:
    person, hr = factories.person(), factories.hr_user()
    reviews.approve(factories.judged_photo(person), hr)
    newer = factories.judged_photo(person)
    reviews.approve(newer, hr)
    assert [look.photo for look in Look.objects.all()] == [newer]


def test_a_withdrawn_photo_is_forgotten() -> None:
    photo, hr = factories.judged_photo(factories.person()), factories.hr_user()
    reviews.approve(photo, hr)
    reviews.ask_retake(photo, hr)
    assert not Look.objects.exists()


def test_a_refused_photo_marks_nobody() -> None:
    reviews.ask_retake(factories.judged_photo(factories.person()), factories.hr_user())
    assert not TeamBaseline.objects.exists()


def test_a_refresh_scores_people_departments_and_the_company() -> None:
    team = finance(5)
    misfit = looking("Finance", head_height=0.3)
    sales = looking("Sales")
    assert consistency.refresh() == 3
    scores = {look.photo_id: look.department_score or 0 for look in Look.objects.all()}
    assert [scores[photo.pk] for photo in team] == [100] * 5
    assert 0 < scores[misfit.pk] < 50
    row = row_of("Finance")
    assert (row.photos, row.is_stale) == (6, False)
    assert row.score == round((500 + scores[misfit.pk]) / 6)
    assert Look.objects.get(photo=sales).department_score is None  # one is no team
    assert Look.objects.get(photo=sales).company_score == 100
    assert row_of(None).photos == 7


def test_fewer_than_five_have_no_score() -> None:
    finance(4)
    consistency.refresh()
    assert (row_of("Finance").photos, row_of("Finance").score) == (4, None)
    assert not TeamScore.objects.exists()


def test_a_refresh_done_twice_leaves_the_same_rows() -> None:
    finance(5)
    consistency.refresh()
    scores = TeamScore.objects.order_by("department").values("department", "day", "score")
    looks, before = list(Look.objects.values()), list(scores)
    TeamBaseline.objects.update(is_stale=True)
    consistency.refresh()
    assert list(Look.objects.values()) == looks
    assert list(scores.all()) == before
    assert len(before) == 2


@pytest.mark.parametrize("people", [5, 30])
def test_a_refresh_asks_as_often_for_many_as_for_few(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    finance(people)
    with django_assert_num_queries(10):  # a savepoint's two among them
        consistency.refresh()


def test_where_nothing_is_stale_nothing_is_done(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    finance(5)
    consistency.refresh()
    with django_assert_num_queries(1):
        assert consistency.refresh() == 0


def test_who_changes_department_is_compared_there() -> None:
    team = finance(6)
    for _ in range(5):
        looking("Sales", head_height=0.3)
    consistency.refresh()
    mover = team[0].person
    mover.department = factories.department("Sales")
    mover.save()
    people_were_written([mover.pk])
    assert {row_of("Finance").is_stale, row_of("Sales").is_stale} == {True}
    consistency.refresh()
    assert (row_of("Finance").photos, row_of("Sales").photos) == (5, 6)
    assert (Look.objects.get(photo=team[0]).department_score or 0) < 50


def test_who_leaves_counts_no_more() -> None:
    team = finance(6)
    consistency.refresh()
    leaver = team[0].person
    leaver.status = Person.Status.LEFT
    leaver.save()
    people_were_written([leaver.pk])
    consistency.refresh()
    assert row_of("Finance").photos == row_of(None).photos == 5


def test_who_stays_makes_nothing_stale() -> None:
    team = finance(5)
    consistency.refresh()
    people_were_written([photo.person_id for photo in team])
    assert not TeamBaseline.objects.filter(is_stale=True).exists()


def test_a_look_that_changes_meanwhile_leaves_its_team_stale() -> None:
    finance(5)
    row, everybody = row_of("Finance"), team_refresh.read_everybody()
    computed = team_refresh.compute(row, everybody, team_rules("headshot"))
    finance(1)
    team_refresh.write([computed], everybody, timezone.now())
    assert (row_of("Finance").is_stale, row_of("Finance").photos) == (True, 0)
    assert not TeamScore.objects.exists()


def test_a_pinned_photo_is_compared_with_before_there_are_five() -> None:
    reference = looking("Finance")
    other = looking("Finance", head_height=0.3)
    consistency.pin(factories.department("Finance"), reference)
    consistency.refresh()
    assert Look.objects.get(photo=reference).department_score == 100
    assert (Look.objects.get(photo=other).department_score or 0) < 50
    reviews.ask_retake(reference, factories.hr_user())  # withdrawn: there is nothing to compare
    consistency.refresh()
    assert Look.objects.get(photo=other).department_score is None


def test_approvals_of_a_moment_are_computed_together(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    hr = factories.hr_user()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            reviews.approve(factories.judged_photo(factories.person()), hr)
    queued = engine().messages(refresh_consistency.module_path)
    assert len(queued) == 2
    assert {one.due_at.second % consistency.SLOT for one in queued if one.due_at} == {0}
    refresh_consistency.call()
    assert not TeamBaseline.objects.filter(is_stale=True).exists()


def test_a_slot_ends_after_its_last_moment() -> None:
    moment = datetime(2026, 11, 2, 9, 0, 15, tzinfo=UTC)
    assert consistency.end_of_slot(moment) == moment.replace(second=30)
    assert consistency.end_of_slot(moment.replace(microsecond=1)) == moment.replace(second=30)


def test_what_was_published_before_is_recorded_by_reconciling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(consistency, "AT_ONCE", 2)
    photos = {factories.published_photo(factories.person()).pk for _ in range(3)}
    Look.objects.all().delete()
    assert consistency.reconcile() == 3
    assert set(Look.objects.values_list("photo", flat=True)) == photos
    assert consistency.reconcile() == 0
    Look.objects.update(engine_version="1")
    assert consistency.reconcile() == 3


def test_what_went_without_a_word_is_found_by_reconciling() -> None:
    finance(6)
    consistency.refresh()
    Photo.objects.filter(pk=Look.objects.values("photo")[:1]).delete()
    consistency.reconcile()
    assert row_of("Finance").photos == 5


def test_no_verdict_is_changed_by_the_team() -> None:
    for _ in range(5):
        looking("Finance")
    photo = factories.judged_photo(factories.person(department="Finance"), Outcome.PASS, 92)
    reviews.approve(photo, factories.hr_user())
    Look.objects.filter(photo=photo).update(head_height=0.2)
    consistency.refresh()
    photo.refresh_from_db()
    assert (photo.verdict, photo.score) == (Outcome.PASS, 92)
