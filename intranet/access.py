"""What the example page may read, as a company's own server would arrange it."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from audit.trail import record
from tokens.models import LONGEST_LIFE, ApiToken
from tokens.read_tokens import ReadToken, new_read_token

NAME = "Example intranet page"


def make_access(user: User) -> None:
    """The page's API token in the user's name, unless there is one: revoked, it stays so.

    Nobody ever sees its key: the page lives on read tokens alone.
    """
    now = timezone.now()
    if ApiToken.objects.filter(name=NAME, expires_at__gt=now).exists():
        return
    token = ApiToken(name=NAME, scope=ApiToken.Scope.INTRANET, user=user)
    token.expires_at = now + LONGEST_LIFE
    token.set_new_key()
    with transaction.atomic():
        token.save()
        record("token.add", kind="tokens.apitoken", key=token.pk, after=token.scope)


def read_token() -> ReadToken | None:
    """A fresh read token for a visitor, None where the page has no valid token of its own."""
    now = timezone.now()
    maker = ApiToken.objects.filter(
        name=NAME, revoked_at=None, expires_at__gt=now, user__is_active=True
    ).first()
    return new_read_token(maker, now) if maker else None
