"""How alike a team's photos are, ready to be shown: the admin and the API say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from directory.models import Department, Person
from directory.reach import EVERYBODY, Reach
from photos.models import Look, Photo, TeamBaseline, TeamScore
from photos.people_json import DIRECTORY
from photos.quality import explain_team
from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.baselines import FEWEST, Baseline
from photos.quality.looks import Look as Numbers
from photos.quality.looks import look_of
from photos.quality.team import Likeness, compare, usual_of
from photos.quality.team_rules import CLASS, Feature, TeamRules
from photos.quality.uses import use_named
from photos.standards import standard_for, standards_in_use
from photos.team_refresh import look_of_row, rules_for

COMPANY = "the company"
HISTORY = timedelta(days=90)
# What a crop evens out: the name in the published photo, and in the file.
EVENED_OUT = {"head_height": "taken_head_height", "eye_line": "taken_eye_line"}


@dataclass(frozen=True, slots=True)
class Usual:
    """One line of a baseline: a median or a most common class, with words for people; `spread`
    in the feature's unit, `share` of the photos for a class."""

    feature: Feature
    value: float | str
    words: str
    spread: float | None
    spread_words: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Evened:
    """How much a feature varies in the files and as published; None where not known."""

    feature: Feature
    as_taken: float | None
    as_published: float | None


@dataclass(frozen=True, slots=True)
class TeamReport:
    """How alike the photos of a department are, or of the company (`department` None).

    `score` is None for too few photos, as `sentences` says; `reference_id` is the pinned photo
    that counts as the baseline.
    """

    team: str
    department: Department | None
    photos: int
    needed: int
    score: int | None
    misfits: int
    sentences: tuple[str, ...]
    usual: tuple[Usual, ...]
    evened: tuple[Evened, ...]
    history: tuple[TeamScore, ...]
    as_of: datetime | None
    is_stale: bool
    reference_id: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One photo beside its team's; `likeness` is None where they are too few, as `sentences`
    says."""

    team: str
    department: Department | None
    photos: int
    likeness: Likeness | None
    sentences: tuple[str, ...]
    as_of: datetime | None

    @property
    def score(self) -> int | None:
        """0-100, None where nothing could be compared."""
        return self.likeness.score if self.likeness else None


@dataclass(frozen=True, slots=True)
class Compared:
    """One person in a list of a team, with the photo that is published."""

    person: Person
    photo_id: int
    comparison: Comparison


def name_of(department: Department | None) -> str:
    """How sentences name whom somebody is compared with."""
    return department.name if department else COMPANY


def row_of(department: Department | None) -> TeamBaseline:
    """The baseline's row; an empty one where nobody's photo was ever published."""
    rows = TeamBaseline.objects.filter(department=department).select_related("reference__look")
    return rows.first() or TeamBaseline(department=department, is_stale=False)


def report_of(department: Department | None) -> TeamReport:
    """All figures of a department, or of the company."""
    row = row_of(department)
    rules = rules_for(row, standards_in_use())
    baseline, team = baseline_in(row, "baseline"), baseline_in(row, "team")
    since = timezone.localdate() - HISTORY
    misfits = row.figures.get("misfits", 0)
    return TeamReport(
        team=name_of(department),
        department=department,
        photos=row.photos,
        needed=FEWEST,
        score=row.score,
        misfits=misfits,
        sentences=tuple(team_sentences(row, misfits, team, rules)),
        usual=usual_in(baseline, team, rules) if baseline else (),
        evened=evened_in(team, rules),
        history=tuple(TeamScore.objects.filter(department=department, day__gt=since)),
        as_of=row.computed_at,
        is_stale=row.is_stale,
        reference_id=row.reference_id if baseline and baseline.is_reference else None,
    )


def baseline_in(row: TeamBaseline, name: str) -> Baseline | None:
    """One of the row's figures, "baseline" or "team"."""
    stored = row.figures.get(name)
    return Baseline.from_json(stored) if stored else None


def team_sentences(
    row: TeamBaseline, misfits: int, team: Baseline | None, rules: TeamRules
) -> list[str]:
    """How many fit in, or why that is not known; and what varies too much."""
    if row.is_stale and row.computed_at is None:
        return [explain_team.not_computed()]
    if row.score is None:
        return [explain_team.too_few(row.photos, FEWEST)]
    told = [explain_team.alike(row.photos, misfits)]
    for feature in rules.features:
        norm = team.norms.get(feature.name) if team else None
        if norm and norm.spread > feature.most_spread:
            told.append(explain_team.too_spread(feature, norm.spread))
    return told


