"""A token's key and its end."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from tests import factories
from tokens.models import LONGEST_LIFE, ApiToken

pytestmark = pytest.mark.django_db


def test_a_key_has_256_random_bits() -> None:
    keys = {ApiToken().set_new_key() for _ in range(100)}
    assert len(keys) == 100
    assert min(len(key) for key in keys) == 43  # 32 bytes in base64


def test_a_new_key_ends_the_old_one() -> None:
    token = factories.token().row
    before = token.key_hash
    token.set_new_key()
    assert token.key_hash != before


def test_a_token_is_valid_until_it_expires_or_is_revoked() -> None:
    now = timezone.now()
    assert factories.token(expires_at=now + timedelta(minutes=1)).row.is_valid
    assert not factories.token(expires_at=now).row.is_valid
    assert not factories.token(revoked_at=now).row.is_valid


def test_an_unknown_scope_is_not_stored() -> None:
    with pytest.raises(IntegrityError):
        factories.token(scope="everything", user=factories.user())


def test_no_token_outlives_a_year_whatever_its_row_says() -> None:
    token = factories.token(expires_at=timezone.now() + timedelta(days=4000)).row
    with pytest.raises(ValidationError, match="a year at most"):
        token.full_clean()
    assert token.is_valid
    ApiToken.objects.update(created_at=timezone.now() - LONGEST_LIFE)
    token.refresh_from_db()
    assert not token.is_valid
