"""In which language somebody is written to."""

from __future__ import annotations

from django.conf import settings

from directory.languages import LANGUAGES
from directory.models import Person


def language_of(person: Person) -> str:
    """The person's own where it is one of ours, else the company's."""
    return person.language if person.language in LANGUAGES else settings.SAMEFRAME_LANGUAGE
