"""The one bridge between pixels and rows: measure, judge, write."""

import logging
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from multiprocessing import get_context
from time import perf_counter, sleep

import django
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from directory.models import Department
from photos import cards, judgements
from photos.judgements import Judged
from photos.models import Assessment, Judgement, Photo
from photos.quality import apart
from photos.quality.analysis import ENGINE_VERSION, Analysis
from photos.quality.limits import PASSING, UnreadablePhoto
from photos.quality.purpose import judge_for
from photos.quality.standard import Standard
from photos.querysets import MOST_ATTEMPTS, AssessmentQuerySet
from photos.standards import lock_person, standard_for, standard_said_of, standards_in_use
from photos.storage import MISSING, StorageAway, read_file

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=5)  # doubled with each failed attempt
FILES_AWAY_FOR = timedelta(seconds=10)  # then they are asked for again; no attempt is lost
MILLISECONDS = 1000
JUDGED_AT_ONCE = 500
FAULT = (
    "A fault in the program ({kind}) stopped the measuring; its log says more. "
    "Please try again later or upload the photo once more."
)
WORN_OUT = (
    "The program stopped each time it measured this photo. Please upload another version of it."
)


@dataclass(frozen=True, slots=True)
class Progress:
    """One more assessment has come to an end: `done` of `total`."""

    done: int
    total: int
    assessment_id: int


@dataclass(frozen=True, slots=True)
class Change:
    """What judging anew makes of one photo; the reason is the new verdict's."""

    photo_id: int
    person: str
    verdict_before: str
    verdict_after: str
    score_before: int | None
    score_after: int
    reason: str

    @property
    def is_other_verdict(self) -> bool:
        """Whether the verdict changes, not only the score."""
        return self.verdict_before != self.verdict_after


def run(assessment_id: int) -> datetime | None:
    """Measure and judge one photo, if its row is free. When to try again, or None.

    Safe to call any number of times: who cannot claim the row does nothing, and who lost
    it meanwhile writes nothing.
    """
    work = Assessment.objects.to_measure([assessment_id]).first()
    return run_one(work) if work else None


def run_one(work: Assessment) -> datetime | None:
    """The same with its row, as `to_measure` has read it."""
    if not Assessment.objects.take(work, timezone.now()):
        return None
    started = perf_counter()
    try:
        analysis = apart.analyse(read_file(work.photo.master))
    except StorageAway:
        return _give_back(work)
    except UnreadablePhoto as refusal:
        if refusal.code in PASSING:
            return _retry(work, refusal.message)
        _fail(work, Assessment.objects.held(work), refusal.message)
        return None
    except Exception as error:  # the worker's edge: one photo must not end it
        told = {"assessment": work.pk, "photo": work.photo_id}
        logger.exception("a photo could not be measured", extra=told)
        if isinstance(error, FileNotFoundError):
            return _retry(work, MISSING)
        return _retry(work, FAULT.format(kind=type(error).__name__))
    elapsed_ms = round((perf_counter() - started) * MILLISECONDS)
    _finish(work, analysis, elapsed_ms)
    told = {"assessment": work.pk, "photo": work.photo_id, "ms": elapsed_ms}
    logger.info("a photo was measured", extra=told)
    return None


def judge_photo(photo: Photo) -> Judgement | None:
    """Judge a photo anew from its stored measurements; None if it has none yet."""
    results = Assessment.objects.results_of(photo.pk).select_related("photo__person")
    assessment = results.first()
    if assessment is None:
        return None
    judgements.write([_judged(assessment, standard_for(assessment.photo.person))])
    photo.refresh_from_db()
    return photo.judgement


def rejudge(department: Department | None = None, *, dry_run: bool = False) -> Iterator[Change]:
    """Judge all measured photos, or a department's, anew; no pixel is touched.

    With `dry_run` nothing is written: the changes say what would happen. What an earlier
    engine measured keeps its verdict: today's rules ask for numbers that it never took.
    """
    results = Assessment.objects.newest_results().filter(engine_version=ENGINE_VERSION)
    if department:
        results = results.filter(photo__person__department=department)
    yield from _judge_all(results, dry_run=dry_run)


def judge_again(photo_ids: Collection[int]) -> int:
    """Judge these photos under the standards that hold now, if this engine has measured them;
    how many it has."""
    results = Assessment.objects.newest_results_of(photo_ids)
    results = results.filter(engine_version=ENGINE_VERSION)
    return sum(1 for _ in _judge_all(results, dry_run=False))


def run_pending(jobs: int = 1) -> Iterator[Progress]:
    """Assess here and now whatever is due, in `jobs` processes, and tell of each one done."""
    due = Assessment.objects.pending().filter(due_at__lte=timezone.now())
    ids = list(due.values_list("pk", flat=True))
    finished = _run_in_processes(ids, jobs) if jobs > 1 else map(_run_to_the_end, ids)
    for done, assessment_id in enumerate(finished, start=1):
        yield Progress(done, len(ids), assessment_id)


