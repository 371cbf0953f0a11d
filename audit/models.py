"""The one trail: who did what, when, to which record, never with a personal value."""

from django.db import models


class Event(models.Model):
    """One thing that was done. Rows are added, never changed or removed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    door = models.CharField(max_length=10, blank=True)
    user_id = models.BigIntegerField(null=True)  # no foreign key: the row outlives the account
    who = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=64, blank=True)
    person_key = models.CharField(max_length=32, blank=True, db_index=True)
    fields: models.JSONField[list[str]] = models.JSONField(default=list)
    before = models.CharField(max_length=100, blank=True)
    after = models.CharField(max_length=100, blank=True)
    count = models.PositiveIntegerField(default=1)
    has_reason = models.BooleanField(default=False)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.key}".strip()
