"""people/ and people/{employee_id}/."""

from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Person
from directory.querysets import PersonQuerySet
from photos.api import examples
from photos.api.access import ReadsDirectory, sees_verdicts
from photos.api.answers import EMPLOYEE_ID, errors
from photos.api.filters import DirectoryFilter, HrFilter
from photos.api.paging import PAGE_PARAMETERS, KeysetPaging, Order
from photos.api.shapes import DirectoryPerson, HrPerson
from photos.api.strict import StrictView

BY_NAME = Order(("last_name", "first_name", "id"))
WORST_FIRST = Order(("worst", "id"))
BEHIND_EVERY_SCORE = 101  # people without a score come last


def visible_people(request: Request) -> PersonQuerySet:
    """People the caller may know of: all for HR, those who work here for the intranet."""
    people = Person.objects.select_related("department", "card").defer("search", "name_search")
    if not sees_verdicts(request):
        return people.active()
    return people.annotate(worst=Coalesce("card__score", Value(BEHIND_EVERY_SCORE)))


class PeopleView(StrictView, generics.ListAPIView[Person]):
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
        return by_name | {"score": WORST_FIRST} if self.for_hr else by_name

    @property
    def query_parameters(self) -> frozenset[str]:  # type: ignore[override]
        """Everything the list takes."""
        return PAGE_PARAMETERS | {"ordering"} | set(self.filterset_class.base_filters)

    def get_queryset(self) -> PersonQuerySet:
        """The people the caller may know of."""
        return visible_people(self.request)

    def get_serializer_class(self) -> type[DirectoryPerson]:
        """The shape the caller gets."""
        return HrPerson if self.for_hr else DirectoryPerson

    @extend_schema(
        operation_id="list_people",
        summary="List the team",
        description=(
            "Sorted by name, or by score with the worst first (HR only). The intranet gets "
            "those who work here, with the first eight fields, and filters by department, "
            "location and search alone."
        ),
        responses={200: HrPerson(many=True), **errors(400, 403)},
        examples=[examples.person_of_hr, examples.person_of_intranet],
        tags=["people"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page."""
        return self.list(request, *args, **kwargs)


class PersonView(StrictView):
    """One person."""

    permission_classes = [ReadsDirectory]

    @extend_schema(
        operation_id="get_person",
        summary="Show one person",
        parameters=[EMPLOYEE_ID],
        responses={200: HrPerson, **errors(400, 403, 404)},
        examples=[examples.person_of_hr, examples.person_of_intranet],
        tags=["people"],
    )
    def get(self, request: Request, employee_id: str) -> Response:
        """The intranet finds those who work here and gets the first eight fields."""
        person = generics.get_object_or_404(visible_people(request), employee_id=employee_id)
        shape = HrPerson if sees_verdicts(request) else DirectoryPerson
        return Response(shape(person, context={"request": request}).data)
