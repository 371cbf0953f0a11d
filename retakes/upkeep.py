"""What the background worker does for requests between two photos."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from directory.models import Person
from retakes import states
from retakes.models import Retake, retake_settings

AT_A_TIME = 500  # requests; the next call goes on


def keep_up() -> None:
    """Let requests expire that nobody answered in time, end those of people who left, and ask
    anew whose new photo was erased before anybody decided about it."""
    for retake in Retake.objects.open().filter(person__status=Person.Status.LEFT)[:AT_A_TIME]:
        states.left(retake)
    erased = Retake.objects.filter(state=Retake.State.SUBMITTED, submitted=None)
    for retake in erased[:AT_A_TIME]:
        states.asked_again(retake)
    over = localdate() - timedelta(days=retake_settings().expire_days)
    late = Retake.objects.awaiting().filter(due_on__lt=over, paused_at=None)
    for retake in late[:AT_A_TIME]:
        states.expired(retake)
