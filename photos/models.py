"""Pictures of people, what was measured on them, what was decided."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models import Department, Person
from photos.assessment_rows import Assessment as Assessment
from photos.bulk_rows import AwaitedDecision as AwaitedDecision
from photos.bulk_rows import BulkDecision as BulkDecision
from photos.fingerprint_rows import FingerprintKey as FingerprintKey
from photos.job_rows import AwaitedAssessment as AwaitedAssessment
from photos.judgement_rows import Judgement as Judgement
from photos.outcomes import Outcome as Outcome
from photos.published_rows import DirectoryClock as DirectoryClock
from photos.published_rows import Publication as Publication
from photos.published_rows import RemovedCard as RemovedCard
from photos.published_rows import Rendition as Rendition
from photos.quality.fingerprint import LENGTH
from photos.querysets import PhotoQuerySet, ReviewQuerySet
from photos.score_orders import BEFORE_EVERY_SCORE, BEHIND_EVERY_SCORE, score_or
from photos.standard_rows import DepartmentStandard as DepartmentStandard
from photos.standard_rows import OwnStandard as OwnStandard
from photos.standard_rows import StandardChoice as StandardChoice
from photos.standard_rows import StandardVersion as StandardVersion
from photos.storage import private_storage as private_storage
from photos.team_rows import Look as Look
from photos.team_rows import TeamBaseline as TeamBaseline
from photos.team_rows import TeamScore as TeamScore


def random_key() -> str:
    """128 random bits in hex."""
    return secrets.token_hex(16)


class Photo(models.Model):
    """One accepted picture of one person.

    `master` is the private, sanitised picture in full size; `preview` (long edge
    at most 960 px) and `thumbnail` (at most 160 px) are copies for HR's pages.
    `verdict`, `score` and `main_reason` repeat the newest judgement for lists.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be measured")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        WAIVED = "waived", _("waived")
        RETAKE_ASKED = "retake_asked", _("retake asked")
        SUPERSEDED = "superseded", _("superseded")
        FAILED = "failed", _("could not be measured")

    class Source(models.TextChoices):
        ADMIN = "admin", _("admin")
        API = "api", _("API")
        IMPORT = "import", _("import")
        LINK = "link", _("personal link")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="photos")
    purpose = models.CharField(
        max_length=20,
        blank=True,
        help_text=_("The one use it was made for; empty: whatever it is fit for."),
    )
    is_current = models.BooleanField(
        default=True, help_text=_("The person's newest photo for its purpose.")
    )
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)

    master = models.FileField(storage=private_storage, max_length=200)
    preview = models.FileField(storage=private_storage, max_length=200)
    thumbnail = models.FileField(storage=private_storage, max_length=200)
    sha256 = models.CharField(max_length=64, editable=False, help_text="Of the bytes uploaded.")
    original_name = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=10)
    width = models.PositiveIntegerField(help_text=_("Pixels, upright."))
    height = models.PositiveIntegerField(help_text=_("Pixels, upright."))
    captured_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(
        max_length=LENGTH, blank=True, editable=False, help_text="Tells the same picture again."
    )
    source = models.CharField(max_length=10, choices=Source)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    verdict = models.CharField(max_length=10, choices=Outcome, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    main_rule = models.CharField(max_length=50, blank=True)
    main_reason = models.TextField(blank=True)
    judgement = models.ForeignKey(
        "Judgement", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [
            models.Index(
                F("is_current").desc(), score_or(BEHIND_EVERY_SCORE), "id", name="photo_list_order"
            ),
            # The rules that decide current photos, found one by one.
            models.Index(
                fields=["main_rule"],
                condition=models.Q(is_current=True, purpose="", main_rule__gt=""),
                name="photo_by_rule",
            ),
            models.Index(fields=["is_current", "verdict"], name="photo_by_verdict"),
            models.Index(Coalesce("captured_at", "uploaded_at"), "id", name="photo_by_age"),
            models.Index(
                fields=["score", "id"],
                condition=models.Q(is_current=True, state="in_review"),
                name="photo_to_decide",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "sha256"], name="photo_once_per_person"),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(is_current=True),
                name="photo_one_current_per_purpose",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(state__in=["approved", "waived"]),
                name="photo_one_published_per_purpose",
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)),
                name="photo_score_0_to_100",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "waiting",
                        "in_review",
                        "approved",
                        "waived",
                        "retake_asked",
                        "superseded",
                        "failed",
                    ]
                ),
                name="photo_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["", "pass", "fix", "retake", "unsure"]),
                name="photo_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({date_format(localtime(self.uploaded_at), 'SHORT_DATE_FORMAT')})"

    @property
    def is_published(self) -> bool:
        """Whether the intranet may show it: until another photo of the person is approved."""
        return self.state in PUBLISHED_STATES

    @property
    def needs_retake(self) -> bool:
        """Whether a new picture is needed: a person asked for it, or the machine says so
        and no person has overruled it."""
        if self.state == self.State.RETAKE_ASKED:
            return True
        return self.state == self.State.IN_REVIEW and self.verdict == Outcome.RETAKE


