"""What events were about, as it is called now, with the way there while it exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.models import Event
from audit.words import model_of
from desk.pages import is_id
from directory.models import Person
from photos.models import PersonCard

PERSON = Person._meta.label_lower


@dataclass(frozen=True, slots=True)
class About:
    """A record's name and address; the address is empty where nobody can go."""

    name: str
    url: str = ""


def about(events: Sequence[Event], request: HttpRequest) -> dict[int, list[About]]:
    """By event, the person and the record: one query for the people, one for each kind."""
    people = _people(events)
    records = {
        kind: _records(kind, [event.key for event in events if event.kind == kind])
        for kind in {event.kind for event in events} - {"", PERSON}
    }
    told: dict[int, list[About]] = defaultdict(list)
    for event in events:
        person = people.get(event.person_key)
        if event.person_key or (event.kind == PERSON and event.key):
            told[event.pk].append(_told(person, PERSON, request) if person else _gone(PERSON))
        if event.key and event.kind in records:
            row = records[event.kind].get(event.key)
            told[event.pk].append(
                _told(row, event.kind, request, event.key) if row else _gone(event.kind, event.key)
            )
    return told


def _people(events: Iterable[Event]) -> dict[str, Model]:
    keys = {event.person_key for event in events} - {""}
    cards = PersonCard.objects.filter(key__in=keys).select_related("person").only("key", "person")
    return {card.key: card.person for card in cards}


def _records(kind: str, keys: Iterable[str]) -> dict[str, Model]:
    model = model_of(kind)
    numbers = {int(key) for key in keys if is_id(key)}
    if model is None or not numbers:
        return {}
    return {str(key): row for key, row in model._default_manager.in_bulk(numbers).items()}


def _told(row: Model, kind: str, request: HttpRequest, key: str = "") -> About:
    """A record that exists; by its number where it is called as its person is."""
    if not admin.site.is_registered(type(row)):
        return About(_numbered(kind, key))
    name = _numbered(kind, key) if hasattr(row, "person_id") else str(row)
    if not admin.site.get_model_admin(type(row)).has_view_permission(request, row):
        return About(name)
    try:
        return About(name, reverse(f"admin:{kind.replace('.', '_')}_change", args=[row.pk]))
    except NoReverseMatch:
        return About(name)


def _gone(kind: str, key: str = "") -> About:
    name = _numbered(kind, key)
    return About(_("%(record)s, no longer there") % {"record": name} if name else "")


def _numbered(kind: str, key: str) -> str:
    model = model_of(kind)
    name = capfirst(str(model._meta.verbose_name)) if model else kind
    return f"{name} {key}".strip()
