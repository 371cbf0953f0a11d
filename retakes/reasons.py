"""Why somebody is asked for a new photo, as it is said to them."""

from __future__ import annotations

from photos.models import Photo
from photos.quality.explain_person import PersonWords, as_kept, person_words
from photos.quality.standard import Standard
from photos.standards import standard_for, standard_that_judged
from retakes.models import Retake


def words_of(retake: Retake) -> PersonWords:
    """What to change and what stays good, in English: photos.labels.spoken says it otherwise.
    Fetch the request with `person` and `photo__judgement`."""
    if not retake.findings:
        return PersonWords((), ())
    return person_words(retake.findings, standard_behind(retake))


def standard_behind(retake: Retake) -> Standard:
    """The standard by whose numbers the photo was found wanting; today's where it is gone."""
    photo = retake.photo
    if photo and photo.judgement:
        return standard_that_judged(photo.judgement)
    return standard_for(retake.person)


def words_about(photo: Photo | None) -> PersonWords:
    """The same for a photo about which nobody was asked yet. Fetch it with `judgement`."""
    if photo is None or photo.judgement is None:
        return PersonWords((), ())
    found = as_kept(photo.judgement.findings, photo.judgement.shot_type)
    return person_words(found, standard_that_judged(photo.judgement))
