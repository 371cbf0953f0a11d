"""Asking more people than one request does (settings.SAMEFRAME_JOBS)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from retakes.asking import begin
from retakes.models import Retake
from retakes.querysets import RetakeQuerySet
from work.job_kinds import Step
from work.priorities import USUAL

AT_A_STEP = 20  # requests: about a second
MAY_ASK = "retakes.add_retake"


class AskMany:
    """`wishes` name the `first` and the `last` request that is to begin, and who asks, `by`. The
    place is the last request's id."""

    title = _("Ask many people for new photos")
    is_atomic = False  # each request is a transaction of its own
    priority = USUAL  # somebody waits for it

    def count(self, wishes: dict[str, Any]) -> int | None:
        """The requests that have not begun."""
        return waiting(wishes).count()

    def step(self, wishes: dict[str, Any], place: str) -> Step | None:
        """Begin the next few; those of somebody who may not ask any more stay where they are."""
        rows = waiting(wishes).filter(pk__gt=int(place or 0)).order_by("pk")
        some = list(rows.select_related("asked_by")[:AT_A_STEP])
        if not some or not (some[0].asked_by and some[0].asked_by.has_perm(MAY_ASK)):
            return None
        done = sum(begin(one) for one in some)
        return Step(str(some[-1].pk), done=done, skipped=len(some) - done)


def waiting(wishes: dict[str, Any]) -> RetakeQuerySet:
    """Those of the round that have not begun."""
    span = (wishes["first"], wishes["last"])
    return Retake.objects.unbegun().filter(pk__range=span, asked_by=wishes["by"])
