"""What the queue's keys do; photos.reviews alone decides whether it is possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.review.queue import holder_of
from desk.review.rows import ReviewClaim
from photos import reviews
from photos.models import Outcome, Photo, Review
from photos.reviews import Conflict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEEDS_A_REASON = _("A retake is advised: publishing this photo all the same needs a reason.")
NEEDS_ITS_CROP = _("A crop mends this photo: C approves it with that crop.")
MEETS_THE_STANDARD = _("This photo meets the standard: nothing is to be waived.")
NO_RETAKE_REASON = _("Please say what should be different in the new photo.")
HELD = _("%(who)s is looking at this photo since %(when)s.")


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that the queue offers: its key, its name, and what is said once it is made."""

    decision: Review.Decision
    key: str
    title: StrOrPromise
    icon: str
    told: StrOrPromise
    decide: Callable[[Photo, User, str], Review]

    @property
    def title_alone(self) -> str:
        """The name on the button that sends."""
        return str(self.title).rstrip("…")


CHOICES = (
    Choice(Review.Decision.APPROVE, "A", _("Approve"), "check", _("Approved."), reviews.approve),
    Choice(
        Review.Decision.USE_CROP,
        "C",
        _("Use the crop"),
        "crop",
        _("Approved with the crop."),
        reviews.use_crop,
    ),
    Choice(Review.Decision.WAIVE, "W", _("Waive…"), "edit_note", _("Waived."), reviews.waive),
    Choice(
        Review.Decision.ASK_RETAKE,
        "R",
        _("Retake…"),
        "photo_camera",
        _("A retake is asked for."),
        reviews.ask_retake,
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for: the decision, its reason, and the photo as it was seen."""

    decision: str
    reason: str
    seen: str


def why_not(photo: Photo, decision: str) -> str:
    """Why a decision is not offered for the photo; empty where it is."""
    if decision == Review.Decision.APPROVE and photo.verdict == Outcome.RETAKE:
        return str(NEEDS_A_REASON)
    if decision == Review.Decision.APPROVE and photo.verdict == Outcome.FIX:
        return str(NEEDS_ITS_CROP)
    if decision == Review.Decision.USE_CROP and photo.verdict != Outcome.FIX:
        return str(reviews.NO_CROP)
    if decision == Review.Decision.WAIVE and photo.verdict == Outcome.PASS:
        return str(MEETS_THE_STANDARD)
    return ""


def decide(photo: Photo, reviewer: User, asked: Asked) -> Review:
    """Write the decision if the photo is as it was seen and is held by nobody else.

    Raises Conflict.
    """
    choice = next(one for one in CHOICES if one.decision == asked.decision)
    with reviews.as_seen(photo, asked.seen):
        if holder := holder_of(photo, reviewer):
            raise Conflict(HELD % {"who": holder.name, "when": holder.when})
        if why := why_not(photo, asked.decision):
            raise Conflict(why)
        if choice.decision == Review.Decision.ASK_RETAKE and not asked.reason.strip():
            raise Conflict(NO_RETAKE_REASON)
        review = choice.decide(photo, reviewer, asked.reason)
        ReviewClaim.objects.release([photo.pk], reviewer.pk)
        return review


def take_back(review: Review, reviewer: User) -> Photo:
    """Undo one's own decision, and look at its photo again. Raises Conflict."""
    photo = reviews.undo(review, reviewer).photo
    ReviewClaim.objects.claim(photo.pk, reviewer.pk, timezone.now())
    return photo
