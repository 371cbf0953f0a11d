"""What a read token's text holds, and which texts are none."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer

from tests import factories
from tokens.models import digest
from tokens.read_tokens import (
    LIFE,
    SALT,
    ReadToken,
    looks_like_read_token,
    new_read_token,
    parsed_read_token,
)

NOW = datetime(2026, 11, 2, 9, 30, 12, 345678, UTC)
TOKEN = ReadToken(7, NOW.replace(microsecond=0) + LIFE)


def test_a_text_is_read_as_it_was_signed_until_its_end() -> None:
    text = TOKEN.signed()
    assert parsed_read_token(text, NOW) == TOKEN
    assert parsed_read_token(text, TOKEN.expires_at - timedelta(milliseconds=1)) == TOKEN
    assert parsed_read_token(text, TOKEN.expires_at) is None


@pytest.mark.django_db
def test_it_lives_fifteen_minutes_and_never_longer_than_its_maker() -> None:
    lasting = factories.token(expires_at=NOW + timedelta(days=1)).row
    ending = factories.token(expires_at=NOW + timedelta(minutes=2)).row
    assert new_read_token(lasting, NOW).expires_at == TOKEN.expires_at
    assert new_read_token(ending, NOW).expires_at == ending.expires_at.replace(microsecond=0)


def test_another_maker_or_end_cannot_be_written_in() -> None:
    maker, end, signature = TOKEN.signed().split(".")
    for forged in (
        f"8.{end}.{signature}",
        f"{maker}.{int(end) + 1}.{signature}",
        f"{maker}.{end}.{signature[:-1]}",
        f"{maker}.{end}",
        ".",
    ):
        assert parsed_read_token(forged, NOW) is None, forged


def test_what_was_signed_for_something_else_is_no_token() -> None:
    signed = TOKEN.signed().rsplit(".", 1)[0]
    for salt in ("", "django.core.signing", f"{SALT}."):
        assert parsed_read_token(Signer(salt=salt, sep=".").sign(signed), NOW) is None


@pytest.mark.django_db
def test_a_key_is_never_taken_for_a_read_token() -> None:
    issued = factories.token()
    assert not looks_like_read_token(issued.key)
    assert not looks_like_read_token(digest(issued.key))
    assert looks_like_read_token(TOKEN.signed())
