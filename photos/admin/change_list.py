"""A page of a list: found by key, so that it costs the same wherever it lies."""

from collections.abc import Sequence
from typing import Any, override

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from directory.models import Person
from photos.admin.last_decision import last_decisions
from photos.admin.written import photo_id_of
from photos.models import PersonCard


class FirstPage(Paginator[Any]):
    """Pages of a list of which the first is wanted: one that is short needs no count."""

    @cached_property
    def first_keys(self) -> list[int]:
        """Those of the first page and one more."""
        rows: Any = self.object_list
        return list(rows.values_list("pk", flat=True)[: self.per_page + 1])

    @cached_property
    @override
    def count(self) -> int:
        found = len(self.first_keys)
        return found if found <= self.per_page else super().count


class Listed(ChangeList):
    """A list whose order is found on keys alone; only the rows shown are read in full.

    Sorting whole rows is what makes the last pages of a long list slow.
    """

    @override
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = self.rows_of(self.keys_of_page())

    def keys_of_page(self) -> list[int]:
        """Of the rows that are shown, in their order."""
        if isinstance(self.paginator, FirstPage) and not self.show_all:
            return self.paginator.first_keys[: self.list_per_page]
        return list(self.result_list.values_list("pk", flat=True)) if self.result_count else []

    @property
    def related(self) -> Sequence[str]:
        """What every row is shown with."""
        wished = self.list_select_related
        return () if isinstance(wished, bool) else tuple(wished)

    def rows_of(self, keys: Sequence[int]) -> list[Any]:
        """The rows with these keys, in their order."""
        rows = self.root_queryset.order_by().select_related(*self.related)
        found = rows.in_bulk(keys)
        return [found[key] for key in keys if key in found]


class PhotoChangeList(Listed):
    """People or photos with the last decision about each."""

    @override
    def rows_of(self, keys: Sequence[int]) -> list[Any]:
        rows = super().rows_of(keys)
        decisions = last_decisions(filter(None, map(photo_id_of, rows)))
        for row in rows:
            row.last_decision = decisions.get(photo_id_of(row) or 0)
        return rows


class PeopleChangeList(PhotoChangeList):
    """People, read from their cards where everybody has one: then an index has the order."""

    @override
    def get_queryset(
        self, request: HttpRequest, exclude_parameters: Any = None
    ) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_queryset(request, exclude_parameters)
        everybody_has_one = Person.objects.count() == PersonCard.objects.count()
        return people.filter(card__isnull=False) if everybody_has_one else people
