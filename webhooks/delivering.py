"""One attempt at one delivery: claimed, sent, written back."""

from __future__ import annotations

from django.utils import timezone

from webhooks.models import Delivery


def run(delivery_id: int) -> None:
    """Try the delivery, unless it is not due, done, or in somebody else's hands."""
    Delivery.objects.overdue(timezone.now()).filter(pk=delivery_id).first()
