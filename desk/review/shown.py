"""All that the queue shows of one photo."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from desk.review.deciding import CHOICES, Choice, why_not
from desk.review.queue import HeldBy, holder_of
from photos.admin.guides import Guides
from photos.admin.photo_page import (
    SUB_SCORES,
    FindingGroup,
    finding_groups,
    problem_of,
    stored_guides,
)
from photos.labels import reason_words
from photos.models import Outcome, Photo, Review
from photos.quality.geometry import CropBox
from photos.reviews import LONGEST_REASON, seen_of, told_of

# Smaller steps of a score, 0 to 100, are not worth a word.
NOTABLE_STEP = 5
ADVISED = {
    Outcome.PASS.value: Review.Decision.APPROVE,
    Outcome.FIX.value: Review.Decision.USE_CROP,
    Outcome.RETAKE.value: Review.Decision.ASK_RETAKE,
}
SCORE_TITLES = {
    "framing": _("Framing"),
    "background": _("Background"),
    "lighting": _("Lighting"),
    "sharpness": _("Sharpness"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision's button; `why_not` says why it cannot be made here."""

    choice: Choice
    why_not: str
    is_advised: bool

    @property
    def asks_reason(self) -> bool:
        """Whether the button opens a box for a reason."""
        return self.choice.decision in {Review.Decision.WAIVE, Review.Decision.ASK_RETAKE}


@dataclass(frozen=True, slots=True)
class Step:
    """A score of the earlier photo and of this one."""

    title: str
    before: int
    now: int

    @property
    def is_better(self) -> bool:
        """Whether this photo does better."""
        return self.now > self.before


@dataclass(frozen=True, slots=True)
class Earlier:
    """The person's photo before this one, and what differs by number."""

    photo: Photo
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that stands."""

    review: Review
    sentence: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo with everything that deciding about it takes."""

    photo: Photo
    seen: str
    guides: Guides | None
    findings: tuple[FindingGroup, ...]
    problem: str
    offers: tuple[Offer, ...]
    earlier: Earlier | None
    holder: HeldBy | None
    decided: Decided | None
    longest_reason: int = LONGEST_REASON

    @property
    def reason(self) -> str:
        """The sentence that decided, unless the findings begin with it."""
        first = self.findings[0].lines[0].message if self.findings else ""
        decided = reason_words(self.photo)
        return self.problem or (decided if decided != first else "")

    @property
    def published(self) -> CropBox | None:
        """The part that the intranet shows once it is approved."""
        return self.guides.published if self.guides else None

    @property
    def published_turn(self) -> str:
        """How that part is straightened, for SVG."""
        cut = self.published
        if cut is None:
            return ""
        middle = cut.x + cut.width / 2, cut.y + cut.height / 2
        return f"rotate({cut.angle:.2f} {middle[0]:.1f} {middle[1]:.1f})"


def shown(photo: Photo, reviewer: User) -> Shown:
    """Everything about the photo; fetch it with `queue.SHOWN_WITH`."""
    judgement = photo.judgement
    advised = ADVISED.get(photo.verdict) if photo.state == Photo.State.IN_REVIEW else None
    return Shown(
        photo=photo,
        seen=seen_of(photo),
        guides=stored_guides(judgement) if judgement else None,
        findings=finding_groups(judgement) if judgement else (),
        problem=problem_of(photo),
        offers=tuple(
            Offer(one, why_not(photo, one.decision), one.decision == advised) for one in CHOICES
        ),
        earlier=earlier_of(photo),
        holder=holder_of(photo, reviewer),
        decided=decided_of(photo, reviewer),
    )


def decided_of(photo: Photo, reviewer: User) -> Decided | None:
    """The photo's last decision that stands."""
    last = photo.reviews.standing().select_related("reviewer").first()
    return Decided(last, told_of(last), last.reviewer_id == reviewer.pk) if last else None


def earlier_of(photo: Photo) -> Earlier | None:
    """The published photo of the person, or the newest other one."""
    others = Photo.objects.filter(person=photo.person_id, purpose=photo.purpose)
    found = list(others.exclude(pk=photo.pk).select_related("judgement")[:20])
    chosen = next((one for one in found if one.is_published), found[0] if found else None)
    return Earlier(chosen, steps_between(chosen, photo)) if chosen else None


def steps_between(before: Photo, now: Photo) -> tuple[Step, ...]:
    """The scores in which the two photos differ."""
    if not (before.judgement and now.judgement):
        return ()
    old, new = before.judgement.scores, now.judgement.scores
    pairs = [(name, old.get(name), new.get(name)) for name in SUB_SCORES]
    return tuple(
        Step(str(SCORE_TITLES[name]), was, is_now)
        for name, was, is_now in pairs
        if was is not None and is_now is not None and abs(is_now - was) >= NOTABLE_STEP
    )
