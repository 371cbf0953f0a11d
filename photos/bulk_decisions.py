"""One decision about many photos: first what would happen, then, if nothing changed, that."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet
from django.tasks import task
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from photos import reviews
from photos.models import AwaitedDecision, BulkDecision, Outcome, Photo
from photos.reassess import AGAIN_WORDS, Again, assess_again
from work import jobs

AT_ONCE = 100  # decisions in a request: a few seconds; the others follow in the background
WRITTEN_AT_ONCE = 1_000  # rows
APPROVE, WAIVE, ASK_RETAKE, ASSESS = "approve", "waive", "ask_retake", "assess"

type Words = str | Promise

NEEDS_A_REASON = _("a retake is advised; waive them, with a reason, if they shall stay")
MEETS_THE_STANDARD = _("the standard is met; approve them")
NOT_MEASURED = _("still waiting to be measured")
NOT_CURRENT = _("no longer the current photo")
CHANGED = _("changed since you looked")
ALREADY: dict[str, tuple[str, Words]] = {
    APPROVE: (Photo.State.APPROVED, _("approved already")),
    WAIVE: (Photo.State.WAIVED, _("waived already")),
    ASK_RETAKE: (Photo.State.RETAKE_ASKED, _("asked for already")),
}
DONE: dict[str, Words] = {
    APPROVE: _("approved"),
    WAIVE: _("waived"),
    ASK_RETAKE: _("asked for a retake"),
}
# The sentences of photos.reviews, shortened to stand behind a number.
WHY_SKIPPED = ((reviews.NOT_MEASURED, NOT_MEASURED), (reviews.NOT_CURRENT, NOT_CURRENT))


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo as it was when somebody looked at what would happen."""

    photo_id: int
    state: str
    verdict: str
    is_current: bool

    @property
    def mark(self) -> str:
        """All of it in a word for a form."""
        return f"{self.photo_id}:{self.state}:{self.verdict}:{int(self.is_current)}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What one decision would do to many photos, and to which it doesn't fit."""

    fitting: tuple[Seen, ...]
    skipped: dict[Words, list[Seen]]

    @property
    def digest(self) -> str:
        """Another one as soon as any photo would be decided on that was not seen, or was not
        seen so."""
        marks = " ".join(sorted(seen.mark for seen in self.fitting))
        return sha256(marks.encode()).hexdigest()


@dataclass
class Tally:
    """What became of many photos: counted by what was done, and by why not."""

    done: Counter[Words] = field(default_factory=Counter)
    skipped: Counter[Words] = field(default_factory=Counter)


def plan(deed: str, photos: QuerySet[Photo]) -> Plan:
    """What the decision would do to these photos: one query."""
    fitting: list[Seen] = []
    skipped: dict[Words, list[Seen]] = {}
    rows = photos.order_by("pk").values_list("pk", "state", "verdict", "is_current")
    for seen in (Seen(*row) for row in rows):
        if why := why_not(deed, seen):
            skipped.setdefault(why, []).append(seen)
        else:
            fitting.append(seen)
    return Plan(tuple(fitting), skipped)


def why_not(deed: str, seen: Seen) -> Words:
    """Why a decision doesn't fit, as photos.reviews would say in the end; empty if it does."""
    is_published = seen.state in (Photo.State.APPROVED, Photo.State.WAIVED)
    if deed == ASSESS:
        return ""
    if not seen.is_current and not (is_published and deed == ASK_RETAKE):
        return NOT_CURRENT
    state, already = ALREADY[deed]
    if seen.state == state:
        return already
    if deed == ASK_RETAKE:
        return ""
    return _why_not_publish(deed, seen)


def _why_not_publish(deed: str, seen: Seen) -> Words:
    """One click publishes no advised retake, and waives nothing that needs no waiving."""
    if not seen.verdict:
        return NOT_MEASURED
    if deed == APPROVE and seen.verdict == Outcome.RETAKE:
        return NEEDS_A_REASON
    return MEETS_THE_STANDARD if deed == WAIVE and seen.verdict == Outcome.PASS else ""


