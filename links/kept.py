"""What is kept about somebody, why and how long: the words of the privacy pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from links.models import LIFE
from privacy.consent import is_switched_on


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data, said to the person it is about."""

    what: str | Promise
    why: str | Promise
    how_long: str | Promise


WITH_PHOTO = _("As long as the photo.")
ALWAYS = (
    Kept(
        _("Name, employee number, work e-mail, job title, department and place of work"),
        _("So that colleagues find you in the directory."),
        _("While you work here, and %(days)d days after."),
    ),
    Kept(
        _("Your photos"),
        _("The approved one is shown in the directory; the others wait or were replaced."),
        _("A replaced photo %(replaced)d days; all go %(days)d days after you leave."),
    ),
    Kept(
        _("A photo that you had checked and have not submitted, and what was measured on it"),
        _("So that you see what was found before you decide. HR does not see it."),
        _("Until you submit it or send another one; a day at most."),
    ),
    Kept(
        _(
            "What was measured on a photo: where head, eyes and chin are, light, background, "
            "sharpness; and the score"
        ),
        _("So that all photos meet the same standard."),
        WITH_PHOTO,
    ),
    Kept(
        _("What HR decided about a photo, when, and the reason"),
        _("So that you can ask who decided and why."),
        WITH_PHOTO,
    ),
    Kept(
        _("That you were asked for a new photo, why, and what you wrote to HR about it"),
        _("So that HR knows who was asked, who answered, and who sees it differently."),
        _("While you work here, and %(days)d days after."),
    ),
    Kept(
        _("That a personal link was made for you and used"),
        _("So that only you send a photo of yourself."),
        _("A link opens your pages for %(open)d days; the note about it goes with your data."),
    ),
    Kept(
        _("Who did what and when on this site"),
        _("So that wrongs can be found out. It names you by a random number alone."),
        _("Longer than the other data; it holds no name, picture or address."),
    ),
)
BY_CONSENT = Kept(
    _("A description of your face in numbers (biometric data), if you agree"),
    _("To tell HR when a new photo seems to show somebody else."),
    _("Until you take your consent back, or as long as the photo."),
)


def kept() -> tuple[Kept, ...]:
    """All kinds, with the days that hold here."""
    days = settings.SAMEFRAME_KEEP_DAYS
    numbers = {"days": days["leavers"], "replaced": days["superseded"], "open": LIFE.days}
    kinds = (*ALWAYS, BY_CONSENT) if is_switched_on() else ALWAYS
    return tuple(replace(one, how_long=str(one.how_long) % numbers) for one in kinds)
