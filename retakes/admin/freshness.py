"""The page of photos that have had their time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from desk.pages import needs, page
from directory.models import Person
from directory.reach import reach_of
from photos.admin.change_list import Pages, counted_up
from photos.ages import age_words
from photos.models import Photo
from retakes.freshness import CONCERNS, LEFT, MISSING, OUTDATED, Concern, people_of
from retakes.models import Retake

PEOPLE_A_PAGE = 50


class Tab(NamedTuple):
    """One of the lists, and how many people are on it (as far as it is worth counting)."""

    concern: Concern
    number: int


class Row(NamedTuple):
    """One person: the age of their photo or the day on which it goes, and their open request."""

    person: Person
    age: str
    gone_on: Any
    retake: Retake | None


@needs("directory.view_person", "retakes.view_retake")
def freshness(request: HttpRequest) -> HttpResponseBase:
    """Photos older than the standard allows, people without one, photos of those who left."""
    reach = reach_of(request.user)
    shown = CONCERNS.get(request.GET.get("show", ""), CONCERNS[OUTDATED])
    people = people_of(shown.name, reach)
    paginator = Pages(people.select_related("department", "card"), PEOPLE_A_PAGE)
    found = paginator.get_page(request.GET.get("page"))
    return page(
        request,
        "retakes/admin/freshness.html",
        _("Freshness"),
        shown=shown,
        tabs=[
            Tab(one, paginator.count if one is shown else counted_up(people_of(one.name, reach)))
            for one in CONCERNS.values()
        ],
        people=found,
        rows=rows_of(list(found), shown),
        keep=f"show={shown.name}&",
        kept_days=settings.SAMEFRAME_KEEP_DAYS["leavers"],
        may_ask=shown.asks and request.user.has_perm("retakes.add_retake"),
        may_see_pictures=request.user.has_perm("photos.view_photo"),
    )


def rows_of(people: list[Person], shown: Concern) -> list[Row]:
    """What is shown of these people: two queries."""
    keys = [person.pk for person in people]
    photos = {one.person_id: one for one in Photo.objects.current().filter(person__in=keys)}
    asked = {one.person_id: one for one in Retake.objects.open().filter(person__in=keys)}
    kept_for = timedelta(days=settings.SAMEFRAME_KEEP_DAYS["leavers"])
    return [
        Row(
            person,
            age_words(photos[person.pk]) if person.pk in photos and shown.name != MISSING else "",
            person.left_at + kept_for if shown.name == LEFT and person.left_at else None,
            asked.get(person.pk),
        )
        for person in people
    ]
