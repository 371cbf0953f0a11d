"""departments/."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Department, Person
from photos.api import examples
from photos.api.access import ReadsDirectory, reach_of_request, sees_verdicts
from photos.api.answers import errors
from photos.api.paging import PAGE_PARAMETERS, KeysetPaging, Order
from photos.api.shapes import DirectoryDepartment, HrDepartment
from photos.api.strict import StrictView

WORKS_HERE = Q(people__status=Person.Status.ACTIVE)
PUBLISHED = Q(people__card__published_photo__isnull=False)
NEEDS_RETAKE = Q(people__card__needs_retake=True)
WITHOUT_PHOTO = Q(people__card__photo__isnull=True)


class DepartmentsView(StrictView, generics.ListAPIView[Department]):
    """The departments with their people counted, by name."""

    permission_classes = [ReadsDirectory]
    pagination_class = KeysetPaging
    filter_backends = ()
    query_parameters = PAGE_PARAMETERS
    queryset = Department.objects.none()
    orders = {"name": Order(("name", "id"))}

    def get_queryset(self) -> QuerySet[Department]:
        """Departments within reach, with the counts that the caller may see."""
        reached = Department.objects.within(reach_of_request(self.request))
        counted = reached.annotate(people_here=Count("people", filter=WORKS_HERE))
        if not sees_verdicts(self.request):
            return counted
        return counted.annotate(
            published=Count("people", filter=WORKS_HERE & PUBLISHED),
            needs_retake=Count("people", filter=WORKS_HERE & NEEDS_RETAKE),
            without_photo=Count("people", filter=WORKS_HERE & WITHOUT_PHOTO),
        )

    def get_serializer_class(self) -> type[DirectoryDepartment]:
        """The shape the caller gets."""
        for_hr = getattr(self, "swagger_fake_view", False) or sees_verdicts(self.request)
        return HrDepartment if for_hr else DirectoryDepartment

    @extend_schema(
        operation_id="list_departments",
        summary="List the departments",
        responses={200: HrDepartment(many=True), **errors()},
        examples=[examples.department_of_hr, examples.department_of_intranet],
        tags=["people"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those without people too, by name."""
        return self.list(request, *args, **kwargs)
