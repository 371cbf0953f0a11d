"""What people decide about photos. The machine never overrules it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from photos import cards, publications
from photos.events import PhotoEvent, tell
from photos.judgements import MACHINE_STATES
from photos.models import BY_SWITCH, PUBLISHED_STATES, Outcome, Photo, Review
from photos.trail import record_photo

NOT_CURRENT = _("This is no longer the person's current photo; please decide about the new one.")
NOT_MEASURED = _("This photo has not been measured yet; please wait a moment and try again.")
NO_REASON = _("Please say why this photo is accepted although it does not meet the standard.")
NO_CROP = _("No crop is proposed for this photo.")
LONGEST_REASON = 500  # characters, as the column
TOO_LONG = _("Please give the reason in at most %(most)d characters.") % {"most": LONGEST_REASON}
NOT_YOURS = _("Only who made a decision can take it back; decide anew instead.")
TAKEN_BACK_ALREADY = _("This decision was taken back already.")
MADE_BEFORE = _("This decision is too old to be taken back; decide anew instead.")
DECIDED_SINCE = _("A newer decision about this person's photo stands; it was not taken back.")
NEWER_PHOTO = _("A newer photo came after this decision; it was not taken back.")
APPROVED_BY_SWITCH = _("Approved by the switch for new photos that pass.")
NOT_FOR_SWITCH = _("Only a photo that passes and that nobody has decided about is approved so.")
STATE_AFTER = {
    Review.Decision.APPROVE: Photo.State.APPROVED,
    Review.Decision.USE_CROP: Photo.State.APPROVED,
    Review.Decision.WAIVE: Photo.State.WAIVED,
    Review.Decision.ASK_RETAKE: Photo.State.RETAKE_ASKED,
}
EVENT_OF = {
    Photo.State.APPROVED: PhotoEvent.APPROVED,
    Photo.State.WAIVED: PhotoEvent.WAIVED,
    Photo.State.RETAKE_ASKED: PhotoEvent.RETAKE_ASKED,
}
DONE_BY = {
    Review.Decision.APPROVE: _("%(who)s approved this photo at %(when)s."),
    Review.Decision.USE_CROP: _("%(who)s approved this photo with its crop at %(when)s."),
    Review.Decision.WAIVE: _("%(who)s waived this photo at %(when)s."),
    Review.Decision.ASK_RETAKE: _("%(who)s asked for a retake of this photo at %(when)s."),
}


class Conflict(Exception):
    """The decision doesn't fit the photo as it is now; the text says why, for people."""


class Stale(Conflict):
    """The photo is another than the one that was looked at; the text says what happened."""


def approve(photo: Photo, reviewer: User, reason: str = "") -> Review:
    """Let the intranet show the photo. Raises Conflict. Once more adds nothing."""
    return _decide(photo, reviewer, Review.Decision.APPROVE, reason)


def approve_by_switch(photo: Photo) -> Review:
    """Approve in the machine's name: the one decision that no person makes, and the only one
    there is without. Raises Conflict, also for a photo that somebody ever decided about."""
    with transaction.atomic():
        _lock(photo)
        in_review = photo.state == Photo.State.IN_REVIEW and not photo.reviews.exists()
        if not in_review or photo.verdict != Outcome.PASS:
            raise Conflict(NOT_FOR_SWITCH)
        return _decide(photo, None, Review.Decision.APPROVE, str(APPROVED_BY_SWITCH))


def use_crop(photo: Photo, reviewer: User, reason: str = "") -> Review:
    """Approve a photo that a crop mends, with that crop. Raises Conflict."""
    return _decide(photo, reviewer, Review.Decision.USE_CROP, reason)


def waive(photo: Photo, reviewer: User, reason: str) -> Review:
    """Show the photo although it doesn't meet the standard; says why. Raises Conflict."""
    if not reason.strip():
        raise Conflict(NO_REASON)
    return _decide(photo, reviewer, Review.Decision.WAIVE, reason)


def ask_retake(photo: Photo, reviewer: User, reason: str = "") -> Review:
    """Ask for a new photo; also for one that could not be measured. Raises Conflict."""
    return _decide(photo, reviewer, Review.Decision.ASK_RETAKE, reason)


@transaction.atomic
def undo(review: Review, reviewer: User) -> Review:
    """Take one's own decision back, or the switch's: the photo, and the one it replaced, are as
    before.

    Raises Conflict when something newer happened to the person's photos.
    """
    photo = review.photo
    _lock(photo)
    review.refresh_from_db(fields=["undone_at"])
    _check_undo(review, reviewer)
    review.undone_at, review.undone_by = timezone.now(), reviewer
    review.save(update_fields=["undone_at", "undone_by"])
    state = photo.state
    # Measured since: then it is waiting no more.
    is_judged = review.state_then in MACHINE_STATES and photo.verdict
    _set_state(photo, Photo.State.IN_REVIEW if is_judged else review.state_then)
    back = Photo.objects.filter(pk=review.replaced_id or 0, state=Photo.State.SUPERSEDED)
    back.update(state=review.replaced_state)
    _publish(photo)
    record_photo("photo.undo", photo, before=state, after=photo.state)
    tell(PhotoEvent.UNDONE, [photo], reviewer)
    return review


def seen_of(photo: Photo) -> str:
    """The photo as somebody sees it now, for `as_seen`; another one after any decision,
    judgement or newer photo."""
    last = photo.reviews.standing().first()
    parts = photo.pk, photo.state, int(photo.is_current), photo.judgement_id, last and last.pk
    return "-".join(str(part or 0) for part in parts)