def give_up_worn_out() -> int:
    """Fail the work that ended every worker that took it, so that HR sees it."""
    now = timezone.now()
    worn_out = list(Assessment.objects.worn_out(now).select_related("photo__person"))
    for work in worn_out:
        rows = Assessment.objects.worn_out(now).filter(pk=work.pk)
        _fail(work, rows, WORN_OUT)
    return len(worn_out)


def _run_to_the_end(assessment_id: int) -> int:
    """Run one assessment here, with its pauses and further attempts. Its id, for the caller."""
    while (due_at := run(assessment_id)) is not None:
        sleep(max(0.0, (due_at - timezone.now()).total_seconds()))
    return assessment_id


def _run_in_processes(ids: Sequence[int], jobs: int) -> Iterator[int]:
    # Fresh processes rather than forked ones: neither a database connection nor the threads
    # of OpenCV survive a fork.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), django.setup)
    try:
        futures = [pool.submit(_run_to_the_end, assessment_id) for assessment_id in ids]
        for future in as_completed(futures):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _judge_all(results: AssessmentQuerySet, *, dry_run: bool) -> Iterator[Change]:
    """Judge stored results, some at once, each some in a transaction that holds the people."""
    standards = standards_in_use()
    for ids in batched(results.order_by("pk").values_list("pk", flat=True), JUDGED_AT_ONCE):
        with transaction.atomic():
            rows = Assessment.objects.filter(pk__in=ids).select_related("photo")
            if not dry_run:
                judgements.lock_people([row.photo.person_id for row in rows])
            judged = [
                _judged(row, standards.of(row.photo.person))
                for row in rows.select_related("photo__person")
            ]
            changes = [_change(one) for one in judged]
            if not dry_run:
                judgements.write(judged)
        yield from changes


def _judged(assessment: Assessment, standard: Standard) -> Judged:
    if assessment.analysis is None:
        raise ValueError(f"assessment {assessment.pk} is done without an analysis")
    analysis = Analysis.from_json(assessment.analysis)
    return Judged(assessment, judge_for(analysis, standard, assessment.photo.purpose))


def _change(judged: Judged) -> Change:
    photo, verdict = judged.assessment.photo, judged.verdict
    return Change(
        photo_id=photo.pk,
        person=str(photo.person),
        verdict_before=photo.verdict,
        verdict_after=verdict.outcome.value,
        score_before=photo.score,
        score_after=verdict.score,
        reason=verdict.main_finding.message if verdict.main_finding else "",
    )


@transaction.atomic
def _finish(work: Assessment, analysis: Analysis, elapsed_ms: int) -> None:
    """Write the result, and judge it under the standard that holds now: the person may have
    changed department while the picture was measured."""
    person = lock_person(work.photo.person_id)
    held = Assessment.objects.held(work).update(
        state=Assessment.State.DONE,
        analysis=analysis.as_json(),
        error="",
        elapsed_ms=elapsed_ms,
        finished_at=timezone.now(),
        lease_until=None,
    )
    if held and person:
        verdict = judge_for(analysis, standard_said_of(person), work.photo.purpose)
        judgements.write_one(Judged(work, verdict), person, analysis.fingerprint)


def _give_back(work: Assessment) -> datetime | None:
    """Free the row as if it had never been taken: its file cannot be had now. When it is due."""
    due_at = timezone.now() + FILES_AWAY_FOR
    freed = Assessment.objects.held(work).update(
        state=Assessment.State.PENDING,
        due_at=due_at,
        lease_until=None,
        attempts=F("attempts") - 1,
    )
    return due_at if freed else None


def _retry(work: Assessment, reason: str) -> datetime | None:
    """Free the row for another attempt, or fail it after the last. When it is due, or None."""
    held = Assessment.objects.held(work)
    if work.attempts >= MOST_ATTEMPTS:
        _fail(work, held, reason)
        return None
    due_at = timezone.now() + FIRST_PAUSE * 2 ** (work.attempts - 1)
    freed = held.update(
        state=Assessment.State.PENDING, due_at=due_at, lease_until=None, error=reason
    )
    return due_at if freed else None


@transaction.atomic
def _fail(work: Assessment, rows: AssessmentQuerySet, reason: str) -> None:
    """End the work in `rows` (the one of `work`, if it is still ours) as failed."""
    judgements.lock_people([work.photo.person_id])
    ended = rows.update(
        state=Assessment.State.FAILED,
        error=reason,
        finished_at=timezone.now(),
        lease_until=None,
    )
    # A photo that an earlier engine measured keeps that verdict, and a decision stays.
    never_measured = Photo.objects.filter(
        pk=work.photo_id, judgement=None, state__in=judgements.MACHINE_STATES
    )
    if ended and never_measured.update(state=Photo.State.FAILED, main_reason=reason):
        cards.write([work.photo.person_id])
