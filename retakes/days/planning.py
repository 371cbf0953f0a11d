"""Who is to be photographed where: open requests by place, planned days, the brief, the cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.timezone import localdate

from audit.trail import record
from desk.dashboard.costs import Cost, cost_of
from desk.dashboard.rows import Prices
from photos.judgements import lock_people
from photos.models import Outcome
from photos.quality.shot_brief import ShotBrief, shot_brief
from photos.quality.uses import load_uses, use_named
from photos.standards import standards_in_use
from retakes.messages.claims import next_reminder
from retakes.models import PhotoDay, Retake, RetakeSettings, retake_settings
from retakes.querysets import RetakeQuerySet
from retakes.states import TOLD_AFTER

KIND = "retakes.photoday"
# A crop mends these: nobody needs to travel for them.
MENDED = Q(photo__verdict=Outcome.FIX)
USUAL_USES = ("directory", "microsoft365", "linkedin", "website", "signature")


@dataclass(frozen=True, slots=True)
class Place:
    """One place, "" for none: how many there await a new photo, for how many a crop would do, how
    many have a day already, and what the others' photos cost."""

    location: str
    awaiting: int
    mended: int
    planned: int
    cost: Cost

    @property
    def to_plan(self) -> int:
        """How many a day can be planned for."""
        return self.awaiting - self.mended - self.planned


def places(retakes: RetakeQuerySet, prices: Prices) -> list[Place]:
    """Every place where somebody awaits a photo, most people first: one query."""
    planned = is_planned()
    by_place = (
        retakes.awaiting()
        .order_by()
        .values(location=F("person__location"))
        .annotate(
            awaiting=Count("pk"),
            mended=Count("pk", filter=MENDED & ~planned),
            planned=Count("pk", filter=planned),
        )
        .order_by("-awaiting", "location")
    )
    return [
        Place(**one, cost=cost_of(one["awaiting"] - one["mended"], prices)) for one in by_place
    ]


def to_plan(retakes: RetakeQuerySet, location: str) -> RetakeQuerySet:
    """Those of a place for whom no day is planned and no crop would do."""
    there = retakes.awaiting().filter(person__location=location)
    return there.exclude(is_planned()).exclude(MENDED)


def is_planned() -> Q:
    """Whether a request's photo is to be taken on a day that is yet to come."""
    return Q(photo_day__isnull=False, photo_day__held_on__gte=localdate())


@transaction.atomic
def plan(day: PhotoDay, retakes: RetakeQuerySet) -> int:
    """Write the day, and put these requests on it: they are due on that day at the earliest,
    their people are told of it, and no reminder goes before it. How many there are."""
    day.save()
    lock_people(list(retakes.values_list("person", flat=True)))  # the people first, as everywhere
    held = list(retakes.select_for_update(of=("self",)))
    # Asked once more: somebody may have planned another day until the rows were held.
    free = Retake.objects.filter(pk__in=[one.pk for one in held]).exclude(is_planned())
    ids = list(free.values_list("pk", flat=True))
    rows = Retake.objects.filter(pk__in=ids)
    rows.update(photo_day=day)
    rows.filter(due_on__lt=day.held_on).update(due_on=day.held_on)
    rows.filter(told_day=day.held_on).update(told_day=None)  # it was another day of that date
    begun = rows.exclude(pk__in=Retake.objects.unbegun())  # the others are told as they begin
    begun.update(message_due_at=timezone.now() + TOLD_AFTER)
    record("photo_day.plan", kind=KIND, key=day.pk, count=len(ids))
    return len(ids)


@transaction.atomic
def leave_out(day: PhotoDay, retake_ids: Iterable[int]) -> int:
    """Take these requests off the day; they stay open, and their people are told. How many were
    on it."""
    count = _take_off(day, day.retakes.filter(pk__in=list(retake_ids)))
    if count:
        record("photo_day.leave_out", kind=KIND, key=day.pk, count=count)
    return count


@transaction.atomic
def call_off(day: PhotoDay) -> None:
    """The day is not held; its requests stay open, and their people are told."""
    count = _take_off(day, day.retakes.all())
    record("photo_day.call_off", kind=KIND, key=day.pk, count=count)
    day.delete()


def _take_off(day: PhotoDay, chosen: RetakeQuerySet) -> int:
    """Who was told of the day hears that it is off, and gets time to answer; who was not told
    yet is asked or reminded as if there had been no day. How many were on it."""
    lock_people(list(chosen.values_list("person", flat=True)))
    ids = [one.pk for one in chosen.select_for_update(of=("self",))]
    rows = Retake.objects.filter(pk__in=ids)
    rows.update(photo_day=None)
    if day.held_on < localdate():
        return len(ids)
    waiting = rows.awaiting()
    told = waiting.filter(told_day=day.held_on)
    told.update(message_due_at=timezone.now() + TOLD_AFTER)
    until = usual_day(retake_settings())
    told.filter(due_on__lt=until).update(due_on=until)
    for retake in waiting.exclude(pk__in=rows.not_reminders()):
        if retake.last_message_at:
            due = next_reminder(retake.pk, retake.last_message_at)
            Retake.objects.filter(pk=retake.pk).update(message_due_at=due)
    return len(ids)


def brief_of(day: PhotoDay) -> ShotBrief:
    """The one shot that serves the day's uses under the standards of everybody on it."""
    departments = set(day.retakes.order_by().values_list("person__department", flat=True))
    standards = standards_in_use()
    judged_by = {one.name: one for one in map(standards.of_department, departments)}
    known = {use.name for use in load_uses()}
    uses = [use_named(name) for name in day.uses if name in known]
    return shot_brief(list(judged_by.values()) or [standards.company], uses)


def usual_day(settings: RetakeSettings) -> date:
    """The day that a form offers."""
    return date.fromordinal(localdate().toordinal() + settings.due_days)
