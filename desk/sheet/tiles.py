"""The people of a department as tiles: whose photo is shown, and how it is marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from desk.sheet.marks import MARKS, NO_PHOTO, Mark, mark_of
from directory.models import Department, Person
from photos.admin.team_page import stands_out
from photos.initials import initials_of
from photos.models import PersonCard
from photos.team_reports import people_of, report_of

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


def people_on(department: Department | None) -> QuerySet[Person]:
    """Who is on the sheet, by name."""
    people: QuerySet[Person] = Person.objects.active().select_related("card")
    if department:
        people = people.filter(department=department)
    return people.order_by("last_name", "first_name", "pk")


def tiles_of(people: list[Person], department: Department | None) -> list[Tile]:
    """Their tiles, in the same order."""
    unlike = misfits_of(department)
    return [tile_of(person, unlike) for person in people]


def misfits_of(department: Department | None) -> dict[int, str]:
    """By photo, the sentences about how it stands out from the team's."""
    report = report_of(department)
    compared = people_of(department, report.photos) if report.misfits else []
    return {
        one.photo_id: " ".join(one.comparison.sentences)
        for one in compared
        if stands_out(one.comparison)
    }


def tile_of(person: Person, unlike: dict[int, str]) -> Tile:
    """One person's tile: the published photo, else the newest."""
    card: PersonCard | None = getattr(person, "card", None)
    published = card.published_photo_id if card else None
    photo_id = published or (card.photo_id if card else None)
    mark = mark_of(card, stands_out=published in unlike)
    reason = card.main_reason if card and not published else ""
    return Tile(
        name=person.full_name,
        job_title=person.job_title,
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
