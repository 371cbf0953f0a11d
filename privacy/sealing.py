"""Descriptions of faces are stored sealed: a copy of the database alone shows none."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

SALT = "sameframe.face-encoding"


def sealed(content: bytes) -> bytes:
    """The content, readable with this site's secret key alone."""
    return _lock().encrypt(content)


def opened(content: bytes) -> bytes | None:
    """What was sealed; None if it was sealed under another key or altered."""
    try:
        return _lock().decrypt(content)
    except InvalidToken:
        return None


def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac(SALT, "", algorithm="sha256").digest()))
