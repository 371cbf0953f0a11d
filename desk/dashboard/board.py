"""The first page: how the team's photos stand, and whom to look at first."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q
from django.http import HttpRequest
from django.urls import reverse

from directory.models import Person
from photos.models import PUBLISHED_STATES, Outcome, Photo

WORST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the team whose photos stand alike, and the list that shows it.

    `on_the_bar` is the condition under which somebody is drawn there, where that is not
    the same: on the bar each person is in exactly one share, by the newest photo.
    """

    name: str
    title: str
    hint: str
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
        "With an approved photo",
        "on the intranet",
        "photo=published",
        Q(card__published_photo__isnull=False),
        Q(card__photo_state__in=PUBLISHED_STATES),
    ),
    Share(
        "pass",
        "Passed, to approve",
        "the standard is met",
        "photo=in_review&verdict=pass",
        in_review(Outcome.PASS),
    ),
    Share(
        "fix",
        "A crop would mend it",
        "no new photo needed",
        "photo=in_review&verdict=fix",
        in_review(Outcome.FIX),
    ),
    Share(
        "unsure",
        "A person decides",
        "the machine can't tell",
        "photo=in_review&verdict=unsure",
        in_review(Outcome.UNSURE),
    ),
    Share(
        "retake",
        "Need a retake",
        "worst first",
        "retake=yes",
        Q(card__needs_retake=True),
    ),
    Share(
        "waiting",
        "Waiting",
        "not measured yet",
        "photo=waiting",
        Q(card__photo_state=Photo.State.WAITING),
    ),
    Share(
        "failed",
        "Could not be measured",
        "look at the photo",
        "photo=failed",
        Q(card__photo_state=Photo.State.FAILED),
    ),
    Share("none", "Without a photo", "nothing to judge yet", "photo=none", Q(card__photo=None)),
]
# Shown only when there is somebody in it.
RARE = {"failed"}


def people_url(filters: str = "") -> str:
    """The list of those who work here, filtered."""
    address = reverse("admin:directory_person_changelist") + "?status=active"
    return f"{address}&{filters}" if filters else address


def counts() -> dict[str, int]:
    """How many people are in each share and on its bar, and `people` in all: one query."""
    shares = {share.name: Count("pk", filter=share.condition) for share in SHARES}
    bars = {
        f"{share.name}_bar": Count("pk", filter=share.on_the_bar or share.condition)
        for share in SHARES
    }
    return Person.objects.active().aggregate(people=Count("pk"), **shares, **bars)


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


def worst() -> list[Person]:
    """The people whose photos need a retake most."""
    people = Person.objects.active().filter(card__needs_retake=True)
    ordered = people.order_by(F("card__score").asc(nulls_last=True), "last_name", "id")
    return list(ordered.select_related("card", "department")[:WORST_SHOWN])


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The dashboard's part of the template context (UNFOLD's DASHBOARD_CALLBACK)."""
    if not request.user.has_perm("directory.view_person"):
        return context
    counted = counts()
    return context | {
        "people_count": counted["people"],
        "people_url": people_url(),
        "retake_count": counted["retake"],
        "retake_url": people_url("retake=yes"),
        "tiles": tiles(counted),
        "worst": worst(),
        "may_import": request.user.has_perms(["directory.add_person", "directory.change_person"]),
        "may_see_pictures": request.user.has_perm("photos.view_photo"),
        "has_example_page": settings.SAMEFRAME_EXAMPLE_INTRANET,
    }
