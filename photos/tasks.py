"""What is sent to the background: messages carry an id, the row is the truth."""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from photos import assess, team_refresh
from photos.models import Assessment
from photos.standards import photos_behind, standard_named
from work import pauses, queues
from work.priorities import BULK
from work.sending import send, send_many

RESENT_AT_ONCE = 100
JUDGED_AT_ONCE = 2_000  # photos a message: some seconds, so that measuring gets its turn


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
    """Judge some of those who are behind under that standard anew, and send for the rest."""
    behind = photos_behind(standard_named(name)).filter(pk__gt=after)
    some = list(behind.order_by("pk").values_list("pk", flat=True)[:JUDGED_AT_ONCE])
    if some:
        assess.judge_again(some)
        judge_by_standard.enqueue(name, some[-1])


def resend_lost() -> int:
    """Send again what a lost message or a killed worker left behind; how many were sent."""
    assess.give_up_worn_out()
    now = timezone.now()
    lost = Assessment.objects.lost(now)
    if pauses.is_paused(queues.BULK):  # what waits for people is not lost
        lost = lost.filter(priority__gt=BULK)
    if pauses.is_paused(queues.INTERACTIVE):
        lost = lost.filter(priority__lte=BULK)
    found = list(lost.order_by("-priority", "due_at").only("priority")[:RESENT_AT_ONCE])
    # Free again and due from now on, so that the next sweep doesn't send them once more.
    lost.filter(pk__in=[work.pk for work in found]).update(
        state=Assessment.State.PENDING, due_at=now, lease_until=None
    )
    send_assessments(found)
    return len(found)
