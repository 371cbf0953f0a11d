"""Endpoints as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User

from directory.models import Department
from webhooks.kinds import Kind
from webhooks.models import Endpoint

DATA = {"employee_id": "e1001"}


def endpoint(
    user: User,
    *departments: Department,
    address: str = "https://hooks.example/",
    events: Sequence[str] = tuple(Kind),
    **values: Any,
) -> Endpoint:
    """One that is told of everything, in the user's name, with a secret."""
    row = Endpoint(user=user, name="Portal", address=address, events=list(events), **values)
    row.is_bound = bool(departments)
    row.set_new_secret()
    row.save()
    row.departments.set(departments)
    return row
