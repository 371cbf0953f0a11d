"""Which photo comes next, worst first, and never one that somebody else is looking at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.timezone import localtime

from desk.pages import is_id
from desk.review.rows import AHEAD_FOR, SHOWN_FOR, ReviewClaim
from directory.models import Department
from directory.reach import Reach, reach_of
from photos.models import Outcome, Photo, Review
from photos.querysets import PhotoQuerySet
from photos.reviews import clock, name_of

# Tried in turn when others claim in the same moment.
CANDIDATES = 8
BADGE_MOST = 999
REMEMBERED = 60  # seconds
SHOWN_WITH = ("person__department", "judgement__assessment")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the address narrows the queue to; empty: everything within reach."""

    reach: Reach
    department: str = ""
    verdict: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Narrowed":
        """As asked for; words that mean nothing narrow nothing."""
        asked = request.GET
        department, verdict = asked.get("department", ""), asked.get("verdict", "")
        return cls(
            reach_of(request.user),
            department if is_id(department) else "",
            verdict if verdict in Outcome.values else "",
        )

    @property
    def query(self) -> str:
        """The same for an address."""
        given = {"department": self.department, "verdict": self.verdict}
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in given.items() if value})
        return query.urlencode()

    def waiting(self) -> PhotoQuerySet:
        """The photos that nobody has decided about."""
        wanted = Q()
        if self.department:
            wanted &= Q(person__department=self.department)
        if self.verdict:
            wanted &= Q(verdict=self.verdict)
        return Photo.objects.within(self.reach).to_decide().filter(wanted)

    @property
    def left(self) -> int | str:
        """How many these are, as far as they are counted."""
        return counted(self.waiting())

    def departments(self) -> list[Department]:
        """The departments within reach, for choosing."""
        own = Department.objects.within(self.reach)
        return list(own.order_by("name").only("pk", "name"))


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A colleague with photos open, since when, and how many."""

    name: str
    since: datetime
    count: int = 1

    @property
    def when(self) -> str:
        """Since what time."""
        return clock(self.since)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a reviewer did today, decision by decision."""

    approved: int
    waived: int
    retakes: int

    @property
    def total(self) -> int:
        """All decisions that stand."""
        return self.approved + self.waived + self.retakes


def first_free(
    narrowed: Narrowed,
    reviewer: User,
    *,
    after: Photo | None = None,
    without: frozenset[int] = frozenset(),
    lease: timedelta = SHOWN_FOR,
) -> Photo | None:
    """Claim and return the next photo that nobody else has: behind `after`, then from the
    start."""
    now = timezone.now()
    held = ReviewClaim.objects.by_others(reviewer.pk, now).filter(photo=OuterRef("pk"))
    free = narrowed.waiting().exclude(pk__in=without).exclude(Exists(held))
    worst_first = free.select_related(*SHOWN_WITH).order_by("score", "pk")
    rounds = [worst_first.behind(after), worst_first] if after else [worst_first]
    for ordered in rounds:
        for photo in ordered[:CANDIDATES]:
            if ReviewClaim.objects.claim(photo.pk, reviewer.pk, now, lease):
                return photo
    return None


def ahead(
    narrowed: Narrowed, reviewer: User, after: Photo, without: frozenset[int]
) -> Photo | None:
    """The next photo for a page to have ready, claimed for a short time."""
    return first_free(narrowed, reviewer, after=after, without=without, lease=AHEAD_FOR)


def holder_of(photo: Photo, reviewer: User) -> HeldBy | None:
    """Who else is looking at the photo."""
    others = ReviewClaim.objects.by_others(reviewer.pk, timezone.now())
    claim = others.filter(photo=photo).select_related("reviewer").first()
    return HeldBy(name_of(claim.reviewer), claim.since) if claim else None


def busy_colleagues(narrowed: Narrowed, reviewer: User) -> list[HeldBy]:
    """Who has the rest of the queue open."""
    claims = ReviewClaim.objects.by_others(reviewer.pk, timezone.now())
    rows = claims.filter(photo__in=narrowed.waiting()).select_related("reviewer")
    found: dict[int, HeldBy] = {}
    for claim in rows.order_by("since"):
        known = found.get(claim.reviewer_id)
        count = known.count + 1 if known else 1
        since = known.since if known else claim.since
        found[claim.reviewer_id] = HeldBy(name_of(claim.reviewer), since, count)
    return list(found.values())


def done_today(reviewer: User) -> Tally:
    """What the reviewer decided today; what was taken back doesn't count."""
    midnight = localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    decided = Review.objects.standing().filter(reviewer=reviewer, created_at__gte=midnight)
    kinds = Review.Decision
    return Tally(
        **decided.aggregate(
            approved=Count("pk", filter=Q(decision__in=[kinds.APPROVE, kinds.USE_CROP])),
            waived=Count("pk", filter=Q(decision=kinds.WAIVE)),
            retakes=Count("pk", filter=Q(decision=kinds.ASK_RETAKE)),
        )
    )


def left_badge(request: HttpRequest) -> str:
    """How many photos are left to decide, for the side bar; empty for none."""
    key = f"left-to-decide-{request.user.pk}"
    remembered: str = cache.get(key, "")
    if remembered:
        return remembered
    left = str(counted(Photo.objects.for_user(request.user).to_decide()) or "")
    if left.endswith("+"):  # so many stay so for a while
        cache.set(key, left, REMEMBERED)
    return left


def counted(waiting: PhotoQuerySet) -> int | str:
    """How many there are; beyond BADGE_MOST not counted: every page of the admin waits for it."""
    found = waiting.counted_to(BADGE_MOST)
    return f"{BADGE_MOST}+" if found > BADGE_MOST else found
