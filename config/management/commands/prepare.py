"""Everything between an empty folder and a site that can be logged in to."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from audit.trail import record
from config.checks import secret_key_is_set
from config.private_files import read_or_make
from config.roles import make_roles
from intranet.access import make_access

ADMIN_NAME = "admin"
KEY_BYTES = 48
PASSWORD_BYTES = 12


class Command(BaseCommand):
    help = (
        "Makes the secret key, the tables, the roles and the account 'admin', each where missing; "
        "changes nothing that is there. Says how to log in."
    )
    # The key is missing when this runs for the first time.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> str:
        make_secret_key()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        make_roles()
        login = f"Log in as {ADMIN_NAME} {make_admin()}"
        if settings.SAMEFRAME_EXAMPLE_INTRANET:
            make_access(User.objects.get(username=ADMIN_NAME))
        return login


def make_secret_key() -> None:
    """A random key in a private file, unless the environment or an earlier start gave one."""
    if secret_key_is_set():
        settings.SECRET_KEY = read_or_make(
            settings.SECRET_KEY_FILE, lambda: secrets.token_urlsafe(KEY_BYTES)
        )


def make_admin() -> str:
    """The account, made once, and its password in words: one of Sameframe's making is
    told, one that somebody chose since is nobody's business."""
    file = settings.ADMIN_PASSWORD_FILE
    account = User.objects.filter(username=ADMIN_NAME).first()
    if account is None:
        password = read_or_make(file, lambda: secrets.token_urlsafe(PASSWORD_BYTES))
        with transaction.atomic():
            account = User.objects.create_superuser(ADMIN_NAME, password=password)
            record("user.add", kind="auth.user", key=account.pk, fields=["is_superuser"])
    kept = file.read_text().strip() if file.exists() else ""
    if account.check_password(kept):
        return f"with the password {kept} (kept in {file})"
    return "with the password you chose (if forgotten: manage.py changepassword admin)"
