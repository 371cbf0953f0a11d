"""What can be told: kinds of events by their word, which other systems rely on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PING = "ping"  # sent by hand, to try an endpoint; nobody chooses it
VIEW = "photos.view_photo"  # whoever is told of retakes must hold it


class Kind(models.TextChoices):
    """The events an endpoint may choose."""

    PHOTO_APPROVED = "photo.approved", _("a first photo was approved")
    PHOTO_REPLACED = "photo.replaced", _("an approved photo took the place of another")
    PHOTO_REMOVED = "photo.removed", _("an approved photo is no longer shown")
    RETAKE_ASKED = "retake.asked", _("a new photo was asked for")
    RETAKE_SUBMITTED = "retake.submitted", _("a new photo was submitted")
    RETAKE_ACCEPTED = "retake.accepted", _("a new photo was accepted")


def is_for_hr(kind: str) -> bool:
    """Whether only those who may see HR's photos are told: intranet pages know of no retakes."""
    return kind.startswith("retake.")
