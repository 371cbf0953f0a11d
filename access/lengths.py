"""How long a request's body is, before any of it is read."""

from typing import Any

LONGEST = 18  # digits


def announced_bytes(request: Any) -> int:
    """The length that a request announces for its body; 0 for none, and for what is no number."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    # Python takes no number of thousands of digits.
    return int(text.lstrip("0")[:LONGEST] or "0") if text.isdecimal() else 0
