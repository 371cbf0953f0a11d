"""Django's own command, beside a site in use."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from config.migrating import again, gently


class Command(migrate.Command):
    """On PostgreSQL a step that does not get its lock within seconds lets others pass and is
    tried again; two that migrate at once take turns."""

    def handle(self, *args: Any, **options: Any) -> Any:
        with gently(connections[options["database"]]):
            return again(lambda: super(Command, self).handle(*args, **options))
