"""Django's changepassword, told to the trail."""

import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands.changepassword import Command as DjangoCommand

from audit.trail import record


class Command(DjangoCommand):
    """Whose password was changed; no transaction is held while somebody types."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        done: str | None = super().handle(*args, **options)
        users = get_user_model()
        name = options["username"] or getpass.getuser()
        user = users.objects.get(**{users.USERNAME_FIELD: name})
        record("user.change", kind="auth.user", key=user.pk, fields=["password"])
        return done
