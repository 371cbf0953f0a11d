"""Django's createsuperuser, told to the trail."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands.createsuperuser import Command as DjangoCommand

from audit.trail import record


class Command(DjangoCommand):
    """Who was made; no transaction is held while somebody types."""

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model().objects
        known = set(users.values_list("pk", flat=True))
        super().handle(*args, **options)
        for key in users.exclude(pk__in=known).values_list("pk", flat=True):
            record("user.add", kind="auth.user", key=key, fields=["is_superuser"])
