"""How old photos are: since the day they were taken, or else since they came in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from photos.models import Photo

YEAR = timedelta(days=365.25)
MONTH = YEAR / 12
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Photos of at least `since` and less than `until` years."""

    name: str
    title: str | Promise
    since: int
    until: int | None


# STANDARD.md: under 3 years pass, from 3 warn, from 5 belong on the list of those to renew.
BANDS = (
    AgeBand("under_1", _("under 1 year"), 0, 1),
    AgeBand("1_to_3", _("1 to 3 years"), 1, 3),
    AgeBand("3_to_5", _("3 to 5 years"), 3, 5),
    AgeBand("over_5", _("5 years and more"), 5, None),
)
AGING, OUTDATED = BANDS[2], BANDS[3]
CHOICES: list[tuple[str, str | Promise]] = [
    *((band.name, band.title) for band in BANDS),
    (UNKNOWN, _("unknown")),
]


def taken_at(photo: Photo) -> datetime:
    """When it was taken, as far as anybody knows."""
    return photo.captured_at or photo.uploaded_at


def of_age(name: str, photo: str = "") -> Q:
    """The condition on photos for one of the choices; `photo` leads to them, as "photo__"."""
    day, moment = taken(photo), now()
    if name == UNKNOWN:  # a camera whose clock was wrong
        return Q(GreaterThan(day, moment))
    band = next(band for band in BANDS if band.name == name)
    old_enough = Q(LessThanOrEqual(day, moment - band.since * YEAR))
    if band.until is None:
        return old_enough
    return old_enough & Q(GreaterThan(day, moment - band.until * YEAR))


def is_outdated(photo: Photo) -> bool:
    """Whether it belongs on the list of those to renew."""
    return now() - taken_at(photo) >= OUTDATED.since * YEAR


def taken(photo: str = "") -> Coalesce:
    """The same as a column, for which there is an index; `photo` leads to photos."""
    return Coalesce(f"{photo}captured_at", f"{photo}uploaded_at")


def age_words(photo: Photo) -> str:
    """The age in whole years, below that in months; empty for a day that is yet to come."""
    age = now() - taken_at(photo)
    if age < timedelta():
        return ""
    if age >= YEAR:
        years = age // YEAR
        return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    months = age // MONTH
    if not months:
        return str(_("new"))
    return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
