"""Write approved photos into a ZIP, as the page of exports does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict

from audit.trail import record
from desk.exports.archive import archive
from desk.exports.choices import choices_of
from desk.exports.targets import load_targets
from directory.reach import EVERYBODY


class Command(BaseCommand):
    help = (
        "Write everybody's approved photos into a ZIP that only its owner may read, cut and named "
        "as the target wants them, with the list that its own import reads."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--target", required=True, choices=list(load_targets()))
        parser.add_argument("--to", required=True, type=Path, help="Must not exist yet.")
        parser.add_argument("--department", default="", help="A department's slug.")

    def handle(self, *args: Any, target: str, to: Path, department: str, **options: Any) -> None:
        asked = QueryDict(mutable=True)
        asked.update({"target": target, "department": department})
        choices = choices_of(asked, EVERYBODY)
        ready = choices.ready.count()
        if not ready:
            raise CommandError("There is nobody with an approved photo to export.")
        try:
            to.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise CommandError(f"{to} can't be written: {error.strerror}.") from error
        record(
            "photos.export",
            kind="photos.photo",
            count=ready,
            after=choices.use.name,
            fields=["target", "department"] if department else ["target"],
        )
        with to.open("wb") as file:
            file.writelines(archive(choices))
        self.stdout.write(f"{to}: {ready:,} photos, {to.stat().st_size:,} bytes.")
