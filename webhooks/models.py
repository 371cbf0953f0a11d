"""Where other systems want to be told, and what is told to each of them."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access import sealing
from directory.models import Department
from directory.reach import Reach, reach_of, reach_over
from webhooks.kinds import VIEW, is_for_hr
from webhooks.problems import Problem

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

PURPOSE = "sameframe.webhook-secret"


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Endpoints, by whose they are."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> EndpointQuerySet:
        """A superuser's are all, everybody else's their own."""
        return self if getattr(user, "is_superuser", False) else self.filter(user=user.pk)


class Endpoint(models.Model):
    """An address that is told of events, in somebody's name: of nothing that its user may not
    see now.

    The secret signs what is sent, so it is needed in clear; its column holds it sealed with the
    site's secret key. `is_bound` outlives the departments: an endpoint whose departments were all
    deleted is told of nobody, not of everybody. `failing_since` is the first failure after the
    last success; until `quiet_until` nothing is tried, as nobody answered.
    """

    name = models.CharField(max_length=100, help_text=_("Which system is told."))
    address = models.CharField(max_length=500, help_text=_("Its address, with https://."))
    sealed_secret = models.BinaryField(editable=False)
    events: models.JSONField[list[str]] = models.JSONField(
        default=list, help_text=_("What it is told of.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        help_text=_("In whose name: it is told of nothing that they may not see."),
    )
    departments = models.ManyToManyField(
        Department,
        blank=True,
        related_name="+",
        help_text=_("Only the people of these; with none, all whom its user may see."),
    )
    is_bound = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(
        "switched on",
        default=True,
        help_text=_("Without it nothing is sent, and what waits is given up."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    quiet_until = models.DateTimeField(null=True, blank=True, editable=False)
    switched_off_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="By itself, having failed for days."
    )

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def set_new_secret(self) -> str:
        """Give the endpoint a fresh secret and return it: the only time people see it."""
        secret = secrets.token_urlsafe(32)
        self.sealed_secret = sealing.sealed(secret.encode(), PURPOSE)
        return secret

    @property
    def secret(self) -> str | None:
        """What requests are signed with; None where the site's secret key is another by now."""
        found = sealing.opened(bytes(self.sealed_secret), PURPOSE)
        return None if found is None else found.decode()

    def may_be_told(self, kind: str) -> bool:
        """Whether its user may know of such events now."""
        return self.user.is_active and (not is_for_hr(kind) or self.user.has_perm(VIEW))

    def reach(self) -> Reach:
        """Whose events it is told of: asks for its departments and its user's."""
        own = reach_of(self.user)
        departments = frozenset(department.pk for department in self.departments.all())
        is_bound = self.is_bound or departments
        return own.within(reach_over(departments)) if is_bound else own


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, by whose they are and what is to be done."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> DeliveryQuerySet:
        """Those to the endpoints that the user may see."""
        return self.filter(endpoint__in=Endpoint.objects.for_user(user))

    def to_be_sent(self) -> DeliveryQuerySet:
        """Those that are neither delivered nor given up."""
        return self.filter(state__in=Delivery.OPEN)

    def overdue(self, now: datetime) -> DeliveryQuerySet:
        """Those whose time for the next attempt has come."""
        return self.to_be_sent().filter(due_at__lte=now)


class Delivery(models.Model):
    """One event on its way to one endpoint. The row is the truth, a message only names it.

    `uid` is the same in every attempt. `about` is the number of whoever the event is about, for
    erasures; `body` names them by their employee id alone. `attempts` also fences: a worker
    writes back only while no other has begun the next. `problem` is a word of webhooks.problems.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed, to be tried again")
        GIVEN_UP = "given_up", _("given up")

    OPEN = (State.WAITING, State.FAILED)

    uid = models.UUIDField("delivery id", default=uuid.uuid4, unique=True, editable=False)
    event_id = models.UUIDField(help_text=_("The same for every endpoint that is told of it."))
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=30)
    about = models.BigIntegerField(null=True)
    body = models.TextField(help_text=_("JSON, as it is signed and sent."))
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True, help_text="Of the last HTTP answer.")
    problem = models.CharField(max_length=20, blank=True)
    took_ms = models.PositiveIntegerField(
        "milliseconds", null=True, help_text=_("The last attempt.")
    )
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="webhook_due"),
            models.Index(fields=["about"], name="webhook_about"),
            models.Index(fields=["created_at"], name="webhook_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "delivered", "failed", "given_up"]),
                name="webhook_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def outcome(self) -> str:
        """What the last attempt brought, in words: "204", "500, refused"; "" before it."""
        problem = Problem(self.problem).label if self.problem else ""
        return ", ".join(str(part) for part in (self.status, problem) if part)

    @property
    def may_be_retried(self) -> bool:
        """Whether trying it again now could change anything; asks for its endpoint."""
        return self.state != self.State.DELIVERED and self.endpoint.is_active