def usual_in(baseline: Baseline, team: Baseline | None, rules: TeamRules) -> tuple[Usual, ...]:
    """The baseline's lines; the spread is the team's own."""
    known = {**baseline.norms, **baseline.shares}
    return tuple(
        usual_line(feature, baseline, team) for feature in rules.features if feature.name in known
    )


def usual_line(feature: Feature, baseline: Baseline, team: Baseline | None) -> Usual:
    """One line of it."""
    value = usual_of(feature, baseline)
    norm = team.norms.get(feature.name) if team else None
    is_common = feature.compared == CLASS and not baseline.is_reference
    share = baseline.shares[feature.name][str(value)] if is_common else None
    return Usual(
        feature=feature,
        value=value,
        words=explain_team.usual_in_words(feature, value, share),
        spread=norm.spread if norm else None,
        spread_words=explain_team.distance_in_words(norm.spread, feature.unit) if norm else "",
        share=share,
    )


def evened_in(team: Baseline | None, rules: TeamRules) -> tuple[Evened, ...]:
    """What the crop makes of the spreads of the files."""
    norms = team.norms if team else {}
    return tuple(
        Evened(
            rules.feature(published),
            norms[taken].spread if taken in norms else None,
            norms[published].spread if published in norms else None,
        )
        for published, taken in EVENED_OUT.items()
    )


def people_of(
    department: Department | None, most: int, reach: Reach = EVERYBODY
) -> list[Compared]:
    """The people within reach that are compared there, worst first, at most so many."""
    column = "department_score" if department else "company_score"
    reached = Look.objects.filter(reach.people("photo__person"), is_counted=True)
    looks = reached.exclude(**{column: None})
    if department:
        looks = looks.filter(department=department)
    row = row_of(department)
    rules = rules_for(row, standards_in_use())
    worst = looks.select_related("photo__person__department").order_by(column, "photo")[:most]
    return [
        Compared(look.photo.person, look.photo_id, beside(look_of_row(look), row, rules))
        for look in worst
    ]


def compared_photos(
    department: Department | None, photo_ids: Iterable[int]
) -> dict[int, Comparison]:
    """These published photos beside the department's, or the company's: three queries."""
    row = row_of(department)
    rules = rules_for(row, standards_in_use())
    looks = Look.objects.filter(photo__in=list(photo_ids), is_counted=True)
    return {look.photo_id: beside(look_of_row(look), row, rules) for look in looks}


def beside(look: Numbers, row: TeamBaseline, rules: TeamRules) -> Comparison:
    """A look beside the photos of the row's department, or the company's."""
    team, baseline = name_of(row.department), baseline_in(row, "baseline")
    likeness = compare(look, baseline, rules) if baseline else None
    needed = explain_team.too_few(row.photos, FEWEST)
    told = likeness.sentences(team) if likeness else [needed]
    return Comparison(team, row.department, row.photos, likeness, tuple(told), row.computed_at)


def comparisons_of_person(person: Person) -> tuple[Comparison, ...]:
    """The person's published photo beside the department's and the company's; none without one."""
    look = Look.objects.filter(photo__person=person).first()
    return comparisons(look_of_row(look), person) if look else ()


def comparisons_of_photo(photo: Photo) -> tuple[Comparison, ...]:
    """The same of any measured photo, as it would be published."""
    look = getattr(photo, "look", None)
    if look:
        return comparisons(look_of_row(look), photo.person)
    stored = photo.judgement and photo.judgement.assessment.analysis
    if not stored:
        return ()
    analysis, standard = Analysis.from_json(stored), standard_for(photo.person)
    published = align(analysis, use_named(DIRECTORY)).box
    return comparisons(look_of(analysis, published, standard), photo.person)


def comparisons(look: Numbers, person: Person) -> tuple[Comparison, ...]:
    """A look beside the person's department's, where there is one, and the company's."""
    scopes: Sequence[Department | None] = (
        (person.department, None) if person.department else (None,)
    )
    standards = standards_in_use()
    rows = [row_of(department) for department in scopes]
    return tuple(beside(look, row, rules_for(row, standards)) for row in rows)
