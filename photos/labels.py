"""How a photo is shown in small: thumbnails and coloured labels."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from photos.initials import initials_of
from photos.models import Outcome, PersonCard, Photo
from photos.quality.said import Language, said
from photos.quality.uses import use_named

NOTHING = "\N{EN DASH}"
SENTENCES_KEPT = 5_000  # said in another language
# Colours by name, as in admin.css; what is missing here is grey.
VERDICT_COLOURS = {
    Outcome.PASS.value: "good",
    Outcome.FIX.value: "info",
    Outcome.UNSURE.value: "fair",
    Outcome.RETAKE.value: "poor",
}
STATE_COLOURS = {
    Photo.State.APPROVED.value: "good",
    Photo.State.WAIVED.value: "good",
    Photo.State.RETAKE_ASKED.value: "poor",
    Photo.State.FAILED.value: "fair",
}
# Short enough for a column.
STATE_WORDS = dict(Photo.State.choices) | {
    Photo.State.WAITING.value: _("waiting"),
    Photo.State.FAILED.value: _("not measured"),
    "": _("no photo"),
}


def purpose_words(photo: Photo) -> str:
    """The one use that a photo is for; empty for whatever it is fit for."""
    if not photo.purpose:
        return ""
    return gettext("for %(use)s") % {"use": spoken(use_named(photo.purpose).phrase)}


def spoken(sentence: str) -> str:
    """What is stored or built in English about a photo, in the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    return sentence if language == settings.LANGUAGE_CODE else spoken_in(language, sentence)


@lru_cache(SENTENCES_KEPT)
def spoken_in(language: str, sentence: str) -> str:
    """The same in the language at work, whose code tells its sentences from others'."""
    return said(sentence, Language(gettext, _localised))


def _localised(number: str) -> str:
    signs = {".": get_format("DECIMAL_SEPARATOR"), ",": get_format("THOUSAND_SEPARATOR")}
    return number.translate(str.maketrans(signs))


def reason_words(judged: Photo | PersonCard) -> str:
    """What decided about a photo, in one sentence; empty where nothing was missed."""
    return spoken(judged.main_reason)


def picture_url(photo_id: int, kind: str) -> str:
    """Where a private picture is shown to staff."""
    return reverse("private-picture", args=[photo_id, kind])


def thumbnail(photo_id: int) -> SafeString:
    """A photo in small."""
    return format_html(
        '<img class="sf-face" src="{}" alt="" width="40" height="40" loading="lazy">',
        picture_url(photo_id, "thumbnail"),
    )


def face(person: Person, photo_id: int | None) -> SafeString:
    """The person's thumbnail, or a frame with the initials."""
    if photo_id is None:
        return format_html(
            '<span class="sf-face" aria-hidden="true">{}</span>', initials_of(person)
        )
    return thumbnail(photo_id)


def label(words: str, colour: str = "quiet") -> SafeString:
    """Words on a coloured ground."""
    return format_html('<span class="sf-label sf-label-{}">{}</span>', colour, capfirst(words))


def verdict_words(verdict: str) -> str:
    """What the machine says, empty where it has said nothing."""
    return str(Outcome(verdict).label) if verdict else ""


def verdict_label(verdict: str) -> SafeString | str:
    """What the machine says, a dash where it has said nothing."""
    return label(verdict_words(verdict), VERDICT_COLOURS[verdict]) if verdict else NOTHING


def state_words(state: str) -> str:
    """Where a photo stands, or that there is none."""
    return str(STATE_WORDS[state])


def state_label(state: str) -> SafeString:
    """Where a photo stands."""
    return label(state_words(state), STATE_COLOURS.get(state, "quiet"))


def card_label(card: PersonCard) -> SafeString:
    """Where a person's photo stands; while nobody has decided, whether a new one is needed."""
    if card.needs_retake and card.photo_state == Photo.State.IN_REVIEW:
        return label(gettext("needs a retake"), "poor")
    return state_label(card.photo_state)
