"""How old photos are: since the day they were taken, or else since they came in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
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


def of_age(name: str) -> Q:
    """The condition on photos for one of the choices."""
    moment = now()
    if name == UNKNOWN:  # a camera whose clock was wrong
        return _taken("gt", moment)
    band = next(band for band in BANDS if band.name == name)
    after = Q() if band.until is None else _taken("gt", moment - band.until * YEAR)
    return after & _taken("lte", moment - band.since * YEAR)


def is_outdated(photo: Photo) -> bool:
    """Whether it belongs on the list of those to renew."""
    return now() - taken_at(photo) >= OUTDATED.since * YEAR


def _taken(comparison: str, moment: datetime) -> Q:
    known = Q(**{f"captured_at__{comparison}": moment})
    return known | Q(**{"captured_at": None, f"uploaded_at__{comparison}": moment})


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
