"""A person's photos in words, for the page in their copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from directory.models import Person
from photos.labels import purpose_words, reason_words, spoken, state_words, verdict_words
from photos.models import Judgement, Photo, Review
from photos.quality.findings import FindingOutcome


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a photo."""

    at: datetime
    what: str
    reason: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One photo: where it came from, what the machine said of it, what people decided."""

    number: int
    original_name: str
    uploaded_at: datetime
    source: str
    purpose: str
    state: str
    is_current: bool
    is_published: bool
    verdict: str
    score: int | None
    reason: str
    findings: tuple[str, ...]
    decisions: tuple[Decided, ...]


def told_photos(person: Person) -> list[Told]:
    """All photos of a person, the newest first, in the reader's language."""
    photos = person.photos.select_related("judgement").prefetch_related("reviews")
    return [_told(photo) for photo in photos]


def _told(photo: Photo) -> Told:
    return Told(
        number=photo.pk,
        original_name=photo.original_name,
        uploaded_at=photo.uploaded_at,
        source=photo.get_source_display(),
        purpose=purpose_words(photo),
        state=state_words(photo.state),
        is_current=photo.is_current,
        is_published=photo.is_published,
        verdict=verdict_words(photo.verdict),
        score=photo.score,
        reason=reason_words(photo),
        findings=_findings(photo.judgement),
        decisions=tuple(_decided(review) for review in photo.reviews.all()),
    )


def _findings(judgement: Judgement | None) -> tuple[str, ...]:
    """The sentences of what was missed, or could not be assessed."""
    stored = judgement.findings if judgement else []
    return tuple(spoken(one["message"]) for one in stored if one["outcome"] != FindingOutcome.PASS)


def _decided(review: Review) -> Decided:
    what = capfirst(review.get_decision_display())
    return Decided(review.created_at, what, review.reason, review.undone_at is not None)
