"""What the machine may say of a photo."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What the machine says of a photo (photos.quality.verdict.Outcome, as a column)."""

    PASS = "pass", _("pass")
    FIX = "fix", _("crop mends it")
    RETAKE = "retake", _("retake")
    UNSURE = "unsure", _("a person decides")
