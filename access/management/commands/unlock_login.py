from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from access.addresses import address_key, as_address, keyed
from access.logins import spelled, unlock
from audit.trail import record


class Command(BaseCommand):
    help = "Let an account, or an address, log in again at once, without waiting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="the user name")
        parser.add_argument("--address", default="", help="an IPv4 or IPv6 address")

    def handle(self, *args: Any, name: str, address: str, **options: Any) -> str:
        if not (name or address):
            raise CommandError("Name a user, or an address: unlock_login NAME, or --address A")
        if address and as_address(address) is None:
            raise CommandError(f"--address {address}: this is no address.")
        account = keyed(spelled(name)) if name else ""
        count = unlock(account=account, address=address_key(address) if address else "")
        user = User.objects.filter(username__iexact=name).first() if name else None
        record("login.unlock", kind="auth.user", key=user.pk if user else "", count=count)
        return f"{count} waits ended." if count else "Nothing waits there."
