"""How far an import has come: what is out of its ZIPs, what is in, what is measured, what was
said of it, how fast that goes and how long it will take."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.photo_import.rows import ImportedFile, PhotoImport
from desk.work.attention import standstill
from photos.labels import spoken
from photos.models import Outcome, Photo
from work.queues import BULK

State = ImportedFile.State
WINDOW = timedelta(minutes=3)  # what was done in it says how fast it goes
SECONDS_A_MINUTE = 60
SOONEST = timedelta(seconds=15)  # before that nobody can say


@dataclass(frozen=True)
class Unpacking:
    """How many photos of an import's ZIPs are out; nothing of a ZIP that nobody has opened yet."""

    zips: int
    done: int
    total: int
    problem: str
    standstill: str = ""

    @property
    def sentence(self) -> str:
        """Where it stands, for people."""
        if self.problem:
            return spoken(_(self.problem))
        if not self.total:
            return self.standstill or _("It is opened in a moment.")
        told = _("%(done)s of %(total)s photos are unpacked.") % {
            "done": localize(self.done),
            "total": localize(self.total),
        }
        return f"{told} {self.standstill}".rstrip()

    def as_json(self) -> dict[str, object]:
        """What the page asks for every two seconds."""
        return {
            "state": State.UNPACKING if self.zips else PhotoImport.State.UPLOADING,
            "settled": not self.zips,
            "sentence": self.sentence,
            "steps": self.done,
            "all_steps": self.total,
            "counts": {},
        }


def unpacking_progress(photo_import: PhotoImport) -> Unpacking:
    """The ZIPs that are being unpacked."""
    sums = photo_import.files.unpacking().aggregate(
        zips=Count("pk"), done=Sum("place", default=0), total=Sum("photos_inside", default=0)
    )
    return Unpacking(
        **sums, problem=photo_import.problem, standstill=standstill(BULK) if sums["zips"] else ""
    )


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
    per_minute: float = 0.0  # photos taken in and measured; 0 where nobody can say
    standstill: str = ""  # why nothing is being done

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
                "taken": localize(self.taken),
                "total": localize(self.to_take),
                "measured": localize(self.measured),
            }
        if not self.is_settled:
            return _("All photos are in; %(measured)s of %(total)s are measured.") % {
                "measured": localize(self.measured),
                "total": localize(stored),
            }
        return ngettext(
            "%(count)s photo is in and judged.", "%(count)s photos are in and judged.", stored
        ) % {"count": stored}

    @property
    def pace(self) -> str:
        """How fast it goes and how long it will take, for people; nothing where nobody knows."""
        if self.is_settled:
            return ""
        if self.standstill or not self.per_minute:
            return self.standstill
        minutes = ceil((self.all_steps - self.steps) / 2 / self.per_minute)
        return ngettext(
            "%(rate)s photos a minute, about %(minutes)s minute left.",
            "%(rate)s photos a minute, about %(minutes)s minutes left.",
            minutes,
        ) % {"rate": localize(round(self.per_minute)), "minutes": localize(minutes)}

    def as_json(self) -> dict[str, object]:
        """What the page asks for every two seconds."""
        return {
            "state": self.state,
            "settled": self.is_settled,
            "sentence": self.sentence,
            "pace": self.pace,
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
        per_minute=_per_minute(photo_import),
        standstill=standstill(BULK),
    )


def _per_minute(photo_import: PhotoImport) -> float:
    """Photos taken in and measured a minute of late: half of one for each of the two."""
    now, began = timezone.now(), photo_import.confirmed_at
    if began is None or now - began < SOONEST:
        return 0.0
    since = max(began, now - WINDOW)
    photos = photo_import.files.exclude(photo=None).order_by()
    counts = photos.aggregate(
        taken=Count("pk", filter=Q(photo__uploaded_at__gte=since)),
        measured=Count("pk", filter=Q(photo__judgement__created_at__gte=since)),
    )
    minutes = (now - since).total_seconds() / SECONDS_A_MINUTE
    return float((counts["taken"] + counts["measured"]) / 2 / minutes)
