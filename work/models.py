"""What the engines and their workers leave for people to see, the same on every engine."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from work.job_rows import Job as Job


class Failure(models.Model):
    """A message whose last attempt failed: it waits for somebody to retry or discard it."""

    path = models.CharField(max_length=200)  # of the task
    args = models.JSONField(default=list)  # what it is called with: ids
    queue = models.CharField(max_length=32)
    priority = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=300)  # the exception's class and place, never its values
    attempts = models.PositiveSmallIntegerField()
    failed_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.path}: {self.error}"


class Pause(models.Model):
    """A queue whose messages no worker takes; "" stands for all but the upkeep's."""

    queue = models.CharField(max_length=32, primary_key=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        permissions = [  # of the page of background work as a whole
            ("view_work", "Can watch background work"),
            ("manage_work", "Can pause, retry and begin background work"),
        ]

    def __str__(self) -> str:
        return self.queue or "all queues"


class WorkerHeartbeat(models.Model):
    """A worker process that has not ended, and when it was last seen."""

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=100)
    since = models.DateTimeField()
    heartbeat = models.DateTimeField(db_index=True)
    concurrency = models.PositiveSmallIntegerField()
    queues = models.JSONField(default=list)  # names, none for all
    running = models.JSONField(default=list)  # [{"path": of the task, "since": Unix seconds}]

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """When a scheduled function was last begun, by the start of its slot: one worker claims it."""

    path = models.CharField(max_length=200, primary_key=True)  # of the function
    slot = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.path} at {self.slot}"
