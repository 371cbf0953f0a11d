"""The one way to add to the trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.expressions import Combinable

from audit.context import acting
from audit.models import Event

LONGEST_WHO = 200  # characters, as the column
EVENTS_AT_ONCE = 1_000  # rows of one query


def record(
    action: str,
    *,
    kind: str = "",
    key: object = "",
    person_key: str | Combinable = "",
    fields: Iterable[str] = (),
    before: str = "",
    after: str = "",
    count: int = 1,
    has_reason: bool = False,
) -> None:
    """Add what has just been done, in the transaction that did it, as whoever acts.

    `action` is a word of the trail ("photo.approve"); `kind` and `key` name the record
    ("photos.photo", its id); `person_key` is the card's random key, never a name or an id of
    the company's, or an expression that finds it; `fields` are names of fields without their
    values; `before` and `after` are states or other words of our own, never what somebody
    typed; `count` says of how many records a bulk deed was.
    """
    Event.objects.create(
        **_who(),
        action=action,
        kind=kind,
        key=str(key),
        person_key=person_key,
        fields=sorted(fields),
        before=before,
        after=after,
        count=count,
        has_reason=has_reason,
    )


@dataclass(frozen=True, slots=True)
class About:
    """One record of many to which the same was done, as `record` takes it."""

    key: object
    person_key: str = ""
    after: str = ""


def record_many(action: str, kind: str, about: Iterable[About]) -> None:
    """Add an event for each record, in a few queries."""
    who = _who()
    Event.objects.bulk_create(
        [
            Event(
                **who,
                action=action,
                kind=kind,
                key=str(one.key),
                person_key=one.person_key,
                after=one.after,
            )
            for one in about
        ],
        batch_size=EVENTS_AT_ONCE,
    )


def _who() -> dict[str, Any]:
    """Whoever acts, in the columns of an event."""
    who = acting().named()
    return {
        "door": who.door,
        "user_id": who.user_id,
        "who": who.who[:LONGEST_WHO],
        "request_id": who.request_id,
    }
