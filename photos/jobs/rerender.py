"""Publishing anew what was cut in an older way, and cutting ahead what viewers ask for first."""

from __future__ import annotations

from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from photos import cards, publications
from photos.models import Photo, Publication
from photos.people_json import usual_size
from photos.quality.cut import AVIF
from photos.quality.limits import UnreadablePhoto
from photos.querysets import PhotoQuerySet
from photos.renditions import NotMade, rendition
from photos.storage import StorageAway
from work import jobs
from work.job_kinds import Step
from work.models import Job
from work.priorities import BULK

STEP_SECONDS = 1.0
PAUSE = 10  # seconds, where the files are away
LOOKED_UP = 100  # people: more than a step gets done, unless there is nothing to do
OLDER_ONLY = {"older_only": True}
FORM = AVIF  # what every current browser takes (photos.pictures)


class Rerender:
    """`wishes` may name a `department` by its id, or with `older_only` leave out people whose
    photos are published in today's way. The place is the last person's id."""

    title = _("Cut published photos anew")
    is_atomic = False  # a cut takes long without writing, and what is there is not cut twice
    priority = BULK

    def count(self, wishes: dict[str, Any]) -> int | None:
        """People with such photos."""
        return people_asked_for(wishes).count()

    def step(self, wishes: dict[str, Any], place: str) -> Step | None:
        """Person by person for about a second; where the files are away, no further."""
        until = monotonic() + STEP_SECONDS
        done = skipped = failed = 0
        asked = people_asked_for(wishes).filter(person__gt=int(place or 0))
        people = list(asked.order_by("person")[:LOOKED_UP])
        for person in people:
            try:
                changed = publish_anew(person) + cut_ahead(person)
            except StorageAway:
                return Step(place, done=done, skipped=skipped, failed=failed, pause=PAUSE)
            except UnreadablePhoto:
                failed += 1
            else:
                done, skipped = done + bool(changed), skipped + (not changed)
            place = str(person)
            if monotonic() >= until:
                break
        return Step(place, done=done, skipped=skipped, failed=failed) if people else None


def people_asked_for(wishes: dict[str, Any]) -> QuerySet[Photo, int]:
    """Their ids, each once."""
    asked = publications.behind() if wishes.get("older_only") else Photo.objects.published()
    if wishes.get("department"):
        asked = asked.filter(person__department=wishes["department"])
    return asked.order_by().values_list("person", flat=True).distinct()


def begin_if_behind() -> Job | None:
    """Begin to publish anew what was published before an upgrade, if there is any."""
    if not publications.behind().exists():
        return None
    return jobs.begin_once("rerender", OLDER_ONLY, None)


def publish_anew(person_id: int) -> int:
    """Publish what is approved and is not yet, or was cut in an older way; how many photos."""
    older: PhotoQuerySet = publications.behind().filter(person=person_id)
    number = older.count()
    if number:
        with transaction.atomic():
            list(Person.objects.select_for_update().filter(pk=person_id))
            publications.bring_in_line([person_id])
            cards.write([person_id])
    return number


def cut_ahead(person_id: int) -> int:
    """Cut what an <img> names first, for each use; how many pictures were not there.

    Raises UnreadablePhoto.
    """
    shown = Publication.objects.filter(photo__person=person_id, photo__person__status="active")
    number = 0
    for publication in shown.select_related("photo"):
        kept = publication.renditions.filter(format=FORM.extension).values_list("use", "size")
        missing = usual_pictures(publication) - set(kept)
        for use, size in sorted(missing):
            try:
                rendition(publication, use, size, FORM)
            except NotMade:  # withdrawn or erased in this moment
                break
            number += 1
    return number


def usual_pictures(publication: Publication) -> set[tuple[str, int]]:
    """The use and size that is asked for first, of each use that the photo has pixels for."""
    own = publication.photo.purpose
    return {
        (use, usual_size(publication, use))
        for use in publication.cuts
        if publication.sizes(use) and own in ("", use)
    }
