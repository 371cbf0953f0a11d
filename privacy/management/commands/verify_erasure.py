"""Show that erasures have left nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy.searching import places_of
from privacy.verifying import orphans

# Where a random key stays on purpose: for copies of the directory, told by webhooks too, for
# restores, in the trail.
KEPT_KEYS = (
    "table photos_removedcard",
    "table privacy_erasedkey",
    "table webhooks_delivery",
    "table audit_",
    # PostgreSQL's samples of the same columns.
    "statistics of photos_removedcard",
    "statistics of privacy_erasedkey",
    "statistics of webhooks_delivery",
    "statistics of audit_",
    "file erased-keys",
    "database file",
)


class Command(BaseCommand):
    help = (
        "Look for files without rows, rows without files or people, messages about nothing, and "
        "erased people who are back. Ends with 1 where there is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--text", action="append", default=[], help="A word that must stand nowhere any more."
        )
        parser.add_argument(
            "--key", action="append", default=[], help="An erased person's random key."
        )

    def handle(self, *args: Any, text: list[str], key: list[str], **options: Any) -> None:
        found = orphans()
        found += [f"{word}: {place}" for word in text for place in places_of(word)]
        for one in key:
            places = (place for place in places_of(one) if not is_kept(place))
            found += [f"{one}: {place}" for place in places]
        for line in found:
            self.stdout.write(line)
        told = f"{len(found):,} orphan{'' if len(found) == 1 else 's'}"
        if found:
            raise CommandError(told)
        self.stdout.write(told)


def is_kept(place: str) -> bool:
    """Whether a key stays there on purpose; PostgreSQL samples such a table in its statistics."""
    return place.replace("statistics of", "table", 1).startswith(KEPT_KEYS)
