"""Make an API token."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.trail import record
from directory.models import Department
from tokens.granting import refusals
from tokens.models import LONGEST_LIFE, ApiToken

DEFAULT_DAYS = 90


class Command(BaseCommand):
    """Make an API token and print its key, which is shown this once."""

    help = "Make an API token and print its key. The key is shown once: only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="where the token is used, for example: intranet")
        parser.add_argument("--scope", choices=ApiToken.Scope.values, required=True)
        parser.add_argument("--user", required=True, help="the user in whose name it acts")
        parser.add_argument(
            "--department",
            action="append",
            default=[],
            metavar="SLUG",
            help="only the people of this department; may be given again",
        )
        parser.add_argument(
            "--days",
            type=int,
            default=DEFAULT_DAYS,
            help=f"life in days, at most {LONGEST_LIFE.days}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the arguments, store the token, print the key."""
        if not 1 <= options["days"] <= LONGEST_LIFE.days:
            raise CommandError(f"--days must be 1 to {LONGEST_LIFE.days}.")
        user, departments = found_user(options["user"]), found_departments(options["department"])
        reasons = [words for _, words in refusals(options["scope"], user, departments, None)]
        if reasons:
            raise CommandError(" ".join(reasons))
        token = ApiToken(
            name=options["name"],
            scope=options["scope"],
            user=user,
            expires_at=timezone.now() + timedelta(days=options["days"]),
        )
        key = token.set_new_key()
        try:
            token.full_clean()
        except ValidationError as refusal:
            fields = refusal.message_dict.items()
            raise CommandError(
                " ".join(f"{field}: {' '.join(sentences)}" for field, sentences in fields)
            ) from refusal
        with transaction.atomic():
            token.save()
            if departments:
                token.bind_to(departments)
            record("token.add", kind="tokens.apitoken", key=token.pk, after=token.scope)
        self.stderr.write(
            f"{token}, valid until {token.expires_at:%d %B %Y}. The key, shown once:"
        )
        self.stdout.write(key)


def found_user(username: str) -> User:
    """The active user of that name. Raises CommandError."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user {username!r}.")
    return user


def found_departments(slugs: list[str]) -> list[Department]:
    """The departments of these slugs. Raises CommandError for one that is not there."""
    found = {one.slug: one for one in Department.objects.filter(slug__in=slugs)}
    unknown = [slug for slug in slugs if slug not in found]
    if unknown:
        raise CommandError(f"There is no department with the slug {unknown[0]!r}.")
    return [*found.values()]
