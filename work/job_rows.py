"""Long jobs: what is to be done to many rows, and how far it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, override

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(seconds=60)  # without a step's end for so long, a runner counts as gone


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, claimed by one runner at a time."""

    def live(self) -> JobQuerySet:
        """Those that may still do something, paused ones among them."""
        return self.filter(state__in=[*Job.ACTIVE, Job.State.PAUSED])

    def claim(self, job_id: int, turn: int, runner: str, now: datetime) -> Job | None:
        """Take the job, if that turn is its newest and nobody holds it."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        claimed = self.filter(free, pk=job_id, turn=turn, state__in=Job.ACTIVE).update(
            state=Job.State.RUNNING,
            runner=runner,
            attempts=F("attempts") + 1,
            started_at=Coalesce("started_at", now),
            heartbeat_at=now,
            lease_until=now + LEASE,
        )
        return self.select_related("by").get(pk=job_id) if claimed else None

    def held(self, job: Job) -> JobQuerySet:
        """The job, if it is still in the hands of that runner; otherwise nothing."""
        return self.filter(pk=job.pk, runner=job.runner)

    def left_behind(self, now: datetime) -> JobQuerySet:
        """Those whose runner is gone, or that have been waiting for a while for another."""
        waiting = Q(lease_until=None, heartbeat_at__lt=now - LEASE)
        return self.filter(waiting | Q(lease_until__lt=now), state__in=Job.ACTIVE)


class Job(models.Model):
    """Work on so many rows that somebody wants to watch it, and to stop it.

    `wishes` says what is asked for, by ids and words of ours alone; `place` is where the next
    step begins, in the kind's own words, and is committed together with what the last one did.
    `turn` numbers the messages sent for it: only the newest one counts. `marks` are moments
    (seconds since 1970) with what was done by then, for the estimate.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    ACTIVE = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=40)
    wishes: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(null=True, help_text="None: not counted yet.")
    done = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0, help_text="There was nothing to do.")
    failed = models.PositiveIntegerField(default=0, help_text="Tried, and given up.")
    place = models.CharField(max_length=200, blank=True)
    marks: models.JSONField[list[list[float]]] = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    turn = models.PositiveIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Since the last step.")
    runner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["waiting", "running", "paused", "done", "cancelled", "failed"]
                ),
                name="job_state_known",
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"

    @property
    def handled(self) -> int:
        """How many rows it is through with, however they ended."""
        return self.done + self.skipped + self.failed
