from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction

from access.models import Identity
from access.provider import SignOnFailed, is_on, provider
from audit.trail import record


class Command(BaseCommand):
    help = "Say which account belongs to a subject of the company's login, or end that."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name here")
        parser.add_argument("subject", nargs="?", default="", help="the provider's `sub`")
        parser.add_argument("--unlink", action="store_true", help="forget the user's subject")

    def handle(self, *args: Any, name: str, subject: str, **options: Any) -> str:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user {name}.")
        if bool(subject) == options["unlink"]:
            raise CommandError("Write the subject, or --unlink.")
        with transaction.atomic():
            if options["unlink"]:
                count, _ = Identity.objects.filter(user=user).delete()
                record("sso.unlink", kind="auth.user", key=user.pk)
                return f"{count} links ended."
            link(user, subject)
            return f"{name} is linked."


def link(user: User, subject: str) -> None:
    """Link an account. Raises CommandError."""
    if not is_on():
        raise CommandError("Single sign-on is off: set SAMEFRAME_OIDC_ISSUER.")
    try:
        issuer = provider().issuer
    except SignOnFailed as failure:
        raise CommandError(f"{settings.OIDC_ISSUER}: {failure.reason}.") from failure
    try:
        with transaction.atomic():
            Identity.objects.create(issuer=issuer, subject=subject, user=user)
    except IntegrityError as error:
        raise CommandError("The subject or the user is linked already.") from error
    record("sso.link", kind="auth.user", key=user.pk)
