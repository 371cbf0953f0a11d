"""Questions about many photos, and the claiming of work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q

from directory.reach import Reach, reach_of
from photos.quality.fingerprint import MOST_NAMED, is_same_picture, search_keys

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from photos.models import Assessment, Photo, Publication, Review  # noqa: F401  (a generic parameter)

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=60)
# What a photo repeats of its verdict, and its fingerprint.
REPEATED = (
    "state",
    "verdict",
    "score",
    "main_rule",
    "main_reason",
    "judgement_id",
    "fingerprint",
)
# Not what an earlier measuring has left: the analyses are long.
TO_MEASURE = (
    "state",
    "attempts",
    "due_at",
    "lease_until",
    "priority",
    "photo__person",
    "photo__purpose",
    "photo__source",
    "photo__master",
    *(f"photo__{name}" for name in REPEATED),
)


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Photos, filtered in the words of the review."""

    def within(self, reach: Reach) -> PhotoQuerySet:
        """Those of people within reach."""
        return self.filter(reach.people("person"))

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> PhotoQuerySet:
        """Those of people whom the user may see."""
        return self.within(reach_of(user))

    def current(self) -> PhotoQuerySet:
        """The newest photo of each person, those for one purpose alone aside."""
        return self.newest_for("")

    def newest_for(self, purpose: str) -> PhotoQuerySet:
        """The newest photo of each person for that purpose."""
        return self.filter(is_current=True, purpose=purpose)

    def published(self) -> PhotoQuerySet:
        """What the intranet shows: at most one photo of each person for each purpose."""
        return self.filter(state__in=["approved", "waived"])

    def for_purpose(self, purpose: str) -> PhotoQuerySet:
        """Photos for that use alone; for "" those for whatever they are fit for."""
        return self.filter(purpose=purpose)

    def to_decide(self) -> PhotoQuerySet:
        """Judged photos of those who work here that no person has decided about."""
        return self.filter(is_current=True, state="in_review", person__status="active")

    def behind(self, photo: Photo) -> PhotoQuerySet:
        """Those that follow it in the order of score and id; all, if it has no score."""
        if photo.score is None:
            return self
        later = Q(score__gt=photo.score) | Q(pk__gt=photo.pk)
        # The first condition is where an index begins to read.
        return self.filter(Q(score__gte=photo.score), later)

    def counted_to(self, most: int) -> int:
        """How many these are, `most` + 1 for any more: one by one, as the queue's index has
        them."""
        return self.order_by("score", "pk")[: most + 1].count()

    def same_picture_as(self, photo: Photo) -> PhotoQuerySet:
        """Photos of other people that show the same picture, newest first, at most 50.

        None for a photo that was not measured since there are fingerprints. One query here
        and one for the answer, however many photos there are.
        """
        if not photo.fingerprint:
            return self.none()
        filed = self.filter(fingerprint_keys__key__in=search_keys(photo.fingerprint))
        others = filed.exclude(person=photo.person_id).order_by("-uploaded_at", "-pk").distinct()
        alike = (
            pk
            for pk, fingerprint in others.values_list("pk", "fingerprint")
            if is_same_picture(photo.fingerprint, fingerprint)
        )
        return self.filter(pk__in=list(islice(alike, MOST_NAMED))).order_by("-uploaded_at", "-pk")


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Published photos, by whom and what for."""

    def within(self, reach: Reach) -> PublicationQuerySet:
        """Those of people within reach."""
        return self.filter(reach.people("photo__person"))

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> PublicationQuerySet:
        """Those of people whom the user may see."""
        return self.within(reach_of(user))

    def of_person(self, person_id: int, use: str) -> PublicationQuerySet:
        """Those that can show the person in that use; the one made for it first."""
        fit = self.filter(photo__person=person_id, photo__purpose__in=["", use])
        return fit.select_related("photo").order_by("-photo__purpose")

    def in_use(self, use: str) -> PublicationQuerySet:
        """What shows people in that use, one of each person."""
        own = self.filter(photo__person=OuterRef("photo__person"), photo__purpose=use)
        return self.filter(Q(photo__purpose=use) | (Q(photo__purpose="") & ~Exists(own)))

    def in_directory(self) -> PublicationQuerySet:
        """What the directory shows, one of each person."""
        return self.in_use("directory")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Decisions, and those that hold."""

    def within(self, reach: Reach) -> ReviewQuerySet:
        """Those of people within reach."""
        return self.filter(reach.people("photo__person"))

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> ReviewQuerySet:
        """Those of people whom the user may see."""
        return self.within(reach_of(user))

    def standing(self) -> ReviewQuerySet:
        """Without those that were taken back."""
        return self.filter(undone_at=None)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Work rows: claimed once, found again when a worker died."""

    def within(self, reach: Reach) -> AssessmentQuerySet:
        """Those of people within reach."""
        return self.filter(reach.people("photo__person"))

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> AssessmentQuerySet:
        """Those of people whom the user may see."""
        return self.within(reach_of(user))

    def claim(self, assessment_id: int, now: datetime) -> Assessment | None:
        """Take the row if it is due or its holder's lease ran out; None if it is not free."""
        work = self.to_measure([assessment_id]).first()
        return work if work and self.take(work, now) else None

    def to_measure(self, assessment_ids: Collection[int]) -> AssessmentQuerySet:
        """These rows with what measuring asks of them and their photos."""
        return self.filter(pk__in=assessment_ids).select_related("photo").only(*TO_MEASURE)

    def take(self, work: Assessment, now: datetime) -> bool:
        """Take a row of `to_measure` if it is free, as above, and nobody has touched it since it
        was read; then `work` is the attempt that holds it."""
        if work.attempts >= MOST_ATTEMPTS or not work.is_free(now):
            return False
        seen = self.filter(
            pk=work.pk, state=work.state, attempts=work.attempts, lease_until=work.lease_until
        )
        work.state, work.attempts, work.lease_until = "running", work.attempts + 1, now + LEASE
        return bool(
            seen.update(state="running", attempts=work.attempts, lease_until=work.lease_until)
        )

    def held(self, work: Assessment) -> AssessmentQuerySet:
        """The row if it is still in the hands of that attempt; otherwise nothing.

        The lease's end names the attempt: attempts are counted anew when failed work is
        started over.
        """
        return self.filter(pk=work.pk, state="running", lease_until=work.lease_until)

    def newest_results(self) -> AssessmentQuerySet:
        """The last finished measuring of each photo."""
        # By id, which grows with each engine: the times stand behind long analyses on the disk.
        newest = self.filter(state="done").values("photo").annotate(newest=Max("pk"))
        return self.filter(pk__in=newest.values("newest"))

    def newest_results_of(self, photo_ids: Collection[int]) -> AssessmentQuerySet:
        """The last finished measuring of each of these photos; looks at no other photo's."""
        done = self.filter(photo__in=photo_ids, state="done")
        newest = done.order_by().values("photo").annotate(newest=Max("pk")).values("newest")
        return self.filter(pk__in=list(newest.values_list("newest", flat=True)))

    def results_of(self, photo_id: Any) -> AssessmentQuerySet:
        """The finished measurings of one photo, the newest first; looks at no other photo's."""
        # By id, as above.
        return self.filter(photo=photo_id, state="done").order_by("-pk")

    def pending(self) -> AssessmentQuerySet:
        """Rows that nobody has taken yet, in the order they are due."""
        return self.filter(state="pending").order_by("due_at", "pk")

    def left_behind(self, now: datetime) -> AssessmentQuerySet:
        """Rows whose worker was killed, or has been silent for as long as its lease."""
        return self.filter(state="running", lease_until__lt=now)

    def overdue(self, now: datetime) -> AssessmentQuerySet:
        """Rows that were due so long ago that they may have lost their message."""
        return self.filter(state="pending", due_at__lt=now - LEASE)

    def worn_out(self, now: datetime) -> AssessmentQuerySet:
        """Rows whose every attempt ended with the worker."""
        lost = Q(state="running", lease_until__lt=now) | Q(state="pending", due_at__lte=now)
        return self.filter(lost, attempts__gte=MOST_ATTEMPTS)
