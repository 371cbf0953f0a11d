"""What the pages say about messages and placeholders."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from retakes.messages.kinds import Kind

LANGUAGE_NAMES = dict(settings.LANGUAGES)
WHEN = {
    Kind.REQUEST: _("Goes when somebody is asked for a photo."),
    Kind.PHOTO_DAY: _(
        "Goes ten minutes after a photo day is planned, in place of a request that is to go."
    ),
    Kind.DAY_OFF: _(
        "Goes when a day is called off, or somebody is taken off it, ten minutes later."
    ),
    Kind.REMINDER: _("Goes to who has sent nothing, on working days between 8 and 18 o'clock."),
    Kind.ASKED_AGAIN: _("Goes when the photo that somebody sent is not enough."),
    Kind.ACCEPTED: _("Goes when the new photo is approved, ten minutes later."),
    Kind.ENDED: _("Goes when a request is cancelled, or the old photo is fine after all."),
}
PLACEHOLDER_WORDS = {
    "first_name": _("the first name"),
    "company": _("the company's name"),
    "due": _("the day until which the photo is to be there"),
    "note": _("what HR wrote when asking"),
    "day": _("the day on which a photographer takes the photo"),
    "place": _("the place of the photo day"),
    "day_note": _("what the people of the photo day are told: room and times"),
    "reasons": _("what to change, as a list; in a line of its own"),
    "what_stays": _("what is good already, as a list; in a line of its own"),
    "link": _("the button that opens the personal page; in a line of its own"),
}
