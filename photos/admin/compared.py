"""What a page prints of a photo beside the earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from photos.admin.finding_lines import MARK_OF, Mark, measured
from photos.comparisons import compare_photos, earlier_photo
from photos.labels import spoken
from photos.models import Photo
from photos.quality.comparing import Change, Comparison, Point
from photos.quality.explain_change import NOT_JUDGED
from photos.quality.findings import Finding, FindingOutcome

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Turn:
    """How a change is shown: by an icon and a word, never by colour alone."""

    change: Change
    word: StrOrPromise
    icon: str


TURNS = {
    one.change: one
    for one in (
        Turn(Change.BETTER, _("better"), "arrow_upward"),
        Turn(Change.WORSE, _("worse"), "arrow_downward"),
        Turn(Change.SAME, _("the same"), "equal"),
        Turn(Change.ONLY_BEFORE, _("not assessed now"), "help"),
        Turn(Change.ONLY_AFTER, _("assessed now"), "help"),
        Turn(Change.NOT_COMPARED, _("not comparable"), "remove"),
    )
}


OUTCOME_WORDS = {
    FindingOutcome.FAIL: _("fails"),
    FindingOutcome.NOT_ASSESSED: _("unknown"),
    FindingOutcome.WARN: _("nearly right"),
    FindingOutcome.PASS: _("passes"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One photo's finding in a cell of the table: how it came out, and its number in words,
    empty where a kind and no number was seen."""

    mark: Mark
    outcome_word: StrOrPromise
    value: str
    message: str

    @property
    def is_missed(self) -> bool:
        """Whether the photo doesn't pass the rule."""
        return self.mark.outcome != FindingOutcome.PASS


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One rule on both photos; a reading is None where the photo has none."""

    title: str
    before: Reading | None
    after: Reading | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class ComparedPhotos:
    """The earlier photo, the sentence about both, and their rules by what matters: `lines` that
    tell something, `even` ones where both photos pass and nothing changed."""

    photo: Photo
    sentence: str
    lines: tuple[ComparedLine, ...] = ()
    even: tuple[ComparedLine, ...] = ()
    score_before: int | None = None
    score_after: int | None = None

    @property
    def said_before(self) -> tuple[Reading, ...]:
        """What the earlier photo misses, in sentences."""
        readings = (line.before for line in self.lines)
        return tuple(one for one in readings if one and one.is_missed)


def beside_earlier(photo: Photo) -> ComparedPhotos | None:
    """The photo beside the one that it is to replace; None for a first photo. Fetch it with
    its `judgement__assessment`."""
    before = earlier_photo(photo)
    if before is None:
        return None
    found = compare_photos(before, photo)
    return as_printed(before, found) if found else ComparedPhotos(before, spoken(NOT_JUDGED))


def as_printed(before: Photo, found: Comparison) -> ComparedPhotos:
    """The comparison in the reader's language."""
    told = [(point.is_telling, line_of(point)) for point in found.points]
    return ComparedPhotos(
        photo=before,
        sentence=spoken(found.sentence),
        lines=tuple(line for tells, line in told if tells),
        even=tuple(line for tells, line in told if not tells),
        score_before=found.score_before,
        score_after=found.score_after,
    )


def line_of(point: Point) -> ComparedLine:
    """One rule, ready to print."""
    return ComparedLine(
        title=spoken(point.title),
        before=reading_of(point.before),
        after=reading_of(point.after),
        turn=TURNS[point.change],
    )


def reading_of(finding: Finding | None) -> Reading | None:
    """One cell."""
    if finding is None:
        return None
    return Reading(
        mark=MARK_OF[finding.outcome],
        outcome_word=OUTCOME_WORDS[finding.outcome],
        value=spoken(measured(finding)),
        message=spoken(finding.message),
    )
