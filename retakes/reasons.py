"""Why somebody is asked for a new photo, as it is said to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from photos.ages import OUTDATED
from photos.labels import spoken
from photos.models import Judgement, Photo
from photos.quality.explain_person import PersonWords, as_kept, person_words
from photos.quality.standard import Standard
from photos.standards import StandardsInUse, standard_for, standard_that_judged
from retakes.models import Retake

STANDARDS_KEPT = 256  # versions, read from the database once


def words_of(retake: Retake, now: StandardsInUse | None = None) -> PersonWords:
    """What to change and what stays good, in English: photos.labels.spoken says it otherwise.
    Fetch the request with `person` and `photo__judgement`; `now` spares a list a look for each
    photo that is gone."""
    if not retake.findings:
        return PersonWords((), ())
    return person_words(retake.findings, standard_behind(retake, now))


def standard_behind(retake: Retake, now: StandardsInUse | None = None) -> Standard:
    """The standard by whose numbers the photo was found wanting; today's where it is gone."""
    judgement = retake.photo.judgement if retake.photo else None
    if judgement is None:
        return now.of(retake.person) if now else standard_for(retake.person)
    return _standard_of(judgement.standard, judgement.standard_version)


@lru_cache(maxsize=STANDARDS_KEPT)
def _standard_of(name: str, version: str) -> Standard:
    """A version never changes, and a list asks for the same one again and again."""
    return standard_that_judged(Judgement(standard=name, standard_version=version))


def words_about(photo: Photo | None) -> PersonWords:
    """The same for a photo about which nobody was asked yet. Fetch it with `judgement`."""
    if photo is None or photo.judgement is None:
        return PersonWords((), ())
    judgement = photo.judgement
    found = as_kept(judgement.findings, judgement.shot_type)
    return person_words(found, _standard_of(judgement.standard, judgement.standard_version))


def told(cause: str, reasons: Sequence[str]) -> list[str]:
    """Why, in the reader's language: the reasons, or what it is without any; never nothing."""
    if cause == Retake.Cause.MISSING:
        return [_("There is no photo of you yet.")]
    if cause == Retake.Cause.OUTDATED:
        return [_("Your photo is %(years)d years old or older.") % {"years": OUTDATED.since}]
    return [spoken(one) for one in reasons] or [_("We would like to have a new photo of you.")]
