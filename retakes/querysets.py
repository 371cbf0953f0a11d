"""Questions about many requests."""

from __future__ import annotations

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
        return self.awaiting().filter(due_on__lt=localdate(), paused_at=None)

    def unanswered(self) -> RetakeQuerySet:
        """Those of people who have not even looked, though a message went."""
        return self.filter(state="asked", messages__gt=0)

    def with_message_due(self) -> RetakeQuerySet:
        """Those that a message is to be sent about now."""
        due = self.awaiting().filter(message_due_at__lte=timezone.now(), paused_at=None)
        return due.order_by("message_due_at", "pk")
