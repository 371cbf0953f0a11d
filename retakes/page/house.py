"""The house picture: a published photo of a colleague that shows how the others look."""

from __future__ import annotations

from django.db.models import QuerySet

from directory.models import Person
from photos.models import PUBLISHED_STATES, Look, Photo, TeamBaseline


def house_photo(person: Person) -> Photo | None:
    """The photo that the person's team, or else the company, is compared with: the pinned one,
    or the one nearest to the median. Only what colleagues see already; never the person's own."""
    for department in dict.fromkeys((person.department_id, None)):
        pinned = TeamBaseline.objects.filter(department=department).exclude(reference=None)
        found = _seen_by_colleagues(person).filter(pk__in=pinned.values("reference")).first()
        found = found or _nearest(person, department)
        if found:
            return found
    return None


def _nearest(person: Person, department_id: int | None) -> Photo | None:
    score = "department_score" if department_id else "company_score"
    looks = Look.objects.filter(is_counted=True).exclude(**{score: None})
    if department_id:
        looks = looks.filter(department=department_id)
    ids = looks.order_by(f"-{score}", "photo").values_list("photo", flat=True)[
        :2
    ]  # one may be own
    return _seen_by_colleagues(person).filter(pk__in=list(ids)).first()


def _seen_by_colleagues(person: Person) -> QuerySet[Photo]:
    published = Photo.objects.filter(state__in=PUBLISHED_STATES, purpose="")
    at_work = published.filter(person__status=Person.Status.ACTIVE).exclude(person=person.pk)
    return at_work.select_related("publication")
