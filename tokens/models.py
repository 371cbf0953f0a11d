"""Keys by which programs read and write over the API."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Department

LONGEST_LIFE = timedelta(days=365)


def digest(key: str) -> str:
    """What is stored of a key: its SHA-256 in hex. The key has 256 random bits, so no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiToken(models.Model):
    """A named key with a scope and an end; only its hash is kept.

    `departments` bind it to their people, within what its user may see. `is_bound` outlives
    them: a token whose departments were all deleted reaches nobody, not everybody.
    """

    class Scope(models.TextChoices):
        INTRANET = "intranet", _("intranet: names and approved photos")
        HR = "hr", _("HR: everything about photos, uploads included")
        BULK = "bulk", _("HR, for bulk uploads: as HR, with no limit on uploads a minute")

    name = models.CharField(max_length=100, help_text=_("Where the token is used."))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.INTRANET)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, help_text=_("In whose name it acts.")
    )
    departments = models.ManyToManyField(
        Department,
        blank=True,
        related_name="+",
        help_text=_("Only the people of these; with none, all whom its scope and user may see."),
    )
    is_bound = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "API token"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["intranet", "hr", "bulk"]), name="token_scope_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.scope})"

    def clean(self) -> None:
        """Raise a ValidationError for a life of more than a year."""
        end: datetime | None = self.expires_at
        if end and end > self._last_moment():
            raise ValidationError({"expires_at": _("A token lives a year at most.")})

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself: after a year at the latest, whatever its row says."""
        return min(self.expires_at, self._last_moment())

    @property
    def is_valid(self) -> bool:
        """Whether the token opens anything now."""
        return self.revoked_at is None and self.ends_at > timezone.now()

    @property
    def sees_verdicts(self) -> bool:
        """Whether it is one of HR's."""
        return self.scope != self.Scope.INTRANET

    def bind_to(self, departments: Iterable[Department]) -> None:
        """Limit a stored token to the people of these departments, for good."""
        with transaction.atomic():
            self.departments.set(departments)
            self.is_bound = True
            self.save(update_fields=["is_bound"])

    def set_new_key(self) -> str:
        """Give the token a fresh key and return it: the only time it can be seen."""
        key = secrets.token_urlsafe(32)
        self.key_hash = digest(key)
        return key

    def _last_moment(self) -> datetime:
        made: datetime | None = self.created_at  # none before it is stored
        return (made or timezone.now()) + LONGEST_LIFE
