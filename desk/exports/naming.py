"""Names of exported files: made from a pattern, safe on every system, each used once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from string import Formatter

FIELDS = ("employee_id", "email", "first_name", "last_name", "number")
LONGEST = 180  # bytes in UTF-8: file systems take 255, and a number may follow
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]")
UNSEEN = ("Cc", "Cf")  # control signs, and those that turn the direction of writing
# Windows opens devices by these names, whatever comes after a point.
RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?", re.IGNORECASE
)


class BadPattern(Exception):
    """A pattern of names can't be used; says why, for people."""


def fields_of(pattern: str) -> tuple[str, ...]:
    """The fields that a pattern asks for. Raises BadPattern."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise BadPattern(f"The pattern has a brace without its other half: {error}.") from error
    if any(spec or conversion for _, _, spec, conversion in parts):
        raise BadPattern("A field is written in braces with nothing but its name, as {email}.")
    named = tuple(name for _, name, _, _ in parts if name is not None)
    if unknown := [name for name in named if name not in FIELDS]:
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        raise BadPattern(f"There is no field {{{unknown[0]}}}; there are {known}.")
    if not {"employee_id", "email", "number"} & set(named):
        raise BadPattern("Names repeat: use {employee_id}, {email} or {number} as well.")
    return named


def stem_of(pattern: str, values: Mapping[str, str]) -> str:
    """A file's name without its extension, safe as it stands."""
    words = unicodedata.normalize("NFC", pattern.format_map(values))
    seen = "".join(sign for sign in words if unicodedata.category(sign) not in UNSEEN)
    safe = FORBIDDEN.sub("_", seen).strip(" .").encode()[:LONGEST]
    words = safe.decode(errors="ignore").rstrip(" .")
    return f"_{words}" if RESERVED.fullmatch(words) or not words else words


def plain(stem: str) -> str:
    """The stem in English letters, digits and . _ - alone."""
    return NOT_PLAIN.sub("_", stem)


class Names:
    """Names that were given away; systems that don't tell a from A get no name twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def one(self, stem: str, extension: str) -> str:
        """That name, or the first free one with a number behind it."""
        number, name = 1, f"{stem}.{extension}"
        while name.casefold() in self._given:
            number += 1
            name = f"{stem}-{number}.{extension}"
        self._given.add(name.casefold())
        return name
