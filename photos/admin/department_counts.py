"""How many people each department has, and how many of their photos wait for what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import override

from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from directory.models import Department, Person
from photos.models import Outcome, PersonCard, Photo, TeamBaseline


@dataclass(frozen=True, slots=True)
class DepartmentCounts:
    """Of those who work there; `team_score` says how alike their photos are, if that is known."""

    people: int = 0
    passed: int = 0
    need_a_retake: int = 0
    team_score: int | None = None


class DepartmentChangeList(ChangeList):
    """Departments with their counts, which are made for those shown alone."""

    @override
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        rows = Department.objects.select_related(*self.list_select_related).in_bulk(keys)
        counted = counts_of(keys)
        self.result_list = [rows[key] for key in keys if key in rows]
        for department in self.result_list:
            department.counts = counted[department.pk]


# Found by an index without a look at the cards.
PASSED = PersonCard.objects.filter(photo_state=Photo.State.IN_REVIEW, verdict=Outcome.PASS)
RETAKES = PersonCard.objects.filter(needs_retake=True)


def with_counts_to_sort_by(departments: QuerySet[Department]) -> QuerySet[Department]:
    """Departments that can be ordered by their counts; dear, as everybody is counted."""
    active = Q(people__status=Person.Status.ACTIVE)
    baseline = TeamBaseline.objects.filter(department=OuterRef("pk"))
    return departments.alias(
        team_score=Subquery(baseline.values("score")[:1]),
        people_count=Count("people", filter=active),
        passed_count=Count("people", filter=active & Q(people__in=PASSED.values("person"))),
        retake_count=Count("people", filter=active & Q(people__in=RETAKES.values("person"))),
    )


def counts_of(department_ids: Iterable[int]) -> dict[int, DepartmentCounts]:
    """The counts of these departments: two queries."""
    ids = list(department_ids)
    scores = dict(
        TeamBaseline.objects.filter(department__in=ids).values_list("department", "score")
    )
    people = Person.objects.active().filter(department__in=ids).order_by()
    rows = people.values_list("department").annotate(
        people=Count("pk"),
        passed=Count("pk", filter=Q(pk__in=PASSED.values("person"))),
        retakes=Count("pk", filter=Q(pk__in=RETAKES.values("person"))),
    )
    counted = {department: numbers for department, *numbers in rows}
    return {pk: DepartmentCounts(*counted.get(pk, (0, 0, 0)), scores.get(pk)) for pk in ids}
