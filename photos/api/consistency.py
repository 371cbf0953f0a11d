"""consistency/, departments/{slug}/consistency/ and people/{employee_id}/consistency/."""

from dataclasses import replace

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Department
from photos.api import consistency_examples as examples
from photos.api.access import ReadsPhotos, reach_of_request
from photos.api.answers import EMPLOYEE_ID, errors
from photos.api.consistency_shapes import PersonConsistencyAnswer, TeamAnswer
from photos.api.errors import invalid
from photos.api.people import visible_people
from photos.api.shapes import card_of
from photos.api.strict import StrictView
from photos.models import Photo
from photos.team_reports import comparisons_of_person, people_of, report_of

DEFAULT_LIMIT = 50
MOST_PEOPLE = 200
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 0, "maximum": MOST_PEOPLE, "default": DEFAULT_LIMIT},
    OpenApiParameter.QUERY,
    description="How many people, the worst first.",
)
SLUG = OpenApiParameter(
    "slug",
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[^/\x00]+$"},
    OpenApiParameter.PATH,
    description="A department's slug, as departments/ lists it.",
    examples=[OpenApiExample("Engineering", value="engineering")],
)


class CompanyConsistencyView(StrictView):
    """How alike the published photos of the whole company are."""

    permission_classes = [ReadsPhotos]
    query_parameters = frozenset({"limit"})

    @extend_schema(
        operation_id="get_company_consistency",
        summary="Tell how alike the company's photos are",
        description=(
            "HR of all departments only; others are told of theirs by departments/. "
            "Computed anew within half a minute after photos are published."
        ),
        parameters=[LIMIT],
        responses={200: TeamAnswer, **errors(404)},
        examples=[examples.company],
        tags=["photos"],
    )
    def get(self, request: Request) -> Response:
        """The company's figures and its worst misfits."""
        if not reach_of_request(request).is_whole:
            raise Http404
        return team_answer(request, None)


class DepartmentConsistencyView(StrictView):
    """How alike the published photos of one department are."""

    permission_classes = [ReadsPhotos]
    query_parameters = frozenset({"limit"})

    @extend_schema(
        operation_id="get_department_consistency",
        summary="Tell how alike a department's photos are",
        description="HR only. Computed anew within half a minute after photos are published.",
        parameters=[SLUG, LIMIT],
        responses={200: TeamAnswer, **errors(404)},
        examples=[examples.team],
        tags=["photos"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """The department's figures and its worst misfits."""
        reached = Department.objects.within(reach_of_request(request))
        return team_answer(request, generics.get_object_or_404(reached, slug=slug))


class PersonConsistencyView(StrictView):
    """How well one person's published photo fits in."""

    permission_classes = [ReadsPhotos]

    @extend_schema(
        operation_id="get_person_consistency",
        summary="Tell how well a person's photo fits in",
        description="HR only. It changes no verdict and no score of the photo itself.",
        parameters=[EMPLOYEE_ID],
        responses={200: PersonConsistencyAnswer, **errors(404)},
        examples=[examples.person],
        tags=["photos"],
    )
    def get(self, request: Request, employee_id: str) -> Response:
        """The photo beside the department's and the company's."""
        person = generics.get_object_or_404(visible_people(request), employee_id=employee_id)
        card = card_of(person)
        answer = {
            "employee_id": person.employee_id,
            "photo_id": card and card.published_photo_id,
            "comparisons": comparisons_of_person(person),
        }
        return Response(PersonConsistencyAnswer(answer).data)


def team_answer(request: Request, department: Department | None) -> Response:
    """A team's figures, with as many people as were asked for. Raises a 400."""
    reach = reach_of_request(request)
    people = people_of(department, asked_limit(request), reach)
    report = report_of(department)
    if report.reference_id is not None:
        pinned = Photo.objects.within(reach).filter(pk=report.reference_id)
        if not pinned.exists():  # of somebody who moved on
            report = replace(report, reference_id=None)
    return Response(TeamAnswer(report, context={"people": people}).data)


def asked_limit(request: Request) -> int:
    """How many people are wanted. Raises a 400 for a number outside the limits."""
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if text.isascii() and text.isdecimal() and int(text[:9]) <= MOST_PEOPLE:
        return int(text)
    raise invalid("limit", "invalid", f"Write a number from 0 to {MOST_PEOPLE}.")
