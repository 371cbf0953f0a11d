"""Announcing an event: a row for every endpoint that is told, in the caller's transaction."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.utils import timezone

from webhooks.kinds import Kind
from webhooks.models import Delivery, Endpoint
from webhooks.tasks import send_once_committed


def announce(
    kind: str, data: Mapping[str, str], department_id: int | None = None, *, about: int
) -> int:
    """Tell every endpoint that wants such events of these people; how many will be told.

    `kind` is a word of webhooks.kinds; `data` holds employee_id and addresses of the API,
    never names or scores; `department_id` is the person's department and `about` the person's
    number, by which an erasure finds the rows. Call it in the transaction that does what is
    told: what is undone was never announced. Raises ValueError for an unknown kind.
    """
    wanted = Kind(kind)
    told = [one for one in _listening(wanted) if one.reach().holds(department_id)]
    return len(put_down(told, wanted, data, about))


def put_down(
    endpoints: Iterable[Endpoint], kind: str, data: Mapping[str, str], about: int | None = None
) -> list[Delivery]:
    """Write the rows of one event, and send for them once the transaction is committed."""
    now = timezone.now()
    event_id = uuid.uuid4()
    body = written(event_id, kind, data, now)
    rows = Delivery.objects.bulk_create(
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
    )
    send_once_committed(rows)
    return rows


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
