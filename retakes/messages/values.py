"""What a message says about one request, in the reader's language."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, override

from photos.labels import spoken
from photos.quality.explain_person import person_words
from photos.quality.standard import DEFAULT, load_standard
from retakes.messages.blocks import Values
from retakes.messages.mails import company
from retakes.models import Retake
from retakes.reasons import told, words_of

# What was found on the photo of nobody in particular, for previews: rule, group, outcome, value.
SAMPLE = (
    ("background_busyness", "background", "fail", 0.5),
    ("illumination_uniformity", "lighting", "pass", 0.2),
    ("sharpness", "sharpness", "pass", 2.0),
)
SAMPLE_FINDINGS = [
    dict(zip(("rule", "group", "outcome", "value", "unit"), (*one, ""), strict=True))
    for one in SAMPLE
]


def values_of(retake: Retake, link: str, language: str) -> Values:
    """The values for the person of the request; `link` "" where the message has none."""
    day = retake.coming_day
    held_on = day.held_on if day else retake.told_day
    with override(language):
        words = words_of(retake)
        return Values(
            first_name=retake.person.first_name,
            company=company(),
            due=date_format(retake.due_on),
            note=retake.note,
            day=date_format(held_on) if held_on else "",
            place=day.location if day else "",
            day_note=day.told if day else "",
            link=link,
            reasons=tuple(told(retake.cause, words.reasons)),
            what_stays=tuple(map(spoken, words.kept)),
        )


def sample_values(language: str) -> Values:
    """Values as one of the demo team would get them; the link opens nothing."""
    with override(language):
        sample = person_words(SAMPLE_FINDINGS, load_standard(DEFAULT))
        return Values(
            first_name="Amara",
            company=company(),
            due=date_format(localdate() + timedelta(days=14)),
            note=gettext("A wall without windows is best; there is one beside the lift."),
            day=date_format(localdate() + timedelta(days=14)),
            place="Stockholm",
            day_note=gettext("Room 3.14, from 9 to 12"),
            link=f"{settings.SITE_URL}/me/example/",
            reasons=tuple(map(spoken, sample.reasons)),
            what_stays=tuple(map(spoken, sample.kept)),
        )
