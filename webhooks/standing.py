"""How an endpoint is doing: whether it answers, is left in peace for a while, or switched off."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce

from audit.trail import record
from webhooks.models import Delivery, Endpoint
from webhooks.problems import Problem

# Where nobody answers, one attempt in so long is enough: each holds a worker for ten seconds.
QUIET = timedelta(minutes=1)
HOPELESS_AFTER = timedelta(days=3)  # without a single success


def has_answered(endpoint: Endpoint) -> None:
    """A delivery got through."""
    if endpoint.failing_since or endpoint.quiet_until:
        Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, quiet_until=None)


def has_failed(endpoint: Endpoint, now: datetime, was_heard: bool) -> None:
    """A delivery did not; `was_heard` says whether anybody was there to refuse it."""
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failing_since=Coalesce("failing_since", now),
        quiet_until=None if was_heard else now + QUIET,
    )


@transaction.atomic
def switch_off_if_hopeless(endpoint: Endpoint, now: datetime) -> bool:
    """Call it when a delivery was given up: where none has succeeded for three days, nothing
    further is sent until somebody switches the endpoint on. Whether it was switched off."""
    hopeless = Endpoint.objects.filter(
        pk=endpoint.pk, is_active=True, failing_since__lte=now - HOPELESS_AFTER
    )
    if not hopeless.update(is_active=False, switched_off_at=now):
        return False
    give_up_all(endpoint, now)
    record("endpoint.switch_off", kind="webhooks.endpoint", key=endpoint.pk)
    return True


def give_up_all(endpoint: Endpoint, now: datetime) -> int:
    """End what is on its way to an endpoint that is switched off; how many there were."""
    return (
        Delivery.objects.to_be_sent()
        .filter(endpoint=endpoint)
        .update(state=Delivery.State.GIVEN_UP, problem=Problem.SWITCHED_OFF, finished_at=now)
    )
