"""Figures as shapes: rows of bars and lines over time, for SVG and for reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.dashboard.rows import DayCount
from desk.dashboard.shares import people_url
from directory.models import Department
from directory.reach import Reach
from photos.admin.rules import in_plain_words, rule_titles
from photos.admin.team_page import level_of
from photos.models import PersonCard, TeamBaseline, TeamScore

SHOWN = 10
HISTORY = timedelta(days=90)
WIDTH, HEIGHT = 240.0, 56.0  # of a line's ground, in its own units
FEWEST_POINTS = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: `width` in percent of the longest possible, `told` the figure."""

    title: str
    told: str
    width: float
    url: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """The first lines of a chart, and those that open below."""

    first: tuple[Bar, ...]
    more: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one day."""

    day: date
    value: int


@dataclass(frozen=True, slots=True)
class Line:
    """A figure over time; `points` for SVG, empty where there are fewer than two days."""

    title: str
    unit: str
    points: str
    days: tuple[Point, ...]
    top: int

    @property
    def first(self) -> Point:
        """Where it begins."""
        return self.days[0]

    @property
    def last(self) -> Point:
        """Where it stands."""
        return self.days[-1]


def bars(made: Sequence[Bar]) -> Bars:
    """The first ten lines, and the rest."""
    return Bars(tuple(made[:SHOWN]), tuple(made[SHOWN:]))


def coverage(today: Sequence[DayCount], names: dict[int, str]) -> Bars:
    """Departments by the share of their people with an approved photo, the lowest first."""
    rows = [row for row in today if row.department_id in names]
    made = [
        Bar(
            names[row.department_id or 0],
            _("%(part)s of %(whole)s") % {"part": row.approved, "whole": row.people},
            100 * row.approved / row.people,
            people_url(f"department__id__exact={row.department_id}"),
        )
        for row in rows
    ]
    return bars(sorted(made, key=lambda bar: (bar.width, bar.title)))


def consistency(names: dict[int, str]) -> Bars:
    """Departments by how alike their photos are, the least alike first."""
    rows = TeamBaseline.objects.exclude(department=None).exclude(score=None)
    made = [
        Bar(
            names[row.department_id or 0],
            str(row.score),
            float(row.score or 0),
            reverse("admin:directory_department_change", args=[row.department_id]),
            level_of(row.score),
        )
        for row in rows.only("department_id", "score")
        if row.department_id in names
    ]
    return bars(sorted(made, key=lambda bar: (bar.width, bar.title)))


def reasons(reach: Reach) -> Bars:
    """The rules that decide most of the undecided or refused photos of people within reach."""
    open_ones = reach.people("person") & Q(person__status="active", photo__main_rule__gt="")
    counted = PersonCard.objects.filter(open_ones).order_by().values("photo__main_rule")
    rows = counted.annotate(people=Count("pk")).order_by("-people", "photo__main_rule")
    found, titles = list(rows), rule_titles()
    most = max((row["people"] for row in found), default=1)
    made = [
        Bar(
            titles.get(row["photo__main_rule"]) or in_plain_words(row["photo__main_rule"]),
            str(row["people"]),
            100 * row["people"] / most,
            people_url(f"reason={row['photo__main_rule']}"),
        )
        for row in found
    ]
    return bars(made)


def department_names(reach: Reach) -> dict[int, str]:
    """The name of every department within reach by its id."""
    return dict(Department.objects.within(reach).values_list("pk", "name"))


def trend(reach: Reach) -> tuple[Line, ...]:
    """Coverage, open retakes and consistency over the last 90 days: the company's, or those of
    the departments within reach together. Several have no common consistency."""
    since = timezone.localdate() - HISTORY
    days: list[dict[str, Any]] = list(days_of(reach).filter(day__gt=since))
    asked = [Point(row["day"], row["asked"]) for row in days]
    covered = [Point(row["day"], round(100 * row["approved"] / row["people"])) for row in days]
    lines = (
        line(_("With an approved photo"), "%", covered, 100),
        line(_("Retake asked"), "", asked, max([one.value for one in asked] + [5])),
    )
    team = team_of(reach)
    if team is None:
        return lines
    scores = TeamScore.objects.filter(team, day__gt=since)
    alike = [Point(row.day, row.score) for row in scores]
    return (*lines, line(_("Photos alike"), "", alike, 100))


def days_of(reach: Reach) -> Any:
    """The counts of each day: those kept of the company, or of the departments within reach."""
    kept = Q(department=None) if reach.is_whole else reach.those("department")
    rows: Any = DayCount.objects.filter(kept).order_by("day").values("day")
    summed = {name: Sum(name) for name in ("people", "asked", "approved")}
    return rows.annotate(**summed).filter(people__gt=0)


def team_of(reach: Reach) -> Q | None:
    """Whose scores are the one team's that is within reach: the company's, or a department's."""
    if reach.departments is None:
        return Q(department=None)
    return Q(department__in=reach.departments) if len(reach.departments) == 1 else None


def line(title: str, unit: str, days: Sequence[Point], top: int) -> Line:
    """The days from the first one shown to today, from 0 to `top`."""
    if len(days) < FEWEST_POINTS:
        return Line(title, unit, "", tuple(days), top)
    start, length = days[0].day, (days[-1].day - days[0].day).days
    points = " ".join(
        f"{WIDTH * (one.day - start).days / length:.1f},{HEIGHT * (1 - one.value / top):.1f}"
        for one in days
    )
    return Line(title, unit, points, tuple(days), top)
