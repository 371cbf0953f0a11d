"""What people decide about photos. The machine never overrules it."""

from django.contrib.auth.models import User
from django.db import transaction

from directory.models import Person
from photos import cards, publications
from photos.models import PUBLISHED_STATES, Photo, Review

NOT_CURRENT = "This is no longer the person's current photo; please decide about the new one."
NOT_MEASURED = "This photo has not been measured yet; please wait a moment and try again."
NO_REASON = "Please say why this photo is accepted although it does not meet the standard."
LONGEST_REASON = 500  # characters, as the column
TOO_LONG = f"Please give the reason in at most {LONGEST_REASON} characters."
STATE_AFTER = {
    Review.Decision.APPROVE: Photo.State.APPROVED,
    Review.Decision.WAIVE: Photo.State.WAIVED,
    Review.Decision.ASK_RETAKE: Photo.State.RETAKE_ASKED,
}


class Conflict(Exception):
    """The decision doesn't fit the photo as it is now; the text says why, for people."""


def approve(photo: Photo, reviewer: User, reason: str = "") -> Review:
    """Let the intranet show the photo. Raises Conflict. Once more adds nothing."""
    return _decide(photo, reviewer, Review.Decision.APPROVE, reason)


def waive(photo: Photo, reviewer: User, reason: str) -> Review:
    """Show the photo although it doesn't meet the standard; says why. Raises Conflict."""
    if not reason.strip():
        raise Conflict(NO_REASON)
    return _decide(photo, reviewer, Review.Decision.WAIVE, reason)


def ask_retake(photo: Photo, reviewer: User, reason: str = "") -> Review:
    """Ask for a new photo; also for one that could not be measured. Raises Conflict."""
    return _decide(photo, reviewer, Review.Decision.ASK_RETAKE, reason)


@transaction.atomic
def _decide(photo: Photo, reviewer: User, decision: Review.Decision, reason: str) -> Review:
    """Write review, state and card; `photo` shows the new state afterwards."""
    Person.objects.select_for_update().get(pk=photo.person_id)  # as intake and assess do first
    photo.refresh_from_db()
    if len(reason.strip()) > LONGEST_REASON:
        raise Conflict(TOO_LONG)
    withdrawn = photo.is_published and decision == Review.Decision.ASK_RETAKE
    if not photo.is_current and not withdrawn:
        raise Conflict(NOT_CURRENT)
    if decision != Review.Decision.ASK_RETAKE and not photo.verdict:
        raise Conflict(NOT_MEASURED)
    last = photo.reviews.first()
    if last and last.decision == decision and photo.state == STATE_AFTER[decision]:
        return last
    review = Review.objects.create(
        photo=photo,
        reviewer=reviewer,
        decision=decision,
        reason=reason.strip(),
        verdict_then=photo.verdict,
    )
    if STATE_AFTER[decision] in PUBLISHED_STATES:
        others = photo.person.photos.published().for_purpose(photo.purpose).exclude(pk=photo.pk)
        others.update(state=Photo.State.SUPERSEDED)
    photo.state = STATE_AFTER[decision]
    photo.save(update_fields=["state"])
    publications.bring_in_line([photo.person_id])
    cards.write([photo.person_id])
    return review
