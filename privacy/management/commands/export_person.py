"""Write a person's copy of all that is kept about them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from directory.models import Person
from privacy.exporting import person_zip


class Command(BaseCommand):
    help = "Write all that is kept about a person into a ZIP that only its owner may read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employee_id")
        parser.add_argument("file", type=Path, help="Where to; must not exist yet.")
        parser.add_argument("--language", default="en-gb", choices=["en-gb", "de"])

    def handle(
        self, *args: Any, employee_id: str, file: Path, language: str, **options: Any
    ) -> None:
        person = Person.objects.filter(employee_id=employee_id).first()
        if person is None:
            raise CommandError(f"Nobody has the id {employee_id}.")
        try:
            file.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise CommandError(f"{file} can't be written: {error.strerror}.") from error
        with file.open("wb") as target, translation.override(language):
            target.writelines(person_zip(person))
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes.")
