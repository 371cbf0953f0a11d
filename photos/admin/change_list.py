"""The page of a list: found by key, so that it costs the same wherever it lies."""

from typing import Any, override

from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from directory.models import Person
from photos.admin.last_decision import last_decisions
from photos.admin.written import photo_id_of
from photos.models import PersonCard


class PhotoChangeList(ChangeList):
    """People or photos with the last decision about each.

    The order is found on keys alone and only the rows shown are read in full: sorting whole
    rows is what makes the last pages of a long list slow.
    """

    @override
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True)) if self.result_count else []
        rows: dict[int, Any] = self.root_queryset.select_related(
            *self.list_select_related
        ).in_bulk(keys)
        shown = [rows[key] for key in keys if key in rows]
        photo_ids = [photo_id for row in shown if (photo_id := photo_id_of(row))]
        decisions = last_decisions(photo_ids)
        for row in shown:
            row.last_decision = decisions.get(photo_id_of(row) or 0)
        self.result_list = shown


class PeopleChangeList(PhotoChangeList):
    """People, read from their cards where everybody has one: then an index has the order."""

    @override
    def get_queryset(
        self, request: HttpRequest, exclude_parameters: Any = None
    ) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_queryset(request, exclude_parameters)
        everybody_has_one = Person.objects.count() == PersonCard.objects.count()
        return people.filter(card__isnull=False) if everybody_has_one else people
