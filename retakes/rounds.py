"""Ask many people at once: first who it would be, then, if that still holds, them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from directory.models import Person
from photos.models import Photo
from retakes.asking import begin, cause_for
from retakes.models import Retake
from work import jobs

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_ONCE = 50  # requests begun before the page answers: about a second
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Round:
    """Who would be asked (ids), how many of them have no e-mail address, and how many of those
    chosen are left out because they are asked already or have left."""

    people: tuple[int, ...]
    without_email: int
    asked_already: int
    left: int

    @property
    def digest(self) -> str:
        """Another one as soon as anybody would be asked who was not seen."""
        return sha256(" ".join(map(str, self.people)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sent:
    """How many were asked now, and how many requests go on in the background."""

    now: int
    later: int


def planned(chosen: QuerySet[Person]) -> Round:
    """Whom asking the chosen people would reach: one query."""
    is_asked = Exists(Retake.objects.open().filter(person=OuterRef("pk")))
    rows = chosen.order_by("pk").values_list("pk", "status", "email", is_asked)
    people, without_email, asked_already, left = [], 0, 0, 0
    for pk, status, email, is_there in rows:
        if status != Person.Status.ACTIVE:
            left += 1
        elif is_there:
            asked_already += 1
        else:
            people.append(pk)
            without_email += not email
    return Round(tuple(people), without_email, asked_already, left)


def ask_round(people: Sequence[int], by: User, note: str, due_on: date) -> Sent:
    """Ask them; the rows are there at once, so that nobody is asked twice. The first requests
    begin with them, so that none is left behind by a crash, the others in the background."""
    rows: list[Retake] = []
    with transaction.atomic():
        for some in batched(people, ROWS_AT_ONCE):
            rows += written(some, by, note, due_on)
        for_later = rows[AT_ONCE:]
        if for_later:
            wishes = {"first": for_later[0].pk, "last": for_later[-1].pk, "by": by.pk}
            jobs.begin("ask", wishes, by)
        for row in rows[:AT_ONCE]:
            begin(row)
    return Sent(min(len(rows), AT_ONCE), len(for_later))


def written(people: Iterable[int], by: User, note: str, due_on: date) -> list[Retake]:
    """The rows of those who can still be asked, not begun yet."""
    active = Person.objects.active().filter(pk__in=list(people))
    held = [one.pk for one in active.select_for_update().order_by("pk")]
    asked = set(Retake.objects.open().filter(person__in=held).values_list("person", flat=True))
    newest = {one.person_id: one for one in Photo.objects.current().filter(person__in=held)}
    rows = [
        Retake(
            person_id=pk,
            photo=newest.get(pk),
            cause=cause_for(newest.get(pk)),
            note=note.strip(),
            due_on=due_on,
            asked_at=timezone.now(),
            asked_by=by,
        )
        for pk in held
        if pk not in asked
    ]
    return Retake.objects.bulk_create(rows)
