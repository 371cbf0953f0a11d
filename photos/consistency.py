"""How alike teams' photos are, kept up to date: looks are recorded, scores follow soon.

Whoever publishes or withdraws a person's photo calls `follow` in the same transaction.
Nothing here changes a photo's verdict.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from audit.trail import record as record_event
from directory.models import Department, Person
from photos.models import Assessment, Look, Photo, Publication, TeamBaseline
from photos.people_json import DIRECTORY
from photos.quality.analysis import Analysis
from photos.quality.looks import look_of
from photos.standards import standard_for
from photos.tasks import refresh_consistency
from photos.team_refresh import refresh as refresh

AT_ONCE = 500  # photos that reconciling records in one transaction
SLOT = 15  # seconds: photos approved within one are computed together


@transaction.atomic
def record(looks: Sequence[Look]) -> None:
    """Note how photos look, one of each person; they take the place of earlier ones. Their
    departments and the company are computed anew soon."""
    # Baselines before looks, as a refresh does, so that nobody waits crosswise.
    mark({look.department_id for look in looks})
    Look.objects.filter(photo__person__in=[look.photo.person_id for look in looks]).delete()
    Look.objects.bulk_create(looks)


@transaction.atomic
def forget(photo: Photo) -> None:
    """Forget a photo that is published no more."""
    looks = Look.objects.filter(photo=photo)
    departments = list(looks.values_list("department_id", flat=True))
    if departments:
        mark(departments)
        looks.delete()


@transaction.atomic
def people_moved(person_ids: Iterable[int]) -> None:
    """Count whoever changed department, left or came back where they belong now."""
    looks = Look.objects.filter(photo__person__in=person_ids).select_related("photo__person")
    moved = [look for look in looks if not is_in_place(look)]
    if not moved:
        return
    people = [look.photo.person for look in moved]
    mark({look.department_id for look in moved} | {person.department_id for person in people})
    for look, person in zip(moved, people, strict=True):
        look.department_id = person.department_id
        look.is_counted = person.status == Person.Status.ACTIVE
        look.department_score = None
    Look.objects.bulk_update(moved, ["department", "is_counted", "department_score"])


def is_in_place(look: Look) -> bool:
    """Whether a look counts where its person works. Fetch looks with `photo__person`."""
    person = look.photo.person
    is_active = person.status == Person.Status.ACTIVE
    return (look.department_id, look.is_counted) == (person.department_id, is_active)


@transaction.atomic
def mark(department_ids: Iterable[int | None]) -> None:
    """These departments (None: people without one) and the company are stale from now on, and
    computed anew soon after the transaction."""
    asked = {one for one in department_ids if one is not None}
    rows = TeamBaseline.objects.filter(Q(department__in=asked) | Q(department=None))
    known = set(rows.values_list("department_id", flat=True))
    TeamBaseline.objects.bulk_create(
        [TeamBaseline(department_id=one) for one in {*asked, None} - known],
        ignore_conflicts=True,  # somebody may have made it meanwhile
    )
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    rows.update(is_stale=True, revision=F("revision") + 1)
    transaction.on_commit(refresh_soon, robust=True)


def refresh_soon() -> None:
    """Queue a refresh for the end of this quarter of a minute: the first one computes for all
    that were queued in it, the others find nothing to do."""
    refresh_consistency.using(run_after=end_of_slot(timezone.now())).enqueue()


def end_of_slot(now: datetime) -> datetime:
    """When the slot that `now` lies in is over."""
    return datetime.fromtimestamp(SLOT * (math.floor(now.timestamp() / SLOT) + 1), UTC)


def pin(department: Department, photo: Photo | None) -> None:
    """Compare the department's people with one photo, or with None with their median again."""
    with transaction.atomic():
        mark([department.pk])
        TeamBaseline.objects.filter(department=department).update(reference=photo)
        record_event(
            "photo.pin" if photo else "photo.unpin",
            kind="directory.department",
            key=department.pk,
            after=f"photo {photo.pk}" if photo else "",
        )


def follow(person_id: int) -> None:
    """Let what the directory shows of the person now count among their team's photos."""
    shown = Publication.objects.of_person(person_id, DIRECTORY).first()
    looks = Look.objects.filter(photo__person=person_id)
    for look in looks.exclude(photo=shown.photo_id if shown else None).select_related("photo"):
        forget(look.photo)
    new = look_shown(shown) if shown and not looks.exists() else None
    if new:
        record([new])


def reconcile() -> int:
    """Record published photos that were not yet, or by an older engine, and compute everything
    anew, also what was deleted without a word. How many were recorded."""
    results = Assessment.objects.results_of(OuterRef("photo"))
    newest = Subquery(results.values("engine_version")[:1])
    shown = Publication.objects.in_directory().alias(newest=newest)
    outdated = shown.exclude(photo__look__engine_version=F("newest")).order_by("pk")
    recorded = last = 0
    while some := list(outdated.filter(pk__gt=last).select_related("photo__person")[:AT_ONCE]):
        last = some[-1].pk
        looks = [look for look in map(look_shown, some) if look]
        record(looks)
        recorded += len(looks)
    departments = set(Look.objects.order_by().values_list("department_id", flat=True).distinct())
    known = TeamBaseline.objects.values_list("department_id", flat=True)
    if departments or known:
        mark({*departments, *known})
    refresh()
    return recorded


def look_shown(shown: Publication) -> Look | None:
    """How a published photo looks with the crop that the directory shows of it, to be recorded;
    None if it was not measured."""
    results = Assessment.objects.results_of(shown.photo_id)
    stored = results.values_list("analysis", flat=True).first()
    if not stored:
        return None
    photo, person, analysis = shown.photo, shown.photo.person, Analysis.from_json(stored)
    return Look(
        photo=photo,
        department_id=person.department_id,
        is_counted=person.status == Person.Status.ACTIVE,
        engine_version=analysis.engine_version,
        **asdict(look_of(analysis, shown.box(DIRECTORY), standard_for(person))),
    )
