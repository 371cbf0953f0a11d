"""An import of photos and its files; the rows are the truth of how far it has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from directory.reach import EVERYBODY, Reach, reach_of
from photos.labels import spoken
from photos.models import Photo

LEFT_BEHIND_AFTER = timedelta(minutes=1)  # beyond the lease: its message may still wait


class PhotoImportQuerySet(models.QuerySet["PhotoImport"]):
    """Imports, and which of them need something done."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> PhotoImportQuerySet:
        """Their own; everybody's for those who see everybody."""
        return self if reach_of(user).is_whole else self.filter(by=user.pk)

    def lost(self, now: datetime) -> PhotoImportQuerySet:
        """Those that should be running and that nobody has touched for longer than the lease."""
        return self.filter(state=PhotoImport.State.RUNNING, lease_until__lt=now)

    def unfinished(self) -> PhotoImportQuerySet:
        """Those that still hold waiting files."""
        return self.exclude(state__in=PhotoImport.OVER)


class PhotoImport(models.Model):
    """One import of photos.

    Whoever takes some of it in renews `lease_until`; `problem` says why it stopped, if it did.
    """

    class State(models.TextChoices):
        UPLOADING = "uploading", _("files are arriving")
        CONFIRMING = "confirming", _("to be confirmed")
        RUNNING = "running", _("being taken in")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    OVER = frozenset({State.DONE, State.CANCELLED})

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADING)
    confirmed_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = PhotoImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"import {self.pk}: {self.state}"

    @property
    def reach(self) -> Reach:
        """Whose photos it may bring: those whom its owner sees now. Only those who see everybody
        work on one whose owner is gone. Fetch it with `by`."""
        return reach_of(self.by) if self.by else EVERYBODY


class ImportedFileQuerySet(models.QuerySet["ImportedFile"]):
    """Files of imports, by what is to be done with them."""

    def within(self, reach: Reach) -> ImportedFileQuerySet:
        """Those of nobody yet, or of people within reach."""
        if reach.is_whole:
            return self
        return self.filter(models.Q(person=None) | reach.people("person"))

    def pictures(self) -> ImportedFileQuerySet:
        """Those that are a photo, or were to be one."""
        return self.filter(kind=ImportedFile.Kind.PHOTO).exclude(state=ImportedFile.State.ARRIVING)

    def undecided(self) -> ImportedFileQuerySet:
        """The photos for which nobody has said yet whose they are."""
        return self.pictures().filter(state=ImportedFile.State.ARRIVED)

    def ready(self) -> ImportedFileQuerySet:
        """The photos that are to be taken in for their person."""
        return self.pictures().filter(state=ImportedFile.State.READY)

    def unpacking(self) -> ImportedFileQuerySet:
        """The ZIPs that are here and not all out."""
        now_open = PhotoImport.State.UPLOADING
        return self.filter(state=ImportedFile.State.UNPACKING, photo_import__state=now_open)

    def free(self, now: datetime) -> ImportedFileQuerySet:
        """Those that no runner holds."""
        return self.filter(models.Q(runner="") | models.Q(lease_until__lt=now))

    def left_behind(self, now: datetime) -> ImportedFileQuerySet:
        """The ZIPs that nobody has touched for longer than the lease."""
        return self.unpacking().filter(lease_until__lt=now - LEFT_BEHIND_AFTER)

    def counts(self) -> dict[str, int]:
        """How many photos stand in each state."""
        states = self.pictures().order_by().values_list("state")
        return dict.fromkeys(ImportedFile.State.values, 0) | dict(
            states.annotate(models.Count("pk"))
        )


class ImportedFile(models.Model):
    """One file of an import; `stored` is its name among the arrivals, empty once it is gone.

    Of several runners one holds it, by its name in `runner`, until `lease_until`. Of a ZIP's
    `photos_inside` so many as `place` says are out, with `unpacked_bytes` in all.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        ARCHIVE = "archive", _("ZIP")
        PEOPLE = "people", _("people list")

    class State(models.TextChoices):
        ARRIVING = "arriving", _("arriving")
        UNPACKING = "unpacking", _("being unpacked")
        ARRIVED = "arrived", _("arrived")
        READY = "ready", _("ready")
        ADDED = "added", _("taken in")
        UNCHANGED = "unchanged", _("there already")
        REFUSED = "refused", _("refused")
        LEFT_OUT = "left_out", _("left out")

    class MatchedBy(models.TextChoices):
        LIST = "list", _("people list")
        EMPLOYEE_ID = "employee_id", _("employee id")
        EMAIL = "email", _("e-mail address")
        NAME = "name", _("name")
        SIMILAR = "similar", _("similar name")
        HAND = "hand", _("by hand")

    class Clarity(models.TextChoices):
        SURE = "sure", _("sure")
        UNCLEAR = "unclear", _("unclear")
        NOBODY = "nobody", _("nobody")

    photo_import = models.ForeignKey(PhotoImport, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField(default=0)
    stored = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    candidates: models.JSONField[list[int]] = models.JSONField(
        default=list, help_text="People it may show, likeliest first."
    )
    matched_by = models.CharField(max_length=12, choices=MatchedBy, blank=True)
    clarity = models.CharField(max_length=10, choices=Clarity, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVING)
    reason = models.TextField(blank=True)
    photo = models.ForeignKey(Photo, on_delete=models.SET_NULL, null=True, related_name="+")
    runner = models.CharField(max_length=32, blank=True, default="", db_default="")
    lease_until = models.DateTimeField(null=True)
    place = models.PositiveIntegerField(default=0, db_default=0)
    photos_inside = models.PositiveIntegerField(default=0, db_default=0)
    unpacked_bytes = models.PositiveBigIntegerField(default=0, db_default=0)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["photo_import", "state"], name="imported_file_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["photo_import", "name", "sha256"],
                condition=~models.Q(sha256=""),
                name="imported_file_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        """Why it stayed out, in the reader's language; it is stored in English."""
        return spoken(gettext(self.reason)) if self.reason else ""

    @property
    def is_rival(self) -> bool:
        """Whether it is asked about only because another file is for the same person."""
        is_certain = self.matched_by in {"list", "employee_id", "email"}
        return is_certain and self.clarity == self.Clarity.UNCLEAR and len(self.candidates) == 1
