"""The messages there are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a message is for."""

    REQUEST = "request", _("request for a photo")
    PHOTO_DAY = "photo_day", _("photo day")
    DAY_OFF = "day_off", _("the photo day is off")
    REMINDER = "reminder", _("reminder")
    ASKED_AGAIN = "asked_again", _("another photo, please")
    ACCEPTED = "accepted", _("the photo is in the directory")
    ENDED = "ended", _("nothing to do any more")


# Those that wait for a photo: only they bring a link.
ASKING = frozenset({Kind.REQUEST, Kind.PHOTO_DAY, Kind.DAY_OFF, Kind.REMINDER, Kind.ASKED_AGAIN})
