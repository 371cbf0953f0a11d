"""Pieces of the lists: a person with their face, sentences, short values."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from photos.admin.last_decision import reviewer_name
from photos.ages import age_words, taken_at
from photos.labels import NOTHING, face
from photos.models import Photo, Review


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
        '<a class="sf-to-photo" href="{}" title="{}">{}</a>',
        address,
        gettext("Look at the photo"),
        words,
    )


def clipped(words: object | None) -> SafeString | str:
    """A short value in one line, in full on hovering."""
    if not words:
        return NOTHING
    return format_html('<span class="sf-clip" title="{0}">{0}</span>', words)


DECIDED = {
    Review.Decision.APPROVE.value: _("Approved"),
    Review.Decision.USE_CROP.value: _("Approved with its crop"),
    Review.Decision.WAIVE.value: _("Waived"),
    Review.Decision.ASK_RETAKE.value: _("Retake asked"),
}


def two_lines(first: object, second: object, title: str = "") -> SafeString:
    """A short value with a quieter line below it."""
    return format_html(
        '<span class="sf-two-lines"{}>{}<span class="sf-quiet">{}</span></span>',
        format_html(' title="{}"', title) if title else "",
        first,
        second,
    )


def age_cell(photo: Photo | None) -> SafeString | str:
    """How old the photo is; its day on hovering."""
    words = age_words(photo) if photo else ""
    if photo is None or not words:
        return NOTHING
    day = date_format(localtime(taken_at(photo)), "DATE_FORMAT")
    said = _("Taken %(day)s") if photo.captured_at else _("Uploaded %(day)s")
    return format_html('<span class="sf-age" title="{}">{}</span>', said % {"day": day}, words)


def decision_cell(review: Review | None) -> SafeString | str:
    """What was decided last, by whom and when; the reason on hovering."""
    if review is None:
        return NOTHING
    day = date_format(localtime(review.created_at), "SHORT_DATE_FORMAT")
    name = reviewer_name(review)
    return two_lines(
        DECIDED[review.decision], f"{name}, {day}" if name else day, title=review.reason
    )
