"""What the doors remember of who came."""

from django.conf import settings
from django.db import models


class Meter(models.Model):
    """How full somebody's measure of something is: it fills with use and runs out with time.

    `key` says of what and whose, in keyed hashes: neither names nor addresses are stored.
    A meter that has run out means the same as none (access.upkeep removes it).
    """

    key = models.CharField(max_length=100, primary_key=True)
    empty_at = models.FloatField(db_index=True)  # Unix seconds: when it will have run out
    filled_at = models.FloatField(default=0)  # Unix seconds: when something was last added

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class Identity(models.Model):
    """Who somebody is to a provider of single sign-on."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities"
    )
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)  # the provider's `sub`
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once"),
            models.UniqueConstraint(fields=["issuer", "user"], name="identity_once_a_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.issuer}"
