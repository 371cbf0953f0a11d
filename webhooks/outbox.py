"""Announcing an event: a row for every endpoint that is told, in the caller's transaction."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from webhooks.kinds import Kind
from webhooks.models import Delivery, Endpoint
from webhooks.tasks import send_once_committed

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: `data` holds employee_id, key and addresses of the API, never names or scores.

    `department_id` is the person's department. `about` is the person's number, by which an
    erasure finds the rows; None where `data` names nobody who could be erased.
    """

    data: Mapping[str, str]
    department_id: int | None
    about: int | None


def announce(
    kind: str, data: Mapping[str, str], department_id: int | None = None, *, about: int
) -> int:
    """Tell every endpoint that wants such events of these people; how many will be told.

    `kind` is a word of webhooks.kinds, the rest as in Happened. Call it in the transaction that
    does what is told: what is undone was never announced. Raises ValueError for an unknown kind.
    """
    return announce_many(kind, [Happened(data, department_id, about)])


def announce_many(kind: str, happened: Sequence[Happened]) -> int:
    """The same for many events of one kind; no query where there is none."""
    wanted = Kind(kind)
    reaches = [(one, one.reach()) for one in _listening(wanted)] if happened else []
    rows = []
    for event in happened:
        told = [one for one, reach in reaches if reach.holds(event.department_id)]
        rows += rows_of(told, wanted, event.data, event.about)
    put_down(rows)
    return len(rows)


def rows_of(
    endpoints: Iterable[Endpoint], kind: str, data: Mapping[str, str], about: int | None = None
) -> list[Delivery]:
    """The rows of one event, not written yet."""
    now = timezone.now()
    event_id = uuid.uuid4()
    body = written(event_id, kind, data, now)
    return [
        Delivery(
            endpoint=one,
            event_id=event_id,
            kind=kind,
            about=about,
            body=body,
            due_at=now,
            created_at=now,
        )
        for one in endpoints
    ]


def put_down(rows: Sequence[Delivery]) -> None:
    """Write the rows, and send for them once the transaction is committed."""
    if rows:
        send_once_committed(Delivery.objects.bulk_create(rows, ROWS_AT_ONCE))


def written(event_id: uuid.UUID, kind: str, data: Mapping[str, str], now: datetime) -> str:
    """The JSON that is sent, for an event of that moment."""
    moment = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    event = {"id": str(event_id), "event": kind, "occurred_at": moment, "data": dict(data)}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def _listening(kind: Kind) -> list[Endpoint]:
    """The endpoints that chose the kind and whose users may be told. Chosen here, as SQLite
    cannot ask what a list holds; there are few."""
    active = Endpoint.objects.filter(is_active=True).select_related("user")
    active = active.prefetch_related("departments")
    return [one for one in active if kind in one.events and one.may_be_told(kind)]
