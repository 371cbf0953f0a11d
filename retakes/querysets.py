"""Questions about many requests."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.timezone import localdate

from directory.reach import Reach, reach_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from retakes.models import Retake  # noqa: F401  (the generic parameter below)

OPEN = ("asked", "opened", "tried", "submitted")
AWAITING = ("asked", "opened", "tried")
TELLING = (*AWAITING, "accepted", "waived", "cancelled")
# The person has not even looked, though a message went, or nobody could send them any.
UNANSWERED = models.Q(messages__gt=0, state="asked") | models.Q(person__email="", state="asked")
BY_HAND = models.Q(person__email="", state__in=AWAITING)
NOTED = models.Q(person_note__gt="", state__in=OPEN)


def day_news() -> models.Q:
    """A photo day is to come of which the person does not know, or they wait for one that is
    off (retakes.messages.claims.day_news says the same of one request)."""
    today = localdate()
    unknown = ~models.Q(told_day=models.F("photo_day__held_on")) | models.Q(told_day=None)
    planned = models.Q(photo_day__held_on__gte=today) & unknown
    return planned | models.Q(photo_day=None, told_day__gte=today)


def late() -> models.Q:
    """The day has passed without a photo."""
    return models.Q(state__in=AWAITING, due_on__lt=localdate(), paused_at=None)


class RetakeQuerySet(models.QuerySet["Retake"]):
    """Requests, by who may see them and where they stand."""

    def within(self, reach: Reach) -> RetakeQuerySet:
        """Those of people within reach."""
        return self.filter(reach.people("person"))

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> RetakeQuerySet:
        """Those of people whom the user may see."""
        return self.within(reach_of(user))

    def open(self) -> RetakeQuerySet:
        """Those of which something is still to come."""
        return self.filter(state__in=OPEN)

    def awaiting(self) -> RetakeQuerySet:
        """Those in which it is the person's turn."""
        return self.filter(state__in=AWAITING)

    def overdue(self) -> RetakeQuerySet:
        """Those whose day has passed without a photo."""
        return self.filter(late())

    def unanswered(self) -> RetakeQuerySet:
        """Those of people who have not even looked, though a message went, or nobody could
        send them any."""
        return self.filter(UNANSWERED)

    def unbegun(self) -> RetakeQuerySet:
        """Those that were written down together with many others and wait for their turn."""
        return self.filter(state="asked", messages=0, message_due_at=None, sent=None)

    def to_tell(self) -> RetakeQuerySet:
        """Those whose person can be told something by mail: what to do, or how it ended."""
        return self.filter(state__in=TELLING, paused_at=None, person__status="active").exclude(
            person__email=""
        )

    def with_message_due(self, now: datetime | None = None) -> RetakeQuerySet:
        """Those that a message is to be sent about now, longest waiting first."""
        due = self.to_tell().filter(message_due_at__lte=now or timezone.now())
        return due.order_by("message_due_at", "pk")

    def not_reminders(self) -> RetakeQuerySet:
        """Without those who would be reminded of what they know."""
        is_new = models.Q(messages=0) | models.Q(submitted_at__gt=models.F("last_message_at"))
        is_new |= day_news()
        return self.filter(is_new | ~models.Q(state__in=AWAITING))
