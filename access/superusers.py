"""The last one who may do everything stays."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction


def one_remains(without: Iterable[int]) -> bool:
    """Whether an active superuser is left without those users.

    Within a transaction the answer holds until its end: whoever else wants to take one away
    waits here, and then counts what is left.
    """
    with transaction.atomic():
        active = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
        keys = active.select_for_update().values_list("pk", flat=True)
        return bool(set(keys) - set(without))
