"""What is sent to the background: messages carry ids, the row is the truth."""

import logging
from collections.abc import Collection
from functools import partial
from itertools import batched

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from photos import assess, team_refresh
from photos.models import Assessment
from work import jobs, queues, turns
from work.engines.chosen import engine
from work.engines.engine import MOST_NAMED
from work.priorities import BULK
from work.sending import send, send_many

logger = logging.getLogger(__name__)

RESENT_AT_ONCE = 10_000


@task(queue_name=queues.INTERACTIVE)
def assess_photo(*assessment_ids: int) -> None:
    """Measure and judge photos, each claimed when its turn comes; a failed attempt is sent again
    with its due time. Where others come first, the rest is sent again after the photo at hand."""
    work = list(Assessment.objects.to_measure(assessment_ids).order_by("pk"))
    for place, one in enumerate(work):
        if place and turns.is_over():
            send_assessments(work[place:])
            break
        _assess(one, is_alone=len(work) == 1)


def send_assessments(work: Collection[Assessment]) -> None:
    """Send for work rows, each by its priority; some with each message, where nobody waits."""
    for priority in sorted({one.priority for one in work}, reverse=True):
        ids = [one.pk for one in work if one.priority == priority]
        at_once = MOST_NAMED if priority <= BULK else 1
        send_many(assess_photo, list(batched(ids, at_once)), priority=priority)


def send_once_committed(work: Collection[Assessment]) -> None:
    """The same after the transaction. A message that cannot be sent is no reason to refuse a
    photo: the sweep sends it."""
    transaction.on_commit(partial(send_assessments, work), robust=True)


@task
def refresh_consistency() -> None:
    """Compute what is stale of teams' consistency; nothing, where nothing is."""
    team_refresh.refresh()


@task
def judge_by_standard(name: str, after: int = 0) -> None:
    """Sent by earlier versions only, perhaps just before an upgrade: a long job does it."""
    jobs.begin_once("rejudge", {"standard": name}, None)


def resend_left_behind() -> int:
    """Send again what killed workers were at; how many were sent."""
    assess.give_up_worn_out()
    now = timezone.now()
    left = Assessment.objects.left_behind(now)
    found = list(left.order_by("lease_until").only("priority")[:RESENT_AT_ONCE])
    with transaction.atomic():
        left.filter(pk__in=[work.pk for work in found]).update(
            state=Assessment.State.PENDING, due_at=now, lease_until=None
        )
        send_assessments(found)
    return len(found)


def _assess(work: Assessment, *, is_alone: bool) -> None:
    """One of a message's photos. What fails unexpectedly gets a message of its own, with its own
    attempts, and takes no other with it; raises that where it is alone."""
    try:
        due_at = assess.run_one(work)
    except Exception:  # the worker's edge, as in work.running
        if is_alone:
            raise
        logger.exception("a photo is sent again by itself", extra={"assessment": work.pk})
        due_at = timezone.now()
    if due_at is not None:
        send(assess_photo, work.pk, priority=work.priority, due_at=due_at)


def resend_lost() -> int:
    """The same, and send for what no message names any more. What waits in a queue, long or
    paused, is not lost."""
    left_behind = resend_left_behind()
    overdue = Assessment.objects.overdue(timezone.now()).order_by("-priority", "due_at", "pk")
    unsent = engine().without_message(overdue.only("priority"), assess_photo.module_path)
    found = list(unsent[:RESENT_AT_ONCE])
    send_assessments(found)
    return left_behind + len(found)
