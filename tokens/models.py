"""Keys by which programs read and write over the API."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_LIFE = timedelta(days=365)


def digest(key: str) -> str:
    """What is stored of a key: its SHA-256 in hex. The key has 256 random bits, so no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiToken(models.Model):
    """A named key with a scope and an end; only its hash is kept."""

    class Scope(models.TextChoices):
        INTRANET = "intranet", _("intranet: names and approved photos")
        HR = "hr", _("HR: everything about photos, uploads included")

    name = models.CharField(max_length=100, help_text=_("Where the token is used."))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.INTRANET)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, help_text=_("In whose name it acts.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "API token"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["intranet", "hr"]), name="token_scope_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.scope})"

    @property
    def is_valid(self) -> bool:
        """Whether the token opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def set_new_key(self) -> str:
        """Give the token a fresh key and return it: the only time it can be seen."""
        key = secrets.token_urlsafe(32)
        self.key_hash = digest(key)
        return key