def decide(deed: str, photo_ids: Iterable[int], reviewer: User, reason: str, tally: Tally) -> None:
    """Decide one by one, each in its own transaction: what doesn't fit holds up no other."""
    for photo in Photo.objects.filter(pk__in=list(photo_ids)).order_by("pk"):
        try:
            tally.done[_decide_one(deed, photo, reviewer, reason)] += 1
        except reviews.Conflict as conflict:
            tally.skipped[why_skipped(conflict)] += 1


def _decide_one(deed: str, photo: Photo, reviewer: User, reason: str) -> Words:
    """What was done, in words. Raises Conflict."""
    match deed:
        case "approve":
            reviews.approve(photo, reviewer, reason)
        case "waive":
            reviews.waive(photo, reviewer, reason)
        case "ask_retake":
            reviews.ask_retake(photo, reviewer, reason)
        case _:
            outcome = assess_again(photo)
            if outcome == Again.WAITING:
                raise reviews.Conflict(AGAIN_WORDS[outcome])
            return AGAIN_WORDS[outcome]
    return DONE[deed]


def decide_all(deed: str, seen: list[Seen], reviewer: User, reason: str, tally: Tally) -> int:
    """Decide about some now and leave the others to a long job; how many those are."""
    decide(deed, [one.photo_id for one in seen[:AT_ONCE]], reviewer, reason, tally)
    later = seen[AT_ONCE:]
    if later:
        run = BulkDecision(reviewer=reviewer, deed=deed, reason=reason)
        run.add(*in_source_words(tally))
        leave_to_job(run, later)
    return len(later)


@transaction.atomic
def leave_to_job(run: BulkDecision, seen: Sequence[Seen]) -> None:
    """Write down what the decision is still to be made about, and begin that."""
    run.left = len(seen)
    run.save()
    AwaitedDecision.objects.bulk_create(
        [AwaitedDecision(decision=run, photo_id=one.photo_id, seen=one.mark) for one in seen],
        batch_size=WRITTEN_AT_ONCE,
    )
    jobs.begin("decide", {"decision": run.pk}, run.reviewer)


@task
def decide_later(
    deed: str, marks: list[str], reviewer_id: int, reason: str, run_id: int | None = None
) -> None:
    """Sent by earlier versions only, perhaps just before an upgrade: a long job does it."""
    reviewer = User.objects.filter(pk=reviewer_id, is_active=True).first()
    if reviewer is None:
        return
    there = Photo.objects.filter(pk__in=[int(mark.partition(":")[0]) for mark in marks])
    rows = there.order_by("pk").values_list("pk", "state", "verdict", "is_current")
    still = [seen for seen in (Seen(*row) for row in rows) if seen.mark in set(marks)]
    with transaction.atomic():
        run = BulkDecision(reviewer=reviewer, deed=deed, reason=reason)
        run.add({}, in_source_words(Tally(skipped=Counter({CHANGED: len(marks) - len(still)})))[1])
        leave_to_job(run, still)
        told = BulkDecision.objects.filter(pk=run_id or 0, left__gte=len(marks))
        told.update(left=F("left") - len(marks))


def in_source_words(tally: Tally) -> tuple[dict[str, int], dict[str, int]]:
    """What was done and skipped, by words that whoever reads it can have translated."""
    with override(settings.LANGUAGE_CODE):
        done, skipped = (
            {str(words): number for words, number in (+counts).items()}
            for counts in (tally.done, tally.skipped)
        )
    return done, skipped


def why_skipped(conflict: reviews.Conflict) -> Words:
    """Why a decision didn't fit, short if there is a short form; in the language of now."""
    sentence = str(conflict)
    return next((short for long, short in WHY_SKIPPED if str(long) == sentence), sentence)
