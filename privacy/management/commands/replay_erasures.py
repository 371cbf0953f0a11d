"""Erase again whoever a restored database has brought back."""

from typing import Any

from django.core.management.base import BaseCommand

from privacy.erasing import replay
from privacy.finishing import finish


class Command(BaseCommand):
    help = "After a restore: erase again everybody on the list of erased keys."

    def handle(self, *args: Any, **options: Any) -> None:
        erased = replay()
        finish()
        self.stdout.write(f"{erased} erased again.")
