"""people/ and people/{employee_id}/."""

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Person
from directory.querysets import PersonQuerySet
from photos import cards
from photos.api import examples
from photos.api.access import (
    ErasesPeople,
    ReadsDirectory,
    reach_of_request,
    sees_verdicts,
    user_of,
)
from photos.api.answers import EMPLOYEE_ID, NOT_MODIFIED, errors
from photos.api.changed import CHANGED_SINCE, changed_page
from photos.api.fields import FIELDS, FIELDS_PARAMETER, asked_fields, only
from photos.api.filters import DirectoryFilter, HrFilter
from photos.api.freshness import not_modified, stamp
from photos.api.paging import PAGE_PARAMETERS, KeysetPaging, Order, page_request
from photos.api.ready import BY_NAME, ready_page, remembered
from photos.api.shapes import DirectoryPerson, HrPerson, PersonDetail
from photos.api.strict import StrictView
from photos.api.uses import uses_of
from photos.changes import newest_change
from photos.people import erase_people
from photos.score_orders import BEHIND_EVERY_SCORE, score_or

BY_SCORE = "score"
WORST_FIRST = Order(("worst", "id"))


def visible_people(request: Request) -> PersonQuerySet:
    """People the caller may know of: those within reach, for the intranet who work here."""
    reached = Person.objects.within(reach_of_request(request))
    people = reached.select_related("department", "card").defer("search", "name_search")
    if not sees_verdicts(request):
        return people.active()
    return people.annotate(worst=score_or(BEHIND_EVERY_SCORE, "card__score"))


# HR's answers get an ETag of their content; the intranet's bring their own.
@method_decorator(conditional_page, "dispatch")
class PeopleView(StrictView, ListModelMixin, generics.GenericAPIView[Person]):
    """The team, a page at a time."""

    permission_classes = [ReadsDirectory]
    pagination_class = KeysetPaging
    queryset = Person.objects.none()
    may_be_empty = frozenset({"search"})

    @property
    def for_hr(self) -> bool:
        """Whether to answer as to HR; the description of the API is written for HR."""
        return getattr(self, "swagger_fake_view", False) or sees_verdicts(self.request)

    @property
    def filterset_class(self) -> type[DirectoryFilter]:
        """The filters that the caller has."""
        return HrFilter if self.for_hr else DirectoryFilter

    @property
    def orders(self) -> dict[str, Order]:
        """The orders that the caller has."""
        by_name = {"name": BY_NAME}
        return by_name | {BY_SCORE: WORST_FIRST} if self.for_hr else by_name

    @property
    def query_parameters(self) -> frozenset[str]:  # type: ignore[override]
        """Everything the list takes."""
        own = {"ordering", FIELDS, CHANGED_SINCE}
        return PAGE_PARAMETERS | own | set(self.filterset_class.base_filters)

    def get_queryset(self) -> PersonQuerySet:
        """The people the caller may know of; by their cards, where these have the order."""
        people = visible_people(self.request)
        is_by_score = self.request.query_params.get("ordering") == BY_SCORE
        return (
            people.filter(card__isnull=False)
            if is_by_score and cards.everybody_has_one()
            else people
        )

    def chosen_people(self) -> QuerySet[Person] | None:
        """Those who work here whom reach and the query's filters leave; None for everybody."""
        reach = reach_of_request(self.request)
        asked = set(self.filterset_class.base_filters) & set(self.request.query_params)
        if reach.is_whole and not asked:
            return None
        return self.filter_queryset(Person.objects.within(reach).active())

    def get_serializer_class(self) -> type[DirectoryPerson]:
        """The shape the caller gets."""
        return HrPerson if self.for_hr else DirectoryPerson

    @extend_schema(
        operation_id="list_people",
        summary="List the team",
        description=(
            "Sorted by name, or by score with the worst first (HR only). The intranet gets "
            "those who work here, with the first ten fields, and filters by department, "
            "location and search alone; its answers come with ETag and Last-Modified.\n\n"
            "With `changed_since` it is the list of changes, for systems that hold a copy: the "
            "people as the intranet reads them that changed after that moment, the oldest change "
            "first, and under `removed` the keys of those to take out. On the last page `as_of` "
            "is the moment to ask for next time. It goes with page_size and cursor alone."
        ),
        parameters=[
            FIELDS_PARAMETER,
            OpenApiParameter(
                CHANGED_SINCE,
                {"type": "string", "format": "date-time"},
                description="The `as_of` of the last time; 1970-01-01T00:00:00Z for everybody.",
            ),
        ],
        responses={200: HrPerson(many=True), **NOT_MODIFIED, **errors(400, 403)},
        examples=[examples.person_of_hr, examples.person_of_intranet],
        tags=["people"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One page."""
        names = asked_fields(request, self.get_serializer_class())
        if CHANGED_SINCE in request.query_params:
            return changed_page(request, names)
        if self.for_hr:
            page = self.list(request, *args, **kwargs)
            page.data["results"] = [only(person, names) for person in page.data["results"]]
            return page
        changed_at = newest_change()
        response = not_modified(request, changed_at)
        if response is None:
            asked = page_request(request, self.orders)
            response = remembered(
                request,
                changed_at,
                lambda: ready_page(request, asked, self.chosen_people(), names),
            )
            stamp(response, request, changed_at)
        return response


@method_decorator(conditional_page, "dispatch")
class PersonView(StrictView):
    """One person."""

    permission_classes = [ErasesPeople]
    http_method_names = ["get", "head", "delete"]

    @property
    def query_parameters(self) -> frozenset[str]:  # type: ignore[override]
        """An erasure takes none."""
        return frozenset() if self.request.method == "DELETE" else frozenset({FIELDS})

    @extend_schema(
        operation_id="get_person",
        summary="Show one person",
        parameters=[EMPLOYEE_ID, FIELDS_PARAMETER],
        responses={200: PersonDetail, **NOT_MODIFIED, **errors(400, 403, 404)},
        examples=[examples.detail_of_hr, examples.detail_of_intranet],
        tags=["people"],
    )
    def get(self, request: Request, employee_id: str) -> HttpResponseBase:
        """The intranet finds those who work here; `uses` has a picture for each use."""
        shape = HrPerson if sees_verdicts(request) else DirectoryPerson
        names = asked_fields(request, PersonDetail if shape is HrPerson else shape, extra="uses")
        changed_at = None if shape is HrPerson else newest_change()
        known = not_modified(request, changed_at)
        if known is not None:
            return known
        person = generics.get_object_or_404(visible_people(request), employee_id=employee_id)
        fields = shape(person, context={"request": request}).data | {
            "uses": uses_of(person, request)
        }
        response = Response(only(fields, names))
        stamp(response, request, changed_at)
        return response

    @extend_schema(
        operation_id="erase_person",
        summary="Erase one person",
        description=(
            "HR only, with the permission to delete people. Everything about the person is gone "
            "for good: photos, verdicts, decisions, files. Systems that copy the directory find "
            "the key under `removed`."
        ),
        parameters=[EMPLOYEE_ID],
        responses={204: OpenApiResponse(None, "The person is erased."), **errors(403, 404)},
        tags=["people"],
    )
    def delete(self, request: Request, employee_id: str) -> HttpResponseBase:
        """Who is not within reach is not found."""
        people = visible_people(request).for_user(user_of(request))
        person = generics.get_object_or_404(people, employee_id=employee_id)
        erase_people([person.pk])
        return Response(status=status.HTTP_204_NO_CONTENT)
