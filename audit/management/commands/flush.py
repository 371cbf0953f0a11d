"""Django's flush, which empties every table, the trail too."""

from typing import Any

from django.core.management.commands.flush import Command as DjangoFlush

from audit.guard import opened


class Command(DjangoFlush):
    """SQLite empties tables row by row, which the trail's triggers refuse unless it is opened."""

    def handle(self, **options: Any) -> None:
        with opened(options["database"]):
            super().handle(**options)
