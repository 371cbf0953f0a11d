"""Sending a delivery again because somebody asks for it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from audit.trail import record
from webhooks.models import Delivery
from webhooks.tasks import send_once_committed


@transaction.atomic
def retry(delivery: Delivery) -> bool:
    """Let it be tried now: what was given up with all its attempts, what is to be tried again
    anyway before its time. False for what is delivered, or an endpoint that is switched off."""
    open_again = Delivery.objects.filter(pk=delivery.pk, endpoint__is_active=True)
    now = timezone.now()
    given_up = open_again.filter(state=Delivery.State.GIVEN_UP).update(
        state=Delivery.State.WAITING, attempts=0, due_at=now, finished_at=None, problem=""
    )
    if not given_up and not open_again.to_be_sent().update(due_at=now):
        return False
    record("delivery.retry", kind="webhooks.delivery", key=delivery.pk)
    send_once_committed([delivery])
    return True
