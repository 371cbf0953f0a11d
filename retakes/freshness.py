"""Photos that have had their time: too old, not there, or of people who have left."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from directory.reach import Reach
from photos import ages


@dataclass(frozen=True, slots=True)
class Concern:
    """One list of people; `asks`: they can be asked for a new photo."""

    name: str
    title: str | Promise
    nobody: str | Promise
    asks: bool


OUTDATED, AGING, MISSING, LEFT = "outdated", "aging", "missing", "left"
FLAGGED = "flagged"
CONCERNS = {
    one.name: one
    for one in (
        Concern(OUTDATED, _("5 years and more"), _("No photo is that old."), asks=True),
        Concern(AGING, _("3 to 5 years"), _("No photo is of that age."), asks=True),
        Concern(MISSING, _("Without a photo"), _("Everybody has a photo."), asks=True),
        Concern(LEFT, _("Left"), _("No photo waits for its deletion."), asks=False),
    )
}


def people_of(concern: str, reach: Reach) -> QuerySet[Person]:
    """The people within reach whom it concerns, those first whose photo is there longest; with
    FLAGGED those who need a new photo by a verdict or a decision."""
    people = Person.objects.within(reach)
    if concern == LEFT:
        gone = people.filter(status=Person.Status.LEFT, card__photo__isnull=False)
        return gone.order_by("left_at", "pk")
    active = people.active()
    if concern == FLAGGED:
        return active.filter(card__needs_retake=True).order_by("pk")
    if concern == MISSING:
        # Said twice, so that it leads into the index of cards; who joined last comes first.
        return active.filter(card__photo_state="", card__verdict="").order_by("-pk")
    band = ages.OUTDATED if concern == OUTDATED else ages.AGING
    old = ages.of_age(band.name, "card__photo__")
    old_ones = active.filter(old, card__photo__is_current=True)
    return old_ones.order_by(ages.taken("card__photo__"), "card__photo_id")
