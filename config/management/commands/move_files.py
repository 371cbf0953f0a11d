"""Move stored files into the bucket, or out of it."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.media import BUCKET, FOLDERS, LOCAL
from config.moving import Fate, MoveRuns, alone, move_all
from photos.both_places import BothPlaces
from photos.storage import StorageAway
from privacy import key_file

THREADS = 8
TOLD_EVERY = 1_000


class Command(BaseCommand):
    help = (
        "Move every stored file to the place that SAMEFRAME_FILES_FROM does not name, each "
        "compared before the original is removed, while web and workers go on. It may be stopped "
        "at any moment and begun again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", choices=(BUCKET, LOCAL), required=True)
        parser.add_argument("--threads", type=int, default=THREADS, metavar="N")

    def handle(self, *args: Any, to: str, threads: int, **options: Any) -> None:
        came_from = LOCAL if to == BUCKET else BUCKET
        if came_from != settings.SAMEFRAME_FILES_FROM:
            raise CommandError(
                f"First set SAMEFRAME_S3_BUCKET and SAMEFRAME_FILES_FROM={came_from} for web, "
                "workers and this command, and start web and workers anew: then new files go "
                "there, and old ones are found in both places."
            )
        found: Counter[Fate] = Counter()
        try:
            with alone(settings.DATA_DIR):
                for alias in FOLDERS:
                    self.move(alias, max(1, threads), found)
                key_file.bring_together()
        except MoveRuns as other:
            raise CommandError("Another move is under way.") from other
        except StorageAway as problem:
            raise CommandError(
                f"{found[Fate.MOVED]:,} files are moved; the bucket does not answer: {problem}. "
                "Begin again later."
            ) from problem
        self.stdout.write(", ".join(f"{found[fate]:,} {fate.value}" for fate in Fate))
        if found[Fate.DAMAGED]:
            raise CommandError("Bring these back from a backup, or remove them; then move again.")
        self.stdout.write("Unset SAMEFRAME_FILES_FROM now and start web and workers anew.")

    def move(self, alias: str, threads: int, found: Counter[Fate]) -> None:
        """Move the files of one storage. Raises StorageAway."""
        places = storages[alias]
        assert isinstance(places, BothPlaces)
        for name, fate in move_all(places, threads):
            found[fate] += 1
            if fate is Fate.DAMAGED:
                self.stdout.write(f"{alias}/{name}: {fate.value}")
            if found.total() % TOLD_EVERY == 0:
                self.stderr.write(f"{found.total():,} files")
