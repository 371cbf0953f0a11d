"""When people are reminded: never at night or at the weekend. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_HOUR, LAST_HOUR = 8, 18  # of the site's time zone: from 8:00 until before 18:00
SATURDAY = 5


def is_business(moment: datetime) -> bool:
    """Whether people are at work: Monday to Friday, by the moment's own time zone."""
    return moment.weekday() < SATURDAY and FIRST_HOUR <= moment.hour < LAST_HOUR


def next_business(moment: datetime) -> datetime:
    """The moment itself, or the next 8 o'clock of a working day."""
    if is_business(moment):
        return moment
    day = moment if moment.hour < FIRST_HOUR else moment + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day.replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
