"""The small language of messages' texts: plain words, and names in braces for values.

A text is paragraphs with an empty line between them. A line that begins with "- " is a point of
a list. `{reasons}`, `{what_stays}` and `{link}` stand in lines of their own: lists and a button.
A paragraph of which a value is empty is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext

from retakes.messages.kinds import ASKING, Kind

IN_WORDS = ("first_name", "company", "due", "note")
IN_LINES = ("reasons", "what_stays", "link")
OF_DAYS: dict[str, tuple[str, ...]] = {
    Kind.PHOTO_DAY: ("day", "place", "day_note"),
    Kind.DAY_OFF: ("day",),
}
OF_ALL = ("first_name", "company")  # whatever the message is for
IN_SUBJECTS = ("first_name", "company", "due", "day", "place")
PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


def names_for(kind: str) -> tuple[str, ...]:
    """The placeholders that a message of that kind may have."""
    return (*IN_WORDS, *OF_DAYS.get(kind, ()), *IN_LINES) if kind in ASKING else OF_ALL


def subject_faults(kind: str, subject: str) -> list[str]:
    """What is wrong with a subject, in sentences for whoever writes it."""
    allowed = [name for name in names_for(kind) if name in IN_SUBJECTS]
    faults = list(_unknown(subject, allowed))
    if len(subject.splitlines()) > 1:
        faults.append(gettext("A subject is one line."))
    return faults


def body_faults(kind: str, body: str) -> list[str]:
    """What is wrong with a text, in sentences for whoever writes it."""
    faults = [*_unknown(body, names_for(kind)), *_not_alone(body)]
    if kind in ASKING and "{link}" not in body:
        faults.append(gettext("{link} is missing: without it nobody can answer."))
    return faults


def _unknown(text: str, allowed: Collection[str]) -> Iterator[str]:
    known = ", ".join(f"{{{name}}}" for name in allowed)
    for name in dict.fromkeys(PLACEHOLDER.findall(text)):
        if name not in allowed:
            yield gettext("%(name)s cannot stand here. What can: %(known)s.") % {
                "name": f"{{{name}}}",
                "known": known,
            }
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        yield gettext("A brace stands alone: write { and } around a placeholder's name only.")


def _not_alone(body: str) -> Iterator[str]:
    lines = [line.strip() for line in body.splitlines()]
    for name in IN_LINES:
        written = f"{{{name}}}"
        if any(written in line and line != written for line in lines):
            yield gettext("%(name)s must stand in a line of its own.") % {"name": written}
