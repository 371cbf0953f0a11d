"""One attempt at one delivery: claimed, sent, written back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from webhooks import standing
from webhooks.models import Delivery, DeliveryQuerySet, Endpoint
from webhooks.posting import Answer, measured
from webhooks.problems import Problem
from webhooks.signing import signature

# After the first failed attempt, the second and so on; after the sixth it is given up.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
LEASE = timedelta(minutes=2)  # longer than any attempt: then its worker is gone
AGENT = "Sameframe"


def run(delivery_id: int) -> None:
    """Try the delivery, unless it is not due, done, or in somebody else's hands."""
    now = timezone.now()
    due = Delivery.objects.overdue(now).select_related("endpoint__user")
    delivery = due.filter(pk=delivery_id).first()
    if delivery is None:
        return
    endpoint = delivery.endpoint
    if not endpoint.is_active:
        give_up(delivery, Problem.SWITCHED_OFF)
    elif not endpoint.may_be_told(delivery.kind):
        give_up(delivery, Problem.NOT_ALLOWED)
    elif endpoint.quiet_until and endpoint.quiet_until > now:
        _mine(delivery).update(due_at=endpoint.quiet_until)
    elif _claim(delivery, now):
        answer, took_ms = _sent(delivery, endpoint)
        write_back(delivery, answer, took_ms)


def give_up(delivery: Delivery, problem: Problem) -> bool:
    """End it without a further attempt; False where somebody else has it."""
    return bool(
        _mine(delivery).update(
            state=Delivery.State.GIVEN_UP, problem=problem, finished_at=timezone.now()
        )
    )


def write_back(delivery: Delivery, answer: Answer, took_ms: int) -> None:
    """What came of the attempt: in the delivery's row, if it is still there and ours, and in
    its endpoint's."""
    now = timezone.now()
    told: dict[str, Any] = {
        "status": answer.status,
        "problem": answer.problem or "",
        "took_ms": took_ms,
    }
    if answer.problem is None:
        told |= {"state": Delivery.State.DELIVERED, "finished_at": now}
    elif delivery.attempts > len(PAUSES):
        told |= {"state": Delivery.State.GIVEN_UP, "finished_at": now}
    else:
        due_at = now + PAUSES[delivery.attempts - 1]
        told |= {"state": Delivery.State.FAILED, "due_at": due_at}
    _mine(delivery).update(**told)
    if answer.problem is None:
        standing.has_answered(delivery.endpoint)
    else:
        standing.has_failed(delivery.endpoint, now, answer.was_heard)
        if told["state"] == Delivery.State.GIVEN_UP:
            standing.switch_off_if_hopeless(delivery.endpoint, now)


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Begin an attempt; False where another worker just has."""
    claimed = (
        _mine(delivery)
        .filter(due_at__lte=now)
        .update(attempts=F("attempts") + 1, due_at=now + LEASE)
    )
    delivery.attempts += 1
    return bool(claimed)


def _mine(delivery: Delivery) -> DeliveryQuerySet:
    """The row, as long as no other worker has begun a further attempt."""
    return Delivery.objects.to_be_sent().filter(pk=delivery.pk, attempts=delivery.attempts)


def _sent(delivery: Delivery, endpoint: Endpoint) -> tuple[Answer, int]:
    secret = endpoint.secret
    if secret is None:
        return Answer(problem=Problem.SECRET), 0
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "Sameframe-Event": delivery.kind,
        "Sameframe-Delivery": str(delivery.uid),
        "Sameframe-Signature": signature(secret, int(timezone.now().timestamp()), body),
    }
    return measured(endpoint.address, headers, body)
