from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory.models import Person
from photos import assess, cards, intake, judgements, reassess, reviews, tasks
from photos.models import (
    Assessment,
    DepartmentStandard,
    Judgement,
    Outcome,
    PersonCard,
    Photo,
    Review,
)
from photos.quality import apart_pool
from photos.quality.verdict import judge
from photos.querysets import MOST_ATTEMPTS
from photos.standards import standard_for
from photos.storage import MISSING
from tests import factories
from tests.quality.test_apart import all_places_taken
from tests.work.messages import forget_messages
from work import queues
from work.engines.chosen import engine
from work.priorities import BULK

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(minutes=10)


def uploaded(employee_id: str = "e1001") -> Assessment:
    """The waiting work for a fresh upload of a demo photo."""
    photo = intake.accept(
        factories.person(employee_id),
        factories.picture(employee_id),
        original_name="me.jpg",
        source=Photo.Source.API,
    )
    return photo.assessments.get()


def claimed_and_left(work: Assessment, ago: timedelta = LONG_AGO) -> Assessment:
    """The work as a worker held it that was killed long ago."""
    Assessment.objects.filter(pk=work.pk, state="pending").update(due_at=timezone.now() - 2 * ago)
    held = Assessment.objects.claim(work.pk, timezone.now() - ago)
    assert held is not None
    return held


def test_a_photo_is_not_blamed_for_a_picture_process_that_is_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    work = uploaded()
    monkeypatch.setattr(apart_pool, "PATIENCE", 0.01)
    with all_places_taken():
        assert assess.run(work.pk)
    work.refresh_from_db()
    assert (work.state, work.attempts) == ("pending", 1)
    Assessment.objects.update(due_at=timezone.now())
    assert assess.run(work.pk) is None
    work.refresh_from_db()
    assert work.state == "done"


def with_master(work: Assessment, content: bytes) -> Assessment:
    """The same work, with other bytes where the master was stored."""
    work.photo.master.save("masters/other.jpg", ContentFile(content))
    return work


def without_master(work: Assessment) -> Assessment:
    """The same work, its file lost: every attempt fails."""
    Path(work.photo.master.path).unlink()
    return work


