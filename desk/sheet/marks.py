"""What a photo's mark on the sheet says, and in which colour and sign."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from photos.models import Outcome, PersonCard, Photo


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of tile. `sign` tells it without colour; `colour` is a name of admin.css and
    `rgb` the same for paper."""

    name: str
    words: str | Promise
    sign: str
    colour: str
    rgb: tuple[int, int, int]


GREEN, BLUE, AMBER, RED, GREY = (
    (46, 125, 79),
    (37, 99, 190),
    (160, 98, 8),
    (190, 48, 48),
    (110, 110, 118),
)
APPROVED = Mark("approved", _("approved"), "\N{CHECK MARK}", "good", GREEN)
STANDS_OUT = Mark("stands_out", _("stands out"), "\N{NOT EQUAL TO}", "fair", AMBER)
PASSES = Mark("pass", _("passes"), "\N{CHECK MARK}", "good", GREEN)
CROP = Mark("fix", _("crop mends it"), "\N{BLACK SCISSORS}", "info", BLUE)
UNSURE = Mark("unsure", _("a person decides"), "?", "fair", AMBER)
RETAKE = Mark("retake", _("needs a retake"), "\N{BALLOT X}", "poor", RED)
WAITING = Mark("waiting", _("not measured yet"), "\N{HORIZONTAL ELLIPSIS}", "quiet", GREY)
NO_PHOTO = Mark("none", _("no photo"), "\N{EN DASH}", "quiet", GREY)
# As the legend names them; with "misfits first" tiles come the other way round.
MARKS = (APPROVED, PASSES, CROP, STANDS_OUT, UNSURE, RETAKE, WAITING, NO_PHOTO)
BY_VERDICT = {
    Outcome.PASS.value: PASSES,
    Outcome.FIX.value: CROP,
    Outcome.UNSURE.value: UNSURE,
    Outcome.RETAKE.value: RETAKE,
}


def mark_of(card: PersonCard | None, *, stands_out: bool) -> Mark:
    """The mark of what the sheet shows of a person: the published photo before any other."""
    if card is None or not (card.photo_id or card.published_photo_id):
        return NO_PHOTO
    if card.published_photo_id:
        return STANDS_OUT if stands_out else APPROVED
    if card.photo_state == Photo.State.RETAKE_ASKED:
        return RETAKE
    return BY_VERDICT.get(card.verdict, WAITING)