@contextmanager
def as_seen(photo: Photo, seen: str) -> Iterator[None]:
    """Decide inside: nobody comes between, and nothing is written where the photo is no longer
    as it was `seen`. Empty: whatever it is now. Raises Stale."""
    with transaction.atomic():
        _lock(photo)
        if seen and seen != seen_of(photo):
            raise Stale(_what_happened(photo, seen))
        yield


def clock(moment: datetime) -> str:
    """The time of day, with the day unless it is today."""
    local = localtime(moment)
    time = date_format(local, "H:i")
    is_today = local.date() == localtime().date()
    return time if is_today else f"{date_format(local, 'SHORT_DATE_FORMAT')}, {time}"


def name_of(user: User | None) -> str:
    """How colleagues call a reviewer."""
    return (user.get_full_name() or user.get_username()) if user else gettext("Somebody who left")


def decider_of(review: Review) -> str:
    """The same of whoever made a decision; fetch it with its `reviewer`."""
    return str(BY_SWITCH) if review.by_switch else name_of(review.reviewer)


def may_take_back(review: Review, user: User) -> bool:
    """Whether the decision is the user's own, or nobody's; that nothing newer stands in the way
    is asked only then."""
    return review.by_switch or review.reviewer_id == user.pk


def told_of(review: Review) -> str:
    """Who decided what and when, in a sentence; fetch it with its `reviewer`."""
    named = {"who": decider_of(review), "when": clock(review.created_at)}
    return str(DONE_BY[Review.Decision(review.decision)] % named)


def _what_happened(photo: Photo, seen: str) -> str:
    """Who changed the photo since it was seen, and when, in a sentence."""
    last = photo.reviews.standing().select_related("reviewer").first()
    if not photo.is_current and "-1-" in seen:
        who = photo.person.full_name
        return gettext("A newer photo of %(who)s came meanwhile.") % {"who": who}
    if last and not seen.endswith(f"-{last.pk}"):
        return told_of(last)
    undone = photo.reviews.exclude(undone_at=None).order_by("-undone_at").first()
    if undone and undone.undone_at and seen.endswith(f"-{undone.pk}"):
        named = {"who": name_of(undone.undone_by), "when": clock(undone.undone_at)}
        return gettext("%(who)s took the last decision back at %(when)s.") % named
    return gettext("This photo was judged again meanwhile; please look at it once more.")


def _check_undo(review: Review, reviewer: User) -> None:
    """Raises Conflict for a decision that cannot be taken back."""
    photo = review.photo
    if review.undone_at:
        raise Conflict(TAKEN_BACK_ALREADY)
    if not may_take_back(review, reviewer):
        raise Conflict(NOT_YOURS)
    if not review.state_then:
        raise Conflict(MADE_BEFORE)
    same = Photo.objects.filter(person=photo.person_id).for_purpose(photo.purpose)
    if Review.objects.standing().filter(photo__in=same, pk__gt=review.pk).exists():
        raise Conflict(DECIDED_SINCE)
    if same.filter(uploaded_at__gt=review.created_at).exists():
        raise Conflict(NEWER_PHOTO)


def _check_decision(photo: Photo, decision: Review.Decision, reason: str) -> None:
    """Raises Conflict for a decision that doesn't fit the photo."""
    if len(reason) > LONGEST_REASON:
        raise Conflict(TOO_LONG)
    withdrawn = photo.is_published and decision == Review.Decision.ASK_RETAKE
    if not photo.is_current and not withdrawn:
        raise Conflict(NOT_CURRENT)
    if decision != Review.Decision.ASK_RETAKE and not photo.verdict:
        raise Conflict(NOT_MEASURED)
    if decision == Review.Decision.USE_CROP and photo.verdict != Outcome.FIX:
        raise Conflict(NO_CROP)


@transaction.atomic
def _decide(photo: Photo, reviewer: User | None, decision: Review.Decision, reason: str) -> Review:
    """Write review, state and card; `photo` shows the new state afterwards. Without a reviewer
    the switch has decided, so nobody else than approve_by_switch calls it so."""
    _lock(photo)
    _check_decision(photo, decision, reason.strip())
    last = photo.reviews.standing().first()
    is_made = last and last.decision == decision and photo.state == STATE_AFTER[decision]
    if last and is_made and (reviewer is None or not last.by_switch):
        return last  # what the switch approved a person may confirm
    replaced = _supersede(photo) if STATE_AFTER[decision] in PUBLISHED_STATES else None
    review = Review.objects.create(
        photo=photo,
        reviewer=reviewer,
        by_switch=reviewer is None,
        decision=decision,
        reason=reason.strip(),
        verdict_then=photo.verdict,
        state_then=photo.state,
        replaced=replaced,
        replaced_state=replaced.state if replaced else "",
    )
    _set_state(photo, STATE_AFTER[decision])
    _publish(photo)
    states = {"before": review.state_then, "after": photo.state}
    deed = f"photo.{decision}_by_switch" if review.by_switch else f"photo.{decision}"
    record_photo(deed, photo, has_reason=bool(review.reason), **states)
    tell(EVENT_OF[STATE_AFTER[decision]], [photo], reviewer)
    return review


def _lock(photo: Photo) -> None:
    """Read the photo anew, with its person held first, as intake and assess do."""
    Person.objects.select_for_update().get(pk=photo.person_id)
    photo.refresh_from_db()


def _supersede(photo: Photo) -> Photo | None:
    """The person's photo that this one replaces on the intranet, as it was."""
    others = photo.person.photos.published().for_purpose(photo.purpose).exclude(pk=photo.pk)
    replaced = others.first()  # the constraint allows one
    others.update(state=Photo.State.SUPERSEDED)
    return replaced


def _set_state(photo: Photo, state: str) -> None:
    photo.state = state
    photo.save(update_fields=["state"])


def _publish(photo: Photo) -> None:
    publications.bring_in_line([photo.person_id])
    cards.write([photo.person_id])
