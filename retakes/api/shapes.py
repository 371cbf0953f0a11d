"""Requests as HR's programs see them, and what they send."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate
from rest_framework import serializers

from photos.api.errors import invalid
from photos.api.photo_shapes import Text
from photos.quality.findings import FindingOutcome
from retakes.models import LONGEST_DAYS, LONGEST_NOTE, Retake

NO_REASON = "Say why no new photo is needed."
ACTIONS = ("pause", "resume", "cancel", "waive")
WAIVE = "waive"


class KeptFinding(serializers.Serializer[Any]):
    """A rule as it stood when the photo was asked for."""

    rule = serializers.CharField()
    outcome = serializers.ChoiceField([one.value for one in FindingOutcome])
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField(allow_blank=True)


class RetakeAnswer(serializers.ModelSerializer[Retake]):
    """One request for a new photo."""

    employee_id = serializers.CharField(source="person.employee_id", read_only=True)
    is_overdue = serializers.BooleanField(
        read_only=True, help_text="The day has passed, it is not paused, and no photo came."
    )
    findings = KeptFinding(
        many=True, read_only=True, help_text="Of the photo that it is about, when it was asked."
    )

    class Meta:
        model = Retake
        fields = [
            *("id", "employee_id", "state", "cause", "photo_id", "submitted_id", "note"),
            *("findings", "due_on", "is_overdue", "paused_at", "asked_at", "opened_at"),
            *("tried_at", "tries", "refusals", "submitted_at", "ended_at", "messages"),
            *("last_message_at", "person_note", "person_note_kind", "crop_accepted"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "photo_id": {"help_text": "The photo that it is about; null where there was none."},
            "submitted_id": {"help_text": "The new photo, once it is there."},
            "messages": {"help_text": "Sent so far: the request and its reminders."},
            "person_note": {"help_text": "What the person wrote to HR."},
        }


class RetakeWish(serializers.Serializer[Any]):
    """Whom to ask for a new photo."""

    employee_id = Text(max_length=64)
    note = Text(
        required=False,
        allow_blank=True,
        default="",
        max_length=LONGEST_NOTE,
        help_text="HR's own words to the person, beside the reasons.",
    )
    due_on = serializers.DateField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Until when; as the settings say if not given. From today to a year on.",
    )

    def validate_due_on(self, day: date | None) -> date | None:
        """A day that can still be kept. Raises a 400 for another."""
        today = localdate()
        if day and not today <= day <= today + timedelta(days=LONGEST_DAYS):
            raise serializers.ValidationError(
                f"Write a day from today to {LONGEST_DAYS} days on.", code="out_of_range"
            )
        return day


class RetakeChange(serializers.Serializer[Any]):
    """What is done to a request."""

    action = serializers.ChoiceField(ACTIONS)
    reason = Text(
        required=False,
        allow_blank=True,
        default="",
        max_length=LONGEST_NOTE,
        help_text="Why, for people. Needed to waive.",
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Who waives says why."""
        if asked["action"] == WAIVE and not asked["reason"]:
            raise invalid("reason", "required", NO_REASON)
        return asked
