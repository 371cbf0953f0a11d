"""What a page may hold of a key: signed, short, for reading alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer

from tokens.models import ApiToken

LIFE = timedelta(minutes=15)
SALT = "sameframe.read-token"
SEPARATOR = "."  # allowed in a Bearer header, and in no key of an ApiToken


@dataclass(frozen=True, slots=True)
class ReadToken:
    """Opens what the intranet scope opens, until it or the token that made it ends.

    `expires_at` is in whole seconds.
    """

    maker_id: int
    expires_at: datetime

    def signed(self) -> str:
        """The text that goes to the page, good for an Authorization header."""
        return _signer().sign(f"{self.maker_id}{SEPARATOR}{int(self.expires_at.timestamp())}")


@dataclass(frozen=True, slots=True)
class ReadAccess:
    """Who calls with a read token: reads as the intranet does, in the name of its maker."""

    maker: ApiToken


def new_read_token(maker: ApiToken, now: datetime) -> ReadToken:
    """A read token of `maker`'s, which it never outlives."""
    end = min(now + LIFE, maker.ends_at)
    return ReadToken(maker.pk, end.replace(microsecond=0))


def looks_like_read_token(text: str) -> bool:
    """Whether it is to be read as a read token rather than looked up as a key."""
    return SEPARATOR in text


def parsed_read_token(text: str, now: datetime) -> ReadToken | None:
    """What was signed, or None if it was not signed here or has ended; asks no database."""
    try:
        maker_id, end = _signer().unsign(text).split(SEPARATOR)
    except BadSignature:
        return None
    token = ReadToken(int(maker_id), datetime.fromtimestamp(int(end), UTC))
    return token if token.expires_at > now else None


def _signer() -> Signer:
    return Signer(salt=SALT, sep=SEPARATOR)
