"""What is stored sealed: a copy of the database alone shows none of it."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def sealed(content: bytes, purpose: str) -> bytes:
    """The content, readable with this site's secret key alone; `purpose` is not secret and
    gives each use a key of its own."""
    return _lock(purpose).encrypt(content)


def opened(content: bytes, purpose: str) -> bytes | None:
    """What was sealed; None if it was sealed under another key or altered."""
    try:
        return _lock(purpose).decrypt(content)
    except InvalidToken:
        return None


def _lock(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac(purpose, "", algorithm="sha256").digest()))
