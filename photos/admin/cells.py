"""Pieces of the lists: a person with their face, sentences, short values."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from directory.models import Person
from photos.labels import NOTHING, face


def person_cell(person: Person, photo_id: int | None, second_line: str) -> SafeString:
    """A face with the name and a quieter line below it."""
    return format_html(
        '<span class="sf-person">{0}<span class="sf-person-words">'
        '<span class="sf-person-name" title="{1}">{1}</span>'
        '<span class="sf-quiet" title="{2}">{2}</span></span></span>',
        face(person, photo_id),
        person.full_name,
        second_line,
    )


def sentence_cell(sentence: str) -> SafeString | str:
    """A sentence in a column of its own width, in full on hovering."""
    if not sentence:
        return NOTHING
    return format_html('<span class="sf-sentence" title="{0}">{0}</span>', sentence)


def to_photo(words: SafeString | str, photo_id: int | None) -> SafeString | str:
    """The words, leading to the photo's page where there is something to look at."""
    if photo_id is None or words == NOTHING:
        return words
    address = reverse("admin:photos_photo_change", args=[photo_id])
    return format_html(
        '<a class="sf-to-photo" href="{}" title="Look at the photo">{}</a>', address, words
    )


def clipped(words: object | None) -> SafeString | str:
    """A short value in one line, in full on hovering."""
    if not words:
        return NOTHING
    return format_html('<span class="sf-clip" title="{0}">{0}</span>', words)
