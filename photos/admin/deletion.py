"""What the page that asks before a deletion lists."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst

from photos.models import FingerprintKey

KEYS = str(FingerprintKey._meta.verbose_name_plural)
KEY_LINE = f"{capfirst(str(FingerprintKey._meta.verbose_name))}: "  # as Django begins its line


def without_keys(lines: Iterable[Any]) -> list[Any]:
    """Django's nested lines without the dozen numbers under which each photo is filed."""
    kept = [
        line if isinstance(line, str) else without_keys(line)
        for line in lines
        if not (isinstance(line, str) and line.startswith(KEY_LINE))
    ]
    return [line for line in kept if line]


def without_key_count(counts: dict[str, int]) -> dict[str, int]:
    """Django's counts by kind of row, without that of these numbers."""
    return {kind: count for kind, count in counts.items() if kind != KEYS}
