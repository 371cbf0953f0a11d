"""How many people each department has, and how many of their photos wait for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, override

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When

from directory.models import Department, Person
from photos.admin.change_list import Listed
from photos.models import Outcome, PersonCard, Photo, TeamBaseline


@dataclass(frozen=True, slots=True)
class DepartmentCounts:
    """Of those who work there; `team_score` says how alike their photos are, if that is known."""

    people: int = 0
    passed: int = 0
    need_a_retake: int = 0
    team_score: int | None = None


class DepartmentChangeList(Listed):
    """Departments with their counts, which are made for those shown alone."""

    @override
    def rows_of(self, keys: Sequence[int]) -> list[Any]:
        rows = super().rows_of(keys)
        counted = counts_of(keys)
        for department in rows:
            department.counts = counted[department.pk]
        return rows


# Found by an index without a look at the cards.
PASSED = PersonCard.objects.filter(photo_state=Photo.State.IN_REVIEW, verdict=Outcome.PASS)
RETAKES = PersonCard.objects.filter(needs_retake=True)


def with_counts_to_sort_by(departments: QuerySet[Department]) -> QuerySet[Department]:
    """Departments that can be ordered by their counts, all of which are counted at once first:
    a query for each department's own would read every card by its key."""
    baseline = TeamBaseline.objects.filter(department=OuterRef("pk"))
    counted = counts_of(list(departments.order_by().values_list("pk", flat=True)))
    return departments.alias(
        team_score=Subquery(baseline.values("score")[:1]),
        people_count=told({pk: one.people for pk, one in counted.items()}),
        passed_count=told({pk: one.passed for pk, one in counted.items()}),
        retake_count=told({pk: one.need_a_retake for pk, one in counted.items()}),
    )


def told(numbers: Mapping[int, int]) -> Case:
    """A department's number among these."""
    known = (When(pk=pk, then=Value(number)) for pk, number in numbers.items() if number)
    return Case(*known, default=Value(0))


def counts_of(ids: Sequence[int]) -> dict[int, DepartmentCounts]:
    """The counts of these departments: two queries."""
    scores = dict(
        TeamBaseline.objects.filter(department__in=ids).values_list("department", "score")
    )
    people = Person.objects.active().filter(department__in=ids).order_by()
    rows = people.values_list("department").annotate(
        people=Count("pk"),
        passed=Count("pk", filter=Q(pk__in=PASSED.values("person"))),
        retakes=Count("pk", filter=Q(pk__in=RETAKES.values("person"))),
    )
    counted = {
        department: DepartmentCounts(people, passed, retakes, scores.get(department))
        for department, people, passed, retakes in rows
    }
    return {pk: counted.get(pk) or DepartmentCounts(team_score=scores.get(pk)) for pk in ids}
