"""How the other side knows that a request is ours: a signature over its moment and its body."""

import hashlib
import hmac


def signature(secret: str, moment: int, body: bytes) -> str:
    """The header Sameframe-Signature of a body sent at that moment (Unix seconds).

    The moment is signed too, so that a request that somebody has caught is soon too old.
    """
    signed = f"{moment}.".encode() + body
    return f"t={moment},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
