"""Telling other systems that a person's picture in the directory is another, or gone.

Found by what the person's card said before and says now, so that no way of changing it is
forgotten: decisions, imports, leaving, erasing, pictures cut anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import orjson
from django.conf import settings
from django.urls import reverse

from webhooks.kinds import Kind
from webhooks.outbox import Happened, announce_many


@dataclass(frozen=True, slots=True)
class PictureChange:
    """What a card said of somebody `before` and says `after`: their JSON of photos.people_json,
    "" for nobody."""

    employee_id: str
    key: str
    person_id: int
    department_id: int | None
    before: str
    after: str

    @property
    def kind(self) -> Kind | None:
        """What has happened to the picture, if anything has."""
        if self.before == self.after:
            return None
        before, after = picture_in(self.before), picture_in(self.after)
        if before == after:
            return None
        if not after:
            return Kind.PHOTO_REMOVED
        return Kind.PHOTO_REPLACED if before else Kind.PHOTO_APPROVED


def announce_pictures(changes: Iterable[PictureChange]) -> None:
    """Announce what has changed, in the transaction that writes the cards."""
    happened = defaultdict[Kind, list[Happened]](list)
    for change in changes:
        if change.kind:
            data = {"employee_id": change.employee_id, "key": change.key}
            if change.kind != Kind.PHOTO_REMOVED:
                data["photo"] = address_of(change.employee_id)
            happened[change.kind].append(Happened(data, change.department_id, change.person_id))
    for kind, events in happened.items():
        announce_many(kind, events)


def announce_erased(gone: Iterable[tuple[str, int | None, str]]) -> None:
    """Announce that pictures of people who are being erased are gone: by key, department and
    JSON. Nothing but the key of chance names them, which outlives them by design."""
    announce_many(
        Kind.PHOTO_REMOVED,
        [
            Happened({"key": key}, department_id, None)
            for key, department_id, ready in gone
            if picture_in(ready)
        ],
    )


def picture_in(ready: str) -> str:
    """Which picture somebody's JSON shows, by its first address; "" for none."""
    shown = orjson.loads(ready)["photo"] if ready else None
    return str(shown["src"]) if shown else ""


def address_of(employee_id: str) -> str:
    """Where the API gives the person's approved photo."""
    return f"{settings.SITE_URL}{reverse('person-photo', args=[employee_id])}"
