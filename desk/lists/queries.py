"""A list's address: which of its parameters are kept, and whether they still mean something."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import QueryDict
from django.urls import reverse

from desk.lists.rows import SavedList
from directory.models import Department, Person
from directory.reach import Reach, reach_of
from photos.models import Photo

MODELS = {SavedList.Of.PEOPLE.value: Person, SavedList.Of.PHOTOS.value: Photo}
DEPARTMENT = {
    SavedList.Of.PEOPLE.value: "department__id__exact",
    SavedList.Of.PHOTOS.value: "person__department__id__exact",
}
SEARCH = "q"
SEARCH_AND_ORDER = (SEARCH, "o")
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class SavedLists:
    """What is kept of a list for somebody; `lost` are the queries whose department is gone."""

    saved: list[SavedList]
    lost: set[str]


def kind_of(model: type[Person] | type[Photo]) -> str:
    """What lists of that model are called here."""
    return next(of for of, one in MODELS.items() if one is model)


def address_of(of: str) -> str:
    """Where that list is."""
    opts = MODELS[of]._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def known_parameters(of: str) -> set[str]:
    """What the list can be asked: its filters, a search and an order."""
    filters = admin.site.get_model_admin(MODELS[of]).list_filter
    names = {getattr(one, "parameter_name", None) for one in filters}
    return {name for name in names if name} | {
        DEPARTMENT[of],
        "is_current__exact",
        *SEARCH_AND_ORDER,
    }


def cleaned(of: str, query: str) -> str:
    """The query without pages, empty answers and what the list doesn't know; always in the same
    order, so that the same list is the same text."""
    asked, kept = QueryDict(query), QueryDict(mutable=True)
    for name in sorted(known_parameters(of)):
        value = asked.get(name, "")[:LONGEST_VALUE].replace("\0", "")
        if value:
            kept[name] = value
    return kept.urlencode()


def lost_departments(of: str, queries: list[str], reach: Reach) -> set[str]:
    """Of these queries, those about a department that is no more, or not within reach: one
    query, or none."""
    asked = {query: QueryDict(query).get(DEPARTMENT[of], "") for query in queries}
    ids = {int(value) for value in asked.values() if value.isdecimal() and len(value) < 19}
    if not any(asked.values()):
        return set()
    own = Department.objects.within(reach)
    there = set(own.filter(pk__in=ids).values_list("pk", flat=True))
    return {
        query
        for query, value in asked.items()
        if value and not (value.isdecimal() and int(value) in there)
    }


def shown_to(user: User, of: str, query: str) -> SavedLists:
    """The lists that the user may use; which of them, and of `query`, lost their department.

    Of what others share, who doesn't see everybody gets no list about a department that isn't
    theirs, and none with a search: it may name anybody.
    """
    reach = reach_of(user)
    saved = list(SavedList.objects.for_user(user, of))
    lost = lost_departments(of, [*(one.query for one in saved), query], reach)
    own = [
        one
        for one in saved
        if one.owner_id == user.pk
        or reach.is_whole
        or not (one.query in lost or QueryDict(one.query).get(SEARCH))
    ]
    return SavedLists(own, lost)
