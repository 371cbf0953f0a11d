"""The one trail: who did what, when, to which record, never with a personal value."""

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One thing that was done. Rows are added, never changed or removed: the database itself
    refuses both (audit.guard).

    No column is a foreign key: a row outlives the account, the person and the record.
    """

    at = models.DateTimeField(default=timezone.now)
    door = models.CharField(max_length=10, blank=True)
    user_id = models.BigIntegerField(null=True)
    who = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=64, blank=True)
    person_key = models.CharField(max_length=32, blank=True)
    fields: models.JSONField[list[str]] = models.JSONField(default=list)
    before = models.CharField(max_length=100, blank=True)
    after = models.CharField(max_length=100, blank=True)
    count = models.PositiveIntegerField(default=1)
    has_reason = models.BooleanField(default=False)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ["view"]
        # Each ends with the order of the list: a page of it is read, never the whole trail.
        indexes = [
            models.Index(fields=["-at", "-id"], name="event_by_time"),
            models.Index(fields=["action", "-at", "-id"], name="event_by_action"),
            models.Index(fields=["person_key", "-at", "-id"], name="event_by_person"),
            models.Index(fields=["who", "-at", "-id"], name="event_by_who"),
            models.Index(fields=["key", "kind", "-at", "-id"], name="event_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.key}".strip()
