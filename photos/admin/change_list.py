"""A page of a list: found by key, so that it costs the same wherever it lies."""

from collections.abc import Sequence
from typing import Any, override

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.functional import cached_property

from directory.models import Person
from photos.admin.last_decision import last_decisions
from photos.admin.written import photo_id_of
from photos.cards import everybody_has_one

MOST_COUNTED = 10_000  # rows: counting a long list takes longer than showing a page of it


class Many(int):
    """A number at which counting stopped: there are more."""

    def __str__(self) -> str:
        return f"{number_format(int(self), force_grouping=True)}+"


def counted_up(rows: QuerySet[Any]) -> int:
    """How many rows there are; Many for more than are counted."""
    found = rows.order_by()[: MOST_COUNTED + 1].count()
    return found if found <= MOST_COUNTED else Many(MOST_COUNTED)


class Pages(Paginator[Any]):
    """Pages of a list that is counted, and leafed through, as far as MOST_COUNTED rows."""

    @cached_property
    @override
    def count(self) -> int:
        return counted_up(self.object_list)  # type: ignore[arg-type]


class FirstPage(Pages):
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
        is_whole = not (self.query or self.has_active_filters)
        self.full_result_count = self.result_count if is_whole else counted_up(self.root_queryset)
        self.show_full_result_count = True  # Django would have counted them all
        self.result_list = self.rows_of(self.keys_of_page())

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than can be leafed through."""
        return isinstance(self.result_count, Many)

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
        return people.filter(card__isnull=False) if everybody_has_one() else people
