"""An event as people read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audit.models import Event
from audit.words import door_words, field_words, phrase_of, state_words

ARROW = "\N{RIGHTWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class Line:
    """An event with its words: what was done, by which door, and what more is known of it."""

    event: Event
    phrase: str
    door: str
    details: str


def line_of(event: Event) -> Line:
    """The event in the reader's language."""
    return Line(
        event, phrase_of(event.action, event.kind), door_words(event.door), details_of(event)
    )


def details_of(event: Event) -> str:
    """Fields, states, how many and whether a reason stands with the record; in one line."""
    parts = []
    if event.fields:
        parts.append(", ".join(field_words(field, event.kind) for field in event.fields))
    if event.before or event.after:
        states = (state_words(event.before), state_words(event.after))
        parts.append(f" {ARROW} ".join(filter(None, states)))
    if event.count != 1:
        parts.append(_("%(count)s in all") % {"count": number_format(event.count)})
    if event.has_reason:
        parts.append(_("with a reason"))
    return "; ".join(parts)
