"""The parts of the team whose photos stand alike, and the lists that show them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from directory.reach import Reach
from photos.models import PUBLISHED_STATES, Outcome, Photo


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the team whose photos stand alike, and the list that shows it.

    `on_the_bar` is the condition under which somebody is drawn there, where that is not
    the same: on the bar each person is in exactly one share, by the newest photo.
    """

    name: str
    title: str | Promise
    hint: str | Promise
    filters: str
    condition: Q
    on_the_bar: Q | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A counted share; `start` and `width` place it on the bar, in percent of the team."""

    share: Share
    count: int
    url: str
    start: float
    width: float


def in_review(verdict: Outcome) -> Q:
    """Nobody has decided yet, and the machine says `verdict`."""
    return Q(card__photo_state=Photo.State.IN_REVIEW, card__verdict=verdict)


SHARES = [
    Share(
        "published",
        _("With an approved photo"),
        _("on the intranet"),
        "photo=published",
        Q(card__published_photo__isnull=False),
        Q(card__photo_state__in=PUBLISHED_STATES),
    ),
    Share(
        "pass",
        _("Passed, to approve"),
        _("the standard is met"),
        "photo=in_review&verdict=pass",
        in_review(Outcome.PASS),
    ),
    Share(
        "fix",
        _("A crop would mend it"),
        _("no new photo needed"),
        "photo=in_review&verdict=fix",
        in_review(Outcome.FIX),
    ),
    Share(
        "unsure",
        _("A person decides"),
        _("the machine can't tell"),
        "photo=in_review&verdict=unsure",
        in_review(Outcome.UNSURE),
    ),
    Share(
        "retake",
        _("Need a retake"),
        _("worst first"),
        "retake=yes",
        Q(card__needs_retake=True),
    ),
    Share(
        "waiting",
        _("Waiting"),
        _("not measured yet"),
        "photo=waiting",
        Q(card__photo_state=Photo.State.WAITING),
    ),
    Share(
        "failed",
        _("Could not be measured"),
        _("look at the photo"),
        "photo=failed",
        Q(card__photo_state=Photo.State.FAILED),
    ),
    Share(
        "none", _("Without a photo"), _("nothing to judge yet"), "photo=none", Q(card__photo=None)
    ),
]
# Shown only when there is somebody in it.
RARE = {"failed"}


def people_url(filters: str = "") -> str:
    """The list of those who work here, filtered."""
    address = reverse("admin:directory_person_changelist") + "?status=active"
    return f"{address}&{filters}" if filters else address


def counts(reach: Reach) -> dict[str, int]:
    """How many people within reach are in each share and on its bar, and `people` in all: one
    query."""
    shares = {share.name: Count("pk", filter=share.condition) for share in SHARES}
    bars = {
        f"{share.name}_bar": Count("pk", filter=share.on_the_bar or share.condition)
        for share in SHARES
    }
    return Person.objects.within(reach).active().aggregate(people=Count("pk"), **shares, **bars)


def tiles(counted: dict[str, int]) -> list[Tile]:
    """The shares side by side."""
    made: list[Tile] = []
    start = 0.0
    for share in SHARES:
        count = counted[share.name]
        drawn = counted[f"{share.name}_bar"]
        width = 100 * drawn / counted["people"] if counted["people"] else 0.0
        if count or share.name not in RARE:
            made.append(Tile(share, count, people_url(share.filters), start, width))
        start += width
    return made
