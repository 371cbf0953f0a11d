from typing import Any

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser

from access.sessions import end_sessions_of
from audit.trail import record


class Command(BaseCommand):
    help = "Log a user out everywhere, or everybody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="the user name")
        parser.add_argument("--all", action="store_true", help="everybody")

    def handle(self, *args: Any, name: str, **options: Any) -> str:
        everybody = options["all"]
        if bool(name) == everybody:
            raise CommandError("Name a user, or write --all.")
        return f"{end_all() if everybody else end_of(name)} sessions ended."


def end_all() -> int:
    """Log everybody out."""
    count, _ = Session.objects.all().delete()
    record("session.ended", kind="auth.user", count=count, after="everywhere")
    return count


def end_of(name: str) -> int:
    """Log one user out. Raises CommandError for nobody."""
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user {name}.")
    return end_sessions_of(user)
