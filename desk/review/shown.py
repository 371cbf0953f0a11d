"""All that the queue shows of one photo."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from desk.review.deciding import CHOICES, Choice, why_not
from desk.review.queue import HeldBy, holder_of
from photos.admin.compared import ComparedPhotos, beside_earlier
from photos.admin.finding_lines import FindingGroup, finding_groups
from photos.admin.guides import Guides
from photos.admin.photo_page import problem_of, stored_guides
from photos.labels import reason_words
from photos.models import Outcome, Photo, Review
from photos.quality.geometry import CropBox
from photos.reviews import LONGEST_REASON, may_take_back, seen_of, told_of

ADVISED = {
    Outcome.PASS.value: Review.Decision.APPROVE,
    Outcome.FIX.value: Review.Decision.USE_CROP,
    Outcome.RETAKE.value: Review.Decision.ASK_RETAKE,
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
class Decided:
    """The decision that stands, and whether it is the reviewer's to take back."""

    review: Review
    sentence: str
    can_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo with everything that deciding about it takes."""

    photo: Photo
    seen: str
    guides: Guides | None
    findings: tuple[FindingGroup, ...]
    problem: str
    offers: tuple[Offer, ...]
    earlier: ComparedPhotos | None
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
        earlier=beside_earlier(photo),
        holder=holder_of(photo, reviewer),
        decided=decided_of(photo, reviewer),
    )


def decided_of(photo: Photo, reviewer: User) -> Decided | None:
    """The photo's last decision that stands."""
    last = photo.reviews.standing().select_related("reviewer").first()
    return Decided(last, told_of(last), may_take_back(last, reviewer)) if last else None