PUBLISHED_STATES = frozenset({Photo.State.APPROVED, Photo.State.WAIVED})


BY_SWITCH = _("Sameframe (switch)")


class Review(models.Model):
    """A person's decision about a photo; the machine never overrules it.

    With `by_switch` nobody decided: the switch for new photos that pass approved it, and that is
    all it can do. `state_then` is the photo's state before the decision, `replaced` the photo
    that it took off the intranet: with these it can be taken back, and then stays as a row that
    is undone.
    """

    class Decision(models.TextChoices):
        APPROVE = "approve", _("approve")
        USE_CROP = "use_crop", _("approve with the proposed crop")
        WAIVE = "waive", _("waive")
        ASK_RETAKE = "ask_retake", _("ask for a retake")

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    by_switch = models.BooleanField(default=False, db_default=False)
    decision = models.CharField(max_length=20, choices=Decision)
    reason = models.CharField(max_length=500, blank=True)
    verdict_then = models.CharField(max_length=10, choices=Outcome, blank=True)
    state_then = models.CharField(max_length=20, choices=Photo.State, blank=True)
    replaced = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replaced_state = models.CharField(max_length=20, choices=Photo.State, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by_switch=False)
                | models.Q(reviewer=None, decision="approve", verdict_then="pass"),
                name="review_switch_only_approves_passes",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(decision)s by %(reviewer)s") % {
            "decision": self.get_decision_display(),
            "reviewer": BY_SWITCH if self.by_switch else self.reviewer,
        }


class PersonCard(models.Model):
    """What lists show of a person, rewritten with whatever changes it.

    `photo` is the newest one, `published_photo` what the intranet shows meanwhile;
    `photo_state` is the newest one's, or empty without one. `ready` is the person as the
    intranet reads them (photos.people_json), empty for who left; `changed_at` is when that
    last became another, null until the change is dated (photos.changes). `department` is the
    one that `ready` was written for, none for who left.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="card"
    )
    key = models.CharField(
        max_length=32, unique=True, editable=False, default=random_key, help_text="Never reused."
    )
    photo = models.ForeignKey(Photo, on_delete=models.SET_NULL, null=True, related_name="+")
    photo_state = models.CharField(max_length=20, choices=Photo.State, blank=True)
    verdict = models.CharField(max_length=10, choices=Outcome, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    main_reason = models.TextField(blank=True)
    needs_retake = models.BooleanField(default=False)
    published_photo = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ready = models.TextField(default="")
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    changed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The order of the admin's list; with the person, so that cards need not be read.
            models.Index(
                F("needs_retake").desc(),
                score_or(BEFORE_EVERY_SCORE),
                "person",
                name="card_needed_first",
            ),
            models.Index(score_or(BEHIND_EVERY_SCORE), "person", name="card_by_score"),
            models.Index(fields=["photo_state", "verdict", "person"], name="card_by_state"),
            models.Index(fields=["verdict"], name="card_by_verdict"),
            models.Index(fields=["changed_at", "person"], name="card_by_change"),
        ]

    def __str__(self) -> str:
        return gettext("card of person %(person)s") % {"person": self.person_id}