def rows(*models: type[Model]) -> list[list[dict[str, object]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_an_upload_is_measured_and_judged() -> None:
    work = uploaded()
    assert assess.run(work.pk) is None
    work.refresh_from_db()
    photo = Photo.objects.get()
    judgement = Judgement.objects.get()
    assert (work.state, work.attempts, work.error) == ("done", 1, "")
    assert work.finished_at is not None
    assert work.lease_until is None
    assert work.analysis is not None
    assert work.analysis["width"] == 640
    assert photo.state == Photo.State.IN_REVIEW
    assert (photo.verdict, photo.score) == (judgement.verdict, judgement.score)
    assert photo.judgement == judgement
    assert all(finding["message"] for finding in judgement.findings)
    assert len(judgement.findings) >= 10
    card = PersonCard.objects.get()
    assert (card.photo_state, card.verdict, card.score) == (
        Photo.State.IN_REVIEW,
        photo.verdict,
        photo.score,
    )


@pytest.mark.parametrize("state", [Photo.State.WAITING, Photo.State.APPROVED])
def test_measuring_leaves_the_card_that_would_be_written_anew(state: str) -> None:
    work = uploaded("e1005")
    Photo.objects.update(state=state)
    cards.write([work.photo.person_id])
    assess.run(work.pk)
    (card,) = PersonCard.objects.values()
    cards.write([work.photo.person_id])
    assert [card] == list(PersonCard.objects.values())
    assert card["score"] is not None


def test_running_twice_leaves_the_same_rows() -> None:
    work = uploaded()
    assess.run(work.pk)
    before = rows(Photo, Assessment, Judgement, PersonCard)
    assert assess.run(work.pk) is None
    assert rows(Photo, Assessment, Judgement, PersonCard) == before


def test_work_in_other_hands_is_left_alone() -> None:
    work = uploaded()
    assert Assessment.objects.claim(work.pk, timezone.now())
    assess.run(work.pk)
    work.refresh_from_db()
    assert (work.state, work.attempts) == ("running", 1)


def test_work_of_a_dead_worker_is_taken_over() -> None:
    work = uploaded()
    claimed_and_left(work)
    assess.run(work.pk)
    work.refresh_from_db()
    assert (work.state, work.attempts) == ("done", 2)


def test_a_result_that_comes_too_late_is_dropped() -> None:
    work = uploaded()
    late = claimed_and_left(work)
    assess.run(work.pk)
    before = rows(Photo, Assessment, Judgement, PersonCard)
    assess._finish(late, factories.ANALYSIS, 1)
    assert rows(Photo, Assessment, Judgement, PersonCard) == before


def test_a_worker_that_hung_does_not_own_work_that_was_started_over() -> None:
    work = uploaded()
    hung = claimed_and_left(work)
    Assessment.objects.filter(pk=work.pk).update(state="failed")
    Photo.objects.update(state=Photo.State.FAILED)
    reassess.assess_again(work.photo)
    again = Assessment.objects.claim(work.pk, timezone.now())
    assert again is not None
    assert again.attempts == hung.attempts
    assert not Assessment.objects.held(hung).exists()
    assert Assessment.objects.held(again).exists()


def test_who_changes_department_while_measured_is_judged_by_the_new_one() -> None:
    work = uploaded()
    held = Assessment.objects.claim(work.pk, timezone.now())
    assert held is not None
    assert standard_for(held.photo.person).name == "headshot"
    legal = factories.department("Legal")
    DepartmentStandard.objects.create(department=legal, standard="corporate")
    Person.objects.update(department=legal)
    assess._finish(held, factories.ANALYSIS, 1)
    assert Judgement.objects.get().standard == "corporate"


def test_a_late_result_of_an_older_engine_hides_nothing_newer() -> None:
    work = uploaded()
    held = Assessment.objects.claim(work.pk, timezone.now())
    assert held is not None
    newer = Assessment.objects.create(
        photo=work.photo, engine_version="next", due_at=timezone.now()
    )
    taken = Assessment.objects.claim(newer.pk, timezone.now())
    assert taken is not None
    assess._finish(taken, factories.ANALYSIS, 1)
    assess._finish(held, factories.ANALYSIS, 1)
    work.photo.refresh_from_db()
    assert work.photo.judgement is not None
    assert work.photo.judgement.assessment == newer
    assert Judgement.objects.count() == 2


def test_the_result_of_an_erased_photo_is_dropped() -> None:
    work = uploaded()
    held = Assessment.objects.claim(work.pk, timezone.now())
    assert held is not None
    Photo.objects.all().delete()
    assess._finish(held, factories.ANALYSIS, 1)
    assert Judgement.objects.count() == 0
    assert assess.run(work.pk) is None


def test_an_unreadable_master_fails_at_once_with_its_reason() -> None:
    work = with_master(uploaded(), b"not a picture")
    assert assess.run(work.pk) is None
    work.refresh_from_db()
    photo = Photo.objects.get()
    assert (work.state, work.attempts) == ("failed", 1)
    assert "not a photo file" in work.error
    assert (photo.state, photo.main_reason) == (Photo.State.FAILED, work.error)
    assert PersonCard.objects.get().photo_state == Photo.State.FAILED


def test_a_failed_attempt_is_due_again_after_a_growing_pause() -> None:
    work = without_master(uploaded())
    pauses = []
    for _ in range(MOST_ATTEMPTS - 1):
        due_at = assess.run(work.pk)
        assert due_at is not None
        pauses.append(due_at - timezone.now())
        work.refresh_from_db()
        assert (work.state, work.due_at) == ("pending", due_at)
        assert Photo.objects.get().state == Photo.State.WAITING
        assert assess.run(work.pk) is None  # not due yet
        Assessment.objects.update(due_at=timezone.now())
    assert timedelta() < pauses[0] < pauses[1]


def test_after_three_attempts_the_photo_has_failed_visibly() -> None:
    work = without_master(uploaded())
    for _ in range(MOST_ATTEMPTS):
        Assessment.objects.update(due_at=timezone.now())
        last = assess.run(work.pk)
    assert last is None
    work.refresh_from_db()
    assert (work.state, work.attempts) == ("failed", 3)
    assert work.error == MISSING
    assert Photo.objects.get().state == Photo.State.FAILED
    assert assess.run(work.pk) is None


def test_a_failed_attempt_is_sent_again_with_its_due_time() -> None:
    work = without_master(uploaded())
    tasks.assess_photo.call(work.pk)
    work.refresh_from_db()
    [message] = engine().messages(tasks.assess_photo.module_path)
    assert (message.args, message.due_at) == ((work.pk,), work.due_at)


@pytest.mark.parametrize("decide", [reviews.approve, reviews.waive, reviews.ask_retake])
def test_judging_anew_never_changes_a_persons_decision(
    decide: Callable[[Photo, User, str], Review],
) -> None:
    work = uploaded()
    assess.run(work.pk)
    photo = Photo.objects.get()
    decide(photo, factories.hr_user(), "As agreed.")
    decided = photo.state
    Photo.objects.update(verdict=Outcome.RETAKE, score=1)
    judgement = assess.judge_photo(photo)
    photo.refresh_from_db()
    assert photo.state == decided
    assert judgement is not None
    assert (photo.verdict, photo.score) == (judgement.verdict, judgement.score) != ("retake", 1)


def test_a_decision_made_before_the_measuring_ends_stays() -> None:
    work = uploaded()
    held = Assessment.objects.claim(work.pk, timezone.now())
    assert held is not None
    reviews.ask_retake(work.photo, factories.hr_user(), "Too old.")
    assess._finish(held, factories.ANALYSIS, 1)
    photo = Photo.objects.get()
    assert photo.state == Photo.State.RETAKE_ASKED
    assert photo.verdict != ""
    assert PersonCard.objects.get().needs_retake


def test_a_photo_without_measurements_is_not_judged() -> None:
    assert assess.judge_photo(uploaded().photo) is None


def test_judging_anew_reads_no_pixels() -> None:
    work = uploaded()
    assess.run(work.pk)
    photo = without_master(work).photo
    assert assess.judge_photo(photo) is not None


def test_a_department_may_have_a_standard_of_its_own() -> None:
    work = uploaded()
    person = work.photo.person
    assert person.department_id is not None
    assert standard_for(person).name == "headshot"
    DepartmentStandard.objects.create(department_id=person.department_id, standard="corporate")
    assert standard_for(person).name == "corporate"
    assess.run(work.pk)
    assert Judgement.objects.get().standard == "corporate"


def test_somebody_without_a_department_is_judged_by_the_companys_standard() -> None:
    assert standard_for(factories.person(department=None)).name == "headshot"


def test_another_standard_adds_a_judgement_and_keeps_the_first() -> None:
    work = uploaded()
    assess.run(work.pk)
    assert work.photo.person.department_id is not None
    DepartmentStandard.objects.create(
        department_id=work.photo.person.department_id, standard="corporate"
    )
    judgement = assess.judge_photo(work.photo)
    assert judgement is not None
    assert judgement.standard == "corporate"
    assert Judgement.objects.count() == 2
    assert Photo.objects.get().judgement == judgement


def test_a_dry_run_writes_nothing_and_tells_what_would_change() -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 3)
    before = rows(Photo, Assessment, Judgement, PersonCard)
    (change,) = assess.rejudge(dry_run=True)
    assert rows(Photo, Assessment, Judgement, PersonCard) == before
    assert (change.photo_id, change.person) == (photo.pk, "Amara Okafor")
    assert (change.verdict_before, change.score_before) == (Outcome.RETAKE, 3)
    list(assess.rejudge())
    photo.refresh_from_db()
    assert (photo.verdict, photo.score) == (change.verdict_after, change.score_after)


def test_a_photo_erased_while_all_are_judged_is_passed_over() -> None:
    kept = factories.judged_photo(factories.person())
    gone = factories.judged_photo(factories.person())
    judged = [
        judgements.Judged(row, judge(factories.ANALYSIS, standard_for(row.photo.person)))
        for row in Assessment.objects.select_related("photo__person").order_by("pk")
    ]
    gone.delete()
    judgements.write(judged)
    kept.refresh_from_db()
    assert kept.judgement is not None
    assert list(Judgement.objects.values_list("assessment__photo", flat=True).distinct()) == [
        kept.pk
    ]


def test_judging_anew_can_be_held_to_one_department() -> None:
    factories.judged_photo(factories.person(department="Engineering"))
    sales = factories.judged_photo(factories.person(department="Sales"))
    changes = list(assess.rejudge(sales.person.department))
    assert [change.photo_id for change in changes] == [sales.pk]


@pytest.mark.parametrize("people", [2, 30])
def test_judging_many_anew_costs_few_queries(
    people: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        factories.judged_photo(factories.person())
    with django_assert_max_num_queries(20):
        assert len(list(assess.rejudge())) == people


def test_everything_pending_is_assessed_here_with_progress() -> None:
    works = [uploaded(employee_id).pk for employee_id in ("e1001", "e1002")]
    progress = list(assess.run_pending())
    assert [(one.done, one.total) for one in progress] == [(1, 2), (2, 2)]
    assert {one.assessment_id for one in progress} == set(works)
    assert set(Photo.objects.values_list("state", flat=True)) == {Photo.State.IN_REVIEW}
    assert list(assess.run_pending()) == []


# --- lost work --------------------------------------------------------------


def test_fresh_work_is_not_lost() -> None:
    uploaded()
    assert tasks.resend_lost() == 0


def test_a_lost_message_is_sent_again_once() -> None:
    work = uploaded()
    Assessment.objects.update(due_at=timezone.now() - LONG_AGO)
    assert tasks.resend_lost() == 1
    assert tasks.resend_lost() == 0
    [message] = engine().messages(tasks.assess_photo.module_path)
    assert message.args == (work.pk,)


def test_work_of_a_killed_worker_is_sent_again() -> None:
    work = uploaded()
    claimed_and_left(work)
    assert tasks.resend_lost() == 1
    assess.run(work.pk)
    work.refresh_from_db()
    assert (work.state, work.attempts) == ("done", 2)


@pytest.mark.django_db(transaction=True)
def test_only_what_no_message_names_is_lost_however_long_it_waits() -> None:
    queued, unsent, bulk = (uploaded(f"e100{number}") for number in (1, 2, 3))
    Assessment.objects.update(due_at=timezone.now() - 2 * LONG_AGO)
    Assessment.objects.filter(pk=bulk.pk).update(priority=BULK)
    forget_messages([unsent.pk, bulk.pk])
    assert tasks.resend_lost() == 2
    assert tasks.resend_lost() == 0
    sent = engine().messages(tasks.assess_photo.module_path)
    assert [(one.args, one.queue) for one in sent] == [
        ((queued.pk,), queues.INTERACTIVE),
        ((unsent.pk,), queues.INTERACTIVE),
        ((bulk.pk,), queues.BULK),
    ]


def test_a_photo_that_ends_every_worker_fails_visibly() -> None:
    work = uploaded()
    for attempt in range(MOST_ATTEMPTS):
        claimed_and_left(work, (MOST_ATTEMPTS - attempt) * LONG_AGO)
    assert Assessment.objects.claim(work.pk, timezone.now()) is None
    assert tasks.resend_lost() == 0
    work.refresh_from_db()
    assert work.state == "failed"
    assert Photo.objects.get().state == Photo.State.FAILED


def test_what_an_earlier_engine_measured_keeps_its_verdict() -> None:
    photo = factories.judged_photo(factories.person())
    Assessment.objects.filter(photo=photo).update(engine_version="1")
    assert list(assess.rejudge()) == []
    before = photo.verdict
    photo.refresh_from_db()
    assert photo.verdict == before
