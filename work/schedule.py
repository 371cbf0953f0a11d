"""Work that comes by the clock: each function once a slot, by whichever worker is first.

settings.SAMEFRAME_SCHEDULE = {dotted path of a function: seconds}. Slots of n seconds begin
whenever the Unix time is a multiple of n; n divides a minute, an hour or a day.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from work.guarded import is_done
from work.models import Slot

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def cron_line(seconds: int) -> str:
    """Every so many seconds as a cron line, whose sixth field is seconds. Raises ValueError."""
    for longest, unit, line in (
        (MINUTE, 1, "* * * * * */{}"),
        (HOUR, MINUTE, "*/{} * * * *"),
        (DAY, HOUR, "0 */{} * * *"),
    ):
        if unit <= seconds < longest and seconds % unit == 0 and longest % seconds == 0:
            return line.format(seconds // unit)
    if seconds == DAY:
        return "0 0 * * *"
    raise ValueError(f"every {seconds} seconds: it must divide a minute, an hour or a day")


def slot_of(seconds: int, now: datetime) -> datetime:
    """When the slot began that `now` is in."""
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)


def claim(path: str, slot: datetime) -> bool:
    """Whether this caller is the one that runs the function in that slot."""
    if Slot.objects.filter(path=path, slot__lt=slot).update(slot=slot):
        return True
    if Slot.objects.filter(path=path).exists():
        return False
    try:
        with transaction.atomic():
            Slot.objects.create(path=path, slot=slot)
    except IntegrityError:  # another worker was first
        return False
    return True


def claim_due(now: datetime) -> list[str]:
    """The functions whose slot this caller has just claimed, in the order of the settings."""
    return [
        path
        for path, seconds in settings.SAMEFRAME_SCHEDULE.items()
        if claim(path, slot_of(seconds, now))
    ]


def run_due() -> None:
    """Run what the schedule says for now, unless another worker has; none holds up another."""
    for path in claim_due(timezone.now()):
        run_scheduled(path)


def run_scheduled(path: str) -> None:
    """Run one function of the schedule; where it fails, the next slot tries again."""
    is_done(lambda: import_string(path)())
