"""HR's own texts of messages, and what became of each message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.reach import reach_of
from retakes.messages.kinds import Kind

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

LONGEST_SUBJECT, LONGEST_BODY = 150, 5_000  # characters
LONGEST_ERROR = 100


class MessageTemplate(models.Model):
    """A message's text as HR has written it, in one language; without a row the shipped one is
    sent. The body is plain text with placeholders (retakes.messages.placeholders)."""

    kind = models.CharField(max_length=20, choices=Kind)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    body = models.TextField(max_length=LONGEST_BODY)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    class Meta:
        verbose_name = "text of a message"
        verbose_name_plural = "texts of messages"
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="message_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"


class SentMessageQuerySet(models.QuerySet["SentMessage"]):
    """Messages, by who may see them and what became of them."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> SentMessageQuerySet:
        """Those to people whom the user may see."""
        return self.filter(reach_of(user).people("retake__person"))

    def gone(self) -> SentMessageQuerySet:
        """Those that have gone or may have."""
        return self.filter(state__in=[SentMessage.State.SENT, SentMessage.State.UNSURE])


class SentMessage(models.Model):
    """One message to one person: it is written down before it goes, so that none goes twice.

    `attempts` fences: whoever ends an attempt names its number. `error` is the fault's class and
    the server's number, never its words, which quote addresses.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        RETRYING = "retrying", _("is tried again")
        FAILED = "failed", _("could not be sent")
        UNSURE = "unsure", _("may not have been sent")
        DROPPED = "dropped", _("no longer needed")

    retake = models.ForeignKey("retakes.Retake", on_delete=models.CASCADE, related_name="sent")
    kind = models.CharField(max_length=20, choices=Kind)
    language = models.CharField(max_length=10)
    address = models.EmailField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.SENDING)
    attempts = models.PositiveSmallIntegerField(default=1)
    begun_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=LONGEST_ERROR, blank=True)

    objects = SentMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-id"]
        verbose_name = "message"
        indexes = [
            models.Index(  # looked for every few seconds, among all that ever went
                fields=["state"],
                condition=models.Q(state__in=["sending", "retrying"]),
                name="message_not_over",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["sending", "sent", "retrying", "failed", "unsure", "dropped"]
                ),
                name="message_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.pk}"
