"""How far an import has come: what is in, what is measured, what was said of it."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.models import Outcome, Photo

State = ImportedFile.State


@dataclass(frozen=True)
class Progress:
    """Counts of photos; `verdicts` by outcome, of those taken in by this import."""

    state: str
    to_take: int
    taken: int
    added: int
    unchanged: int
    refused: int
    left_out: int
    measured: int
    verdicts: dict[str, int]

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is going to change by itself."""
        return self.state in PhotoImport.OVER and self.measured >= self.added + self.unchanged

    @property
    def steps(self) -> int:
        """How much is done of `all_steps`: each photo is taken in, and measured."""
        return self.taken + self.measured

    @property
    def all_steps(self) -> int:
        """What there is to do in all; a refused photo isn't measured."""
        return 2 * self.to_take - (self.taken - self.added - self.unchanged)

    @property
    def sentence(self) -> str:
        """Where it stands, for people."""
        stored = self.added + self.unchanged
        if self.state == PhotoImport.State.RUNNING:
            return _("%(taken)s of %(total)s photos are taken in, %(measured)s measured.") % {
                "taken": self.taken,
                "total": self.to_take,
                "measured": self.measured,
            }
        if not self.is_settled:
            return _("All photos are in; %(measured)s of %(total)s are measured.") % {
                "measured": self.measured,
                "total": stored,
            }
        return ngettext(
            "%(count)s photo is in and judged.", "%(count)s photos are in and judged.", stored
        ) % {"count": stored}

    def as_json(self) -> dict[str, object]:
        """What the page asks for every two seconds."""
        return {
            "state": self.state,
            "settled": self.is_settled,
            "sentence": self.sentence,
            "steps": self.steps,
            "all_steps": self.all_steps,
            "counts": {
                "added": self.added,
                "unchanged": self.unchanged,
                "refused": self.refused,
                "left_out": self.left_out,
                "measured": self.measured,
                **self.verdicts,
            },
        }


def progress_of(photo_import: PhotoImport) -> Progress:
    """The counts of one import, by the database."""
    counts = photo_import.files.counts()
    photos = photo_import.files.exclude(photo=None).order_by()
    measured = photos.exclude(photo__state=Photo.State.WAITING).count()
    judged = photos.values_list("photo__verdict").annotate(Count("pk"))
    verdicts = dict.fromkeys(Outcome.values, 0) | {key: n for key, n in judged if key}
    # Refused by intake, for somebody; others were refused as they arrived.
    refused = photo_import.files.filter(state=State.REFUSED).exclude(person=None).count()
    taken = counts[State.ADDED] + counts[State.UNCHANGED] + refused
    return Progress(
        state=photo_import.state,
        to_take=taken + counts[State.READY],
        taken=taken,
        added=counts[State.ADDED],
        unchanged=counts[State.UNCHANGED],
        refused=counts[State.REFUSED],
        left_out=counts[State.LEFT_OUT],
        measured=measured,
        verdicts=verdicts,
    )
