"""What the doors remember of who came."""

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
