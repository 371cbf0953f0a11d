"""Erase one person, or several."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.models import Person
from privacy.erasing import erase_people
from privacy.finishing import finish


class Command(BaseCommand):
    help = (
        "Erase people for good: rows, photos, files, messages and copies, down to the pages of "
        "the database file. Only a random key stays, so that a restored backup is erased again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employee_id", nargs="+")

    def handle(self, *args: Any, employee_id: list[str], **options: Any) -> None:
        people = Person.objects.filter(employee_id__in=employee_id)
        unknown = set(employee_id) - set(people.values_list("employee_id", flat=True))
        if unknown:
            raise CommandError(
                f"Nobody has the id {', '.join(sorted(unknown))}; nobody is erased."
            )
        erased = erase_people(people.values_list("pk", flat=True))
        is_finished = finish()
        self.stdout.write(f"{erased} erased.")
        if not is_finished:
            self.stdout.write(
                "Something is still at work on the same rows: a worker does the rest, or "
                "`manage.py verify_erasure` tells of it."
            )
