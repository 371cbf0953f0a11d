"""Make an API token."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.trail import record
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
            "--days",
            type=int,
            default=DEFAULT_DAYS,
            help=f"life in days, at most {LONGEST_LIFE.days}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the arguments, store the token, print the key."""
        if not 1 <= options["days"] <= LONGEST_LIFE.days:
            raise CommandError(f"--days must be 1 to {LONGEST_LIFE.days}.")
        token = ApiToken(
            name=options["name"],
            scope=options["scope"],
            user=self._user(options["user"], options["scope"]),
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
            record("token.add", kind="tokens.apitoken", key=token.pk, after=token.scope)
        self.stderr.write(
            f"{token}, valid until {token.expires_at:%d %B %Y}. The key, shown once:"
        )
        self.stdout.write(key)

    @staticmethod
    def _user(username: str, scope: str) -> Any:
        user = get_user_model().objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {username!r}.")
        if scope == ApiToken.Scope.HR and not user.has_perm("photos.view_photo"):
            raise CommandError(
                f"{username!r} may not see photos, so no HR token can act for them."
            )
        return user
