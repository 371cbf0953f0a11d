"""Requests for a new photo: who was asked why, until when, and how it went."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models import Person
from photos.models import Photo
from retakes.days.rows import PhotoDay as PhotoDay
from retakes.draft_rows import Draft as Draft
from retakes.messages.rows import MessageTemplate as MessageTemplate
from retakes.messages.rows import SentMessage as SentMessage
from retakes.querysets import AWAITING, OPEN, RetakeQuerySet

LONGEST_NOTE = 500  # characters
LONGEST_DAYS = 366  # from today to the day when a photo is to be there
DUE_DAYS, REMIND_DAYS, EXPIRE_DAYS = 14, 5, 14
MOST_REMINDERS = 2
REFUSALS_BEFORE_PERSON = 3


class Retake(models.Model):
    """One person is asked for a new photo, or for a first one; at most one such request is open.

    `photo` is the one it is about (none: there is no photo), `submitted` the new one. `findings`
    are those of `photo` when it was asked: `{rule, group, outcome, value, unit, score}` each.
    `opened_at` is when their own page first showed it, `tried_at` when they first had a photo
    checked; `tries` and `refusals` count such photos. `person_note` is what they wrote to HR.
    States change in retakes.states alone.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        OPENED = "opened", _("opened")
        TRIED = "tried", _("tried")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        WAIVED = "waived", _("waived")
        EXPIRED = "expired", _("expired")
        CANCELLED = "cancelled", pgettext_lazy("request", "cancelled")

    class Cause(models.TextChoices):
        FLAGGED = "flagged", _("the photo misses the standard")
        DECIDED = "decided", _("somebody decided so")
        MISSING = "missing", _("there is no photo")
        OUTDATED = "outdated", _("the photo is old")
        WISH = "wish", _("asked for by hand")

    class NoteKind(models.TextChoices):
        NONE = "", _("no note")
        REFUSED = "refused", _("sent to a person after refusals")
        NOT_RIGHT = "not_right", _("says that the machine is wrong")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="retake_requests")
    photo = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="retake_requests"
    )
    submitted = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="answered_retakes"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    cause = models.CharField(max_length=10, choices=Cause)
    findings: models.JSONField[list[dict[str, Any]]] = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True, help_text=_("HR's own words."))
    due_on = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    refusals = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    # When the next message is to go: the request, then its reminders. None: nothing more.
    message_due_at = models.DateTimeField(null=True, blank=True)
    messages = models.PositiveSmallIntegerField(default=0, help_text=_("Sent so far."))
    last_message_at = models.DateTimeField(null=True, blank=True)
    person_note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    person_note_kind = models.CharField(
        max_length=10, choices=NoteKind, blank=True, default=NoteKind.NONE
    )
    crop_accepted = models.BooleanField(default=False)
    photo_day = models.ForeignKey(
        PhotoDay, on_delete=models.SET_NULL, null=True, blank=True, related_name="retakes"
    )
    # The day of which the newest message says that a photographer takes the photo.
    told_day = models.DateField(null=True, blank=True)

    objects = RetakeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="retake_by_state"),
            models.Index(
                fields=["message_due_at"],
                condition=models.Q(message_due_at__isnull=False),
                name="retake_message_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=list(OPEN)),
                name="retake_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "asked",
                        "opened",
                        "tried",
                        "submitted",
                        "accepted",
                        "waived",
                        "expired",
                        "cancelled",
                    ]
                ),
                name="retake_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come of it."""
        return self.state in OPEN_STATES

    @property
    def awaits_photo(self) -> bool:
        """Whether it is the person's turn."""
        return self.is_open and self.state != self.State.SUBMITTED

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed on which the photo was to be there."""
        return self.awaits_photo and self.paused_at is None and self.due_on < localdate()

    @property
    def coming_day(self) -> PhotoDay | None:
        """The photo day, unless it has passed."""
        day = self.photo_day
        return day if day and day.held_on >= localdate() else None

    @property
    def is_unanswered(self) -> bool:
        """Whether the person has not even looked at it."""
        return self.state == self.State.ASKED


OPEN_STATES, AWAITING_STATES = frozenset(OPEN), frozenset(AWAITING)


class RetakeSettings(models.Model):
    """How retakes go: at most one row."""

    due_days = models.PositiveSmallIntegerField(
        _("days to answer"), default=DUE_DAYS, validators=[MinValueValidator(1)]
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days between reminders"), default=REMIND_DAYS, validators=[MinValueValidator(1)]
    )
    most_reminders = models.PositiveSmallIntegerField(
        _("reminders at most"), default=MOST_REMINDERS
    )
    expire_days = models.PositiveSmallIntegerField(
        _("days after the due date until a request expires"),
        default=EXPIRE_DAYS,
        validators=[MinValueValidator(1)],
    )
    refusals_before_person = models.PositiveSmallIntegerField(
        _("refusals by the machine before a photo may go to a person"),
        default=REFUSALS_BEFORE_PERSON,
        validators=[MinValueValidator(1)],
    )
    asks_after_review = models.BooleanField(
        _("ask the person when a review decides for a retake"), default=True
    )
    approves_passes = models.BooleanField(
        _("approve new photos that pass, without a person"), default=False
    )

    class Meta:
        verbose_name_plural = "retake settings"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="retake_settings_one_row")
        ]

    def __str__(self) -> str:
        return "retake settings"


def retake_settings() -> RetakeSettings:
    """What was chosen, or the usual where nobody has chosen."""
    return RetakeSettings.objects.first() or RetakeSettings(pk=1)
