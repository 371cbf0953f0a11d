"""Lengths of time in words: as rough as what is known."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR, DAY = 60, 3_600, 86_400  # seconds
FEW = 10  # minutes or hours; more are rounded
MINUTES_OF_MANY, MINUTES_OF_HOURS = 5, 10


def about(seconds: float) -> str:
    """How long something will take: "about 2 h 40 min"."""
    if seconds < MINUTE:
        return _("less than a minute")
    return _("about %(time)s") % {"time": plainly(rounded(seconds))}


def rounded(seconds: float) -> int:
    """To whole minutes, five, ten, or hours: an estimate is never better."""
    if seconds < FEW * MINUTE:
        step = MINUTE
    elif seconds < HOUR:
        step = MINUTES_OF_MANY * MINUTE
    else:
        step = MINUTES_OF_HOURS * MINUTE if seconds < FEW * HOUR else HOUR
    return round(seconds / step) * step


def plainly(seconds: float) -> str:
    """A length of time by its two largest units: "45 s", "4 min", "2 h 40 min", "3 days"."""
    whole = int(seconds)
    if whole < MINUTE:
        return _("%(count)s s") % {"count": whole}
    if whole < HOUR:
        return _("%(count)s min") % {"count": whole // MINUTE}
    if whole >= 2 * DAY:
        days = whole // DAY
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    hours, minutes = whole // HOUR, whole % HOUR // MINUTE
    if not minutes:
        return _("%(count)s h") % {"count": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
