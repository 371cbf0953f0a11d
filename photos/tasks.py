"""What is sent to the background: messages carry an id, the row is the truth."""

from django.tasks import task
from django.utils import timezone

from photos import assess, team_refresh
from photos.models import Assessment
from photos.standards import photos_behind, standard_named

RESENT_AT_ONCE = 100
JUDGED_AT_ONCE = 2_000  # photos a message: some seconds, so that measuring gets its turn


@task
def assess_photo(assessment_id: int) -> None:
    """Measure and judge one photo; a failed attempt is sent again with its due time."""
    due_at = assess.run(assessment_id)
    if due_at is not None:
        assess_photo.using(run_after=due_at).enqueue(assessment_id)


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
    ids = list(lost.order_by("due_at").values_list("pk", flat=True)[:RESENT_AT_ONCE])
    # Free again and due from now on, so that the next sweep doesn't send them once more.
    lost.filter(pk__in=ids).update(state=Assessment.State.PENDING, due_at=now, lease_until=None)
    for assessment_id in ids:
        assess_photo.enqueue(assessment_id)
    return len(ids)
