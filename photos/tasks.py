"""What is sent to the background: messages carry an id, the row is the truth."""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from photos import assess, team_refresh
from photos.models import Assessment
from work import jobs, queues
from work.engines.chosen import engine
from work.sending import send, send_many

RESENT_AT_ONCE = 10_000


@task(queue_name=queues.INTERACTIVE)
def assess_photo(assessment_id: int) -> None:
    """Measure and judge one photo; a failed attempt is sent again with its due time."""
    due_at = assess.run(assessment_id)
    if due_at is not None:
        for work in Assessment.objects.filter(pk=assessment_id):
            send(assess_photo, work.pk, priority=work.priority, due_at=due_at)


def send_assessments(work: Collection[Assessment]) -> None:
    """Send for work rows, each by its priority."""
    for priority in sorted({one.priority for one in work}, reverse=True):
        some = [[one.pk] for one in work if one.priority == priority]
        send_many(assess_photo, some, priority=priority)


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


def resend_lost() -> int:
    """The same, and send for what no message names any more. What waits in a queue, long or
    paused, is not lost."""
    left_behind = resend_left_behind()
    overdue = Assessment.objects.overdue(timezone.now()).order_by("-priority", "due_at")
    unsent = engine().without_message(overdue.only("priority"), assess_photo.module_path)
    found = list(unsent[:RESENT_AT_ONCE])
    send_assessments(found)
    return left_behind + len(found)
