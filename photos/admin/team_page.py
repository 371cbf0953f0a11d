"""How alike a team's photos are, as the department's page and a photo's page print it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from directory.models import Department
from directory.reach import Reach
from photos.models import Photo, TeamScore
from photos.quality.explain_team import as_in, distance_in_words
from photos.team_reports import (
    HISTORY,
    Compared,
    Comparison,
    Evened,
    TeamReport,
    Usual,
    comparisons_of_photo,
    people_of,
    report_of,
    row_of,
)

MISFITS_SHOWN = 10
# From these scores up a team's is green, then amber. A photo that stands out clearly reads about
# 60, so that from 90 up no more than one in four does, and from 75 up still half of them fit in.
GOOD, FAIR = 90, 75
WIDTH, HEIGHT = 240.0, 48.0  # of the history's curve, in its own units


@dataclass(frozen=True, slots=True)
class Common:
    """One line of what the photos have in common; `spread_in_files` where a crop evens it out."""

    title: str
    words: str
    spread: str
    spread_in_files: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Scores of at least two days as a line from corner to corner: `points` for SVG; higher
    is better."""

    points: str
    first: TeamScore
    last: TeamScore


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The department's part about consistency."""

    report: TeamReport
    common: tuple[Common, ...]
    misfits: tuple[Compared, ...]
    further_misfits: int
    curve: Curve | None
    reference: Photo | None
    has_reference: bool


def level_of(score: int | None) -> str:
    """The colour of a team's score by name."""
    if score is None:
        return "quiet"
    return "good" if score >= GOOD else "fair" if score >= FAIR else "poor"


def team_page_of(department: Department, reach: Reach) -> TeamPage:
    """All that is printed there; a reference photo of somebody out of reach is not named."""
    report = report_of(department)
    compared = people_of(department, MISFITS_SHOWN) if report.misfits else []
    own = (one for one in compared if reach.holds(one.person.department_id))
    misfits = tuple(one for one in own if stands_out(one.comparison))
    reference = row_of(department).reference if report.reference_id else None
    is_seen = reference is not None and reach.holds(reference.person.department_id)
    return TeamPage(
        report=report,
        common=tuple(common_line(one, report.evened) for one in report.usual),
        misfits=misfits,
        further_misfits=max(report.misfits - len(misfits), 0),
        curve=curve_of(report.history),
        reference=reference if is_seen else None,
        has_reference=reference is not None,
    )


def stands_out(comparison: Comparison) -> bool:
    """Whether anything of the photo is unlike its team's."""
    return bool(misfits(comparison))


def common_line(usual: Usual, evened: Sequence[Evened]) -> Common:
    """One line, with the spread of the files where the crop makes it smaller."""
    taken = [one.as_taken for one in evened if one.feature.name == usual.feature.name]
    in_files = [distance_in_words(one, usual.feature.unit) for one in taken if one is not None]
    return Common(usual.feature.title, usual.words, usual.spread_words, "".join(in_files))


def curve_of(history: Sequence[TeamScore]) -> Curve | None:
    """The last 90 days' scores; None where there are fewer than two."""
    if len(history) < 2:  # one point is no line
        return None
    start = timezone.localdate() - HISTORY
    points = " ".join(
        f"{WIDTH * ((one.day - start) / timedelta(1)) / HISTORY.days:.1f},"
        f"{HEIGHT * (1 - one.score / 100):.1f}"
        for one in history
    )
    return Curve(points, history[0], history[-1])


@dataclass(frozen=True, slots=True)
class AmongLine:
    """A photo beside one team's, as it is printed."""

    title: str
    sentences: tuple[str, ...]
    score: int | None


@dataclass(frozen=True, slots=True)
class PhotoAmongTeam:
    """A photo beside its department's and the company's; `lines` are those with a title and
    their sentences.

    `may_be_pinned`: it is published and could be what all others are compared with;
    `is_pinned`: it is.
    """

    lines: tuple[AmongLine, ...]
    is_published: bool
    may_be_pinned: bool
    is_pinned: bool


def among_team(photo: Photo) -> PhotoAmongTeam:
    """The photo as it fits in, or would once it is published."""
    department = photo.person.department
    is_pinned = department is not None and row_of(department).reference_id == photo.pk
    return PhotoAmongTeam(
        lines=tuple(among_lines(comparisons_of_photo(photo))),
        is_published=photo.is_published,
        may_be_pinned=photo.is_published and department is not None and not is_pinned,
        is_pinned=is_pinned,
    )


def among_lines(comparisons: Sequence[Comparison]) -> Iterator[AmongLine]:
    """A line for each team; what stands out in the same way is told once."""
    first = comparisons[0] if comparisons else None
    for one in comparisons:
        told = one.sentences
        if first and one is not first and stands_out(one) and misfits(one) == misfits(first):
            told = (as_in(first.team),)
        yield AmongLine(
            gettext("The company") if one.department is None else one.team, told, one.score
        )


def misfits(comparison: Comparison) -> set[str]:
    """The names of the features by which the photo stands out."""
    likeness = comparison.likeness
    return {one.feature.name for one in likeness.misfits} if likeness else set()
