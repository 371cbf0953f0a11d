"""The people of a department as tiles: whose photo is shown, and how it is marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When

from desk.sheet.marks import MARKS, NO_PHOTO, Mark, mark_of
from directory.models import Department, Person
from directory.reach import Reach
from photos.admin.team_page import stands_out
from photos.initials import initials_of
from photos.labels import reason_words, spoken
from photos.models import Outcome, PersonCard
from photos.team_reports import compared_photos

PAGE = 60  # people of the whole company on one page


@dataclass(frozen=True, slots=True)
class Tile:
    """One person; `told` is why the photo is marked, `photo_id` None without a photo."""

    name: str
    job_title: str
    initials: str
    photo_id: int | None
    mark: Mark
    told: str


@dataclass(frozen=True, slots=True)
class MarkCount:
    """A line of the legend."""

    mark: Mark
    count: int


# What needs a hand comes first, as far as the database knows; who has no photo at the end.
URGENCY = Case(
    When(card__published_photo__isnull=False, then=Value(4)),
    When(card__needs_retake=True, then=Value(0)),
    When(card__verdict=Outcome.UNSURE, then=Value(1)),
    When(card__verdict=Outcome.FIX, then=Value(2)),
    When(card__verdict=Outcome.PASS, then=Value(3)),
    When(card__photo__isnull=False, then=Value(5)),
    default=Value(6),
)


def people_on(
    reach: Reach, department: Department | None, *, worst_first: bool = False
) -> QuerySet[Person]:
    """Who is on the sheet, by name, or those first who need a hand."""
    people: QuerySet[Person] = Person.objects.within(reach).active().select_related("card")
    if department:
        people = people.filter(department=department)
    by_name = ("last_name", "first_name", "pk")
    return people.order_by(URGENCY, *by_name) if worst_first else people.order_by(*by_name)


def tiles_of(people: list[Person], department: Department | None) -> list[Tile]:
    """Their tiles, in the same order."""
    cards = [person.card for person in people if hasattr(person, "card")]
    published = [card.published_photo_id for card in cards if card.published_photo_id]
    unlike = {
        photo_id: " ".join(map(spoken, comparison.sentences))
        for photo_id, comparison in compared_photos(department, published).items()
        if stands_out(comparison)
    }
    return [tile_of(person, unlike) for person in people]


def tile_of(person: Person, unlike: dict[int, str]) -> Tile:
    """One person's tile: the published photo, else the newest."""
    card: PersonCard | None = getattr(person, "card", None)
    published = card.published_photo_id if card else None
    photo_id = published or (card.photo_id if card else None)
    mark = mark_of(card, stands_out=published in unlike)
    reason = reason_words(card) if card and not published else ""
    return Tile(
        name=" ".join(person.full_name.split()),
        job_title=" ".join(person.job_title.split()),
        initials=initials_of(person),
        photo_id=photo_id,
        mark=mark,
        told=unlike.get(published, "") if published else reason,
    )


def misfits_first(tiles: list[Tile]) -> list[Tile]:
    """What needs a hand first; who has no photo at the end."""
    return sorted(tiles, key=lambda tile: (tile.mark == NO_PHOTO, -MARKS.index(tile.mark)))


def legend_of(tiles: list[Tile]) -> list[MarkCount]:
    """How many tiles have each mark; those without any are left out."""
    counted = Counter(tile.mark.name for tile in tiles)
    return [MarkCount(mark, counted[mark.name]) for mark in MARKS if counted[mark.name]]
