"""Read every stored file and compare it with what was stored."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from photos.file_check import State, check_all, is_still_so, rename
from photos.management.commands.clean_up import WAITING_FOR_ITS_ROW, known_names
from photos.storage import StorageAway, is_older, private_storage, stored_names

THREADS = 8
TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = (
        "Read every stored photo and picture and compare it with the sum in its name. Ends with "
        "1 where a file is missing or damaged, with 2 where the store does not answer, else with "
        "0. Web and workers may go on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair-names",
            action="store_true",
            help="Give files of before names held sums such a name, as they are now.",
        )
        parser.add_argument("--threads", type=int, default=THREADS, metavar="N")

    def handle(self, *args: Any, repair_names: bool, threads: int, **options: Any) -> None:
        found: Counter[str] = Counter()
        try:
            strays = self.strays()
            self.read_all(found, repair_names, max(1, threads))
        except StorageAway as problem:
            raise CommandError(f"The store does not answer: {problem}.", returncode=2) from problem
        told = ", ".join(
            f"{found[what]:,} {what}"
            for what in ("missing", "damaged", "without a sum", "renamed")
        )
        self.stdout.write(f"{found['files']:,} files, {told}, {strays:,} without a row.")
        if found["missing"] or found["damaged"]:
            raise CommandError("Bring them back from a backup, or upload those photos again.")

    def read_all(self, found: Counter[str], repair_names: bool, threads: int) -> None:
        """Count what is found, and tell of each file that is not as it should be."""
        for one in check_all(threads):
            found["files"] += 1
            if found["files"] % TOLD_EVERY == 0:
                self.stderr.write(f"{found['files']:,} files read")
            if one.state is not State.SOUND:
                if is_still_so(one):
                    found[one.state.name.lower()] += 1
                    self.stdout.write(f"{one.file} {one.state.value}")
            elif not one.file.has_sum:
                is_renamed = repair_names and rename(one.file)
                found["renamed" if is_renamed else "without a sum"] += 1

    def strays(self) -> int:
        """How many files no row names; those of this hour may still get theirs."""
        storage, before = private_storage(), timezone.now() - WAITING_FOR_ITS_ROW
        names = list(stored_names(storage))
        known = known_names()
        return sum(name not in known and is_older(storage, name, before) for name in names)
