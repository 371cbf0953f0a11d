"""Make a personal link."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.models import Person
from links.making import make_link


class Command(BaseCommand):
    """Make a person's link and print its address, which is shown this once."""

    help = "Make a person's link and print it. It is shown once, and ends the ones before it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employee_id", metavar="ID", help="the person's employee id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the person, make the link, print it."""
        person = Person.objects.filter(employee_id=options["employee_id"]).first()
        if person is None:
            raise CommandError(f"There is nobody with the employee id {options['employee_id']!r}.")
        made = make_link(person)
        self.stderr.write(f"Valid until {made.row.expires_at:%d %B %Y}. The link, shown once:")
        self.stdout.write(made.address)
