"""What comparing a large company's photos costs, beside what measuring them would.

Everything is computed and written: looks read from the database, baselines, scores, history.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from typing import Any

import numpy as np
from django.db import connection

from directory.models import Department, Person
from photos import team_refresh
from photos.evaluation.benchmarks.api_company import photo_row
from photos.evaluation.benchmarks.speeds import assess
from photos.evaluation.benchmarks.stopwatch import MS, Cost, Stopwatch
from photos.evaluation.companies.looks import CLASSES, USUAL, draw_looks
from photos.models import Look, Photo, TeamBaseline
from photos.quality.analysis import ENGINE_VERSION

PEOPLE = 100_000
MOST_OF_MEASURING = 1 / 1000  # seconds beside the night that measuring takes
EVERYTHING, ONE_APPROVAL, ASSESS = "everything", "one approval", "assess"
AT_ONCE = 2_000  # rows
PEOPLE_A_DEPARTMENT = 250


@dataclass(frozen=True, slots=True)
class ScaleEffort:
    """How many people are made up, and how often a photo is assessed."""

    people: int
    runs: int


THOROUGH = ScaleEffort(PEOPLE, 25)
QUICK = ScaleEffort(2_000, 3)


@dataclass(frozen=True, slots=True)
class Scale:
    """Costs in seconds for 100,000: of comparing everybody, of the company and one department
    after one approval, and of measuring one photo."""

    effort: ScaleEffort
    database: str
    everything: Cost
    one_approval: Cost
    assess_one: Cost

    @property
    def vs_assessment(self) -> float:
        """What comparing everybody costs of what measuring all their photos would: of processor
        time where the database works in this process, else by the clock."""
        if self.database == "sqlite":
            return self.everything.cpu / (PEOPLE * self.assess_one.cpu)
        return self.everything.wall / (PEOPLE * self.assess_one.wall)

    @property
    def keeps_bar(self) -> bool:
        """Whether it is as good as promised."""
        return self.vs_assessment <= MOST_OF_MEASURING

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""
        return {
            "people": self.effort.people,
            "database": self.database,
            "assess_one_ms": round(MS * self.assess_one.wall, 1),
            "assess_one_cpu_ms": round(MS * self.assess_one.cpu, 1),
            "consistency_100k_s": round(self.everything.wall, 2),
            "consistency_100k_cpu_s": round(self.everything.cpu, 2),
            "consistency_after_one_approval_s": round(self.one_approval.wall, 2),
            "consistency_100k_vs_assessment": round(self.vs_assessment, 6),
            "keeps_bar": self.keeps_bar,
        }


def scale(photo: bytes, effort: ScaleEffort) -> Scale:
    """The costs on a database of made-up people, from a small good photo: the cheapest to
    measure, so that the comparison is not flattered."""
    watch = Stopwatch()
    make_company(effort.people)
    compare_all(watch)
    assess(photo)  # the first one loads the networks
    for _ in range(effort.runs):
        with watch.timing(ASSESS):
            assess(photo)
    (everything,), (one_approval,) = watch.costs[EVERYTHING], watch.costs[ONE_APPROVAL]
    return Scale(
        effort=effort,
        database=connection.vendor,
        everything=for_all(everything, effort.people),
        one_approval=for_all(one_approval, effort.people),
        assess_one=median_cost(watch.costs[ASSESS]),
    )


def compare_all(watch: Stopwatch) -> None:
    """Compute everything, then what one approval makes stale. Raises AssertionError where not
    everybody got a score: the figures would mean nothing."""
    with watch.timing(EVERYTHING):
        team_refresh.refresh()
    assert not Look.objects.filter(department_score=None).exists()
    one = TeamBaseline.objects.exclude(department=None).values("department")[:1]
    TeamBaseline.objects.filter(department__in=one).update(is_stale=True)
    TeamBaseline.objects.filter(department=None).update(is_stale=True)
    with watch.timing(ONE_APPROVAL):
        team_refresh.refresh()


def for_all(cost: Cost, people: int) -> Cost:
    """The same for 100,000."""
    return Cost(cost.wall / people * PEOPLE, cost.cpu / people * PEOPLE)


def median_cost(costs: list[Cost]) -> Cost:
    """The middle of many runs."""
    return Cost(
        float(np.median([one.wall for one in costs])), float(np.median([one.cpu for one in costs]))
    )


def make_company(people: int) -> None:
    """So many people in departments, each with a published photo and its look; all stale."""
    departments = Department.objects.bulk_create(
        Department(name=f"Department {place}", slug=f"department-{place}")
        for place in range(max(people // PEOPLE_A_DEPARTMENT, 1))
    )
    looks = looks_of(people)
    for places in batched(range(people), AT_ONCE):
        some = [departments[place % len(departments)] for place in places]
        made = Person.objects.bulk_create(
            Person(employee_id=f"s{place:06}", first_name="Robin", department=department)
            for place, department in zip(places, some, strict=True)
        )
        photos = Photo.objects.bulk_create(photo_row(person) for person in made)
        Look.objects.bulk_create(
            Look(photo=photo, department=department, engine_version=ENGINE_VERSION, **looks[place])
            for photo, department, place in zip(photos, some, places, strict=True)
        )
    TeamBaseline.objects.bulk_create(
        TeamBaseline(department=department) for department in (*departments, None)
    )


def looks_of(people: int) -> list[dict[str, Any]]:
    """Numbers around the usual ones, a few of them far from it; always the same."""
    random = np.random.default_rng(0)
    return [dict(zip(USUAL, row, strict=True)) | CLASSES for row in draw_looks(random, people)]
