"""What is kept about somebody, why and how long: the words of the privacy pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from links.models import LIFE
from privacy.consent import is_switched_on


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data, said to the person it is about."""

    what: str
    why: str
    how_long: str


def kept() -> tuple[Kept, ...]:
    """All kinds, in the reader's language."""
    days = settings.SAMEFRAME_KEEP_DAYS
    with_photo = gettext("As long as the photo.")
    rows = [
        Kept(
            gettext("Name, employee number, work e-mail, job title, department and place of work"),
            gettext("So that colleagues find you in the directory."),
            gettext("While you work here, and %(days)d days after.") % {"days": days["leavers"]},
        ),
        Kept(
            gettext("Your photos"),
            gettext(
                "The approved one is shown in the directory; the others wait or were replaced."
            ),
            gettext("A replaced photo %(replaced)d days; all go %(days)d days after you leave.")
            % {"replaced": days["superseded"], "days": days["leavers"]},
        ),
        Kept(
            gettext(
                "What was measured on a photo: where head, eyes and chin are, light, background, "
                "sharpness; and the score"
            ),
            gettext("So that all photos meet the same standard."),
            with_photo,
        ),
        Kept(
            gettext("What HR decided about a photo, when, and the reason"),
            gettext("So that you can ask who decided and why."),
            with_photo,
        ),
        Kept(
            gettext("That a personal link was made for you and used"),
            gettext("So that only you send a photo of yourself."),
            gettext(
                "A link opens your pages for %(days)d days; the note about it goes with your data."
            )
            % {"days": LIFE.days},
        ),
        Kept(
            gettext("Who did what and when on this site"),
            gettext("So that wrongs can be found out. It names you by a random number alone."),
            gettext("Longer than the other data; it holds no name, picture or address."),
        ),
    ]
    if is_switched_on():
        rows.append(
            Kept(
                gettext("A description of your face in numbers (biometric data), if you agree"),
                gettext("To tell HR when a new photo seems to show somebody else."),
                gettext("Until you take your consent back, or as long as the photo."),
            )
        )
    return tuple(rows)
