"""Descriptions of faces are stored sealed: a copy of the database alone shows none."""

from access import sealing

PURPOSE = "sameframe.face-encoding"


def sealed(content: bytes) -> bytes:
    """The content, readable with this site's secret key alone."""
    return sealing.sealed(content, PURPOSE)


def opened(content: bytes) -> bytes | None:
    """What was sealed; None if it was sealed under another key or altered."""
    return sealing.opened(content, PURPOSE)
