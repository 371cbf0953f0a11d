"""retakes/ and retakes/{id}/: ask for new photos, see how it goes, end it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Person
from photos.api.access import reach_of_request, user_of
from photos.api.answers import errors
from photos.api.errors import Conflict, invalid
from photos.api.paging import PAGE_PARAMETERS, KeysetPaging, Order
from photos.api.strict import StrictView
from retakes import states
from retakes.api import examples
from retakes.api.access import WorksOnRetakes
from retakes.api.filters import RetakeFilter
from retakes.api.shapes import RetakeAnswer, RetakeChange, RetakeWish
from retakes.asking import Wish, ask, cause_for, newest_of
from retakes.models import Retake
from retakes.waiving import waive

NEWEST_FIRST = Order(("id",), descending=True)
NOBODY = "There is nobody with this employee id."
HAS_LEFT = "Who has left is asked for no photo."
TOO_LATE = "The state of this request does not allow that."
RETAKE_ID = OpenApiParameter(
    "retake_id",
    {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
    OpenApiParameter.PATH,
    examples=[OpenApiExample("Nadia's request", value=7)],
)
LOCATION = OpenApiParameter(
    "Location", str, OpenApiParameter.HEADER, response=[200, 201], description="Its path."
)
DEEDS = {
    "pause": states.pause,
    "resume": states.resume,
    "cancel": states.cancel,
}


def visible_retakes(request: Request) -> QuerySet[Retake]:
    """Requests to people within the caller's reach."""
    return Retake.objects.within(reach_of_request(request)).select_related("person")


class RetakesView(StrictView, generics.ListAPIView[Retake]):
    """Requests, newest first."""

    permission_classes = [WorksOnRetakes]
    serializer_class = RetakeAnswer
    pagination_class = KeysetPaging
    filterset_class = RetakeFilter
    queryset = Retake.objects.none()
    orders = {"newest": NEWEST_FIRST}

    @property
    def query_parameters(self) -> frozenset[str]:  # type: ignore[override]
        """Filters and paging for the list, nothing to ask somebody."""
        if self.request.method not in SAFE_METHODS:
            return frozenset()
        return PAGE_PARAMETERS | set(RetakeFilter.base_filters)

    def get_queryset(self) -> QuerySet[Retake]:
        """Those that the caller may know of."""
        return visible_retakes(self.request)

    @extend_schema(
        operation_id="list_retakes",
        summary="List requests for new photos",
        responses={200: RetakeAnswer(many=True), **errors()},
        examples=[examples.asked],
        tags=["retakes"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The newest first; a person has one open request at most."""
        return self.list(request, *args, **kwargs)

    @extend_schema(
        operation_id="ask_retake",
        summary="Ask somebody for a new photo",
        description=(
            "The person is written to, as from the admin. Where a request is open already it is "
            "answered with 200, as it is, and nobody is written to once more: repeat the call "
            "whenever you are not sure."
        ),
        request=RetakeWish,
        parameters=[LOCATION],
        responses={
            201: OpenApiResponse(RetakeAnswer, "Asked."),
            200: OpenApiResponse(RetakeAnswer, "A request is open already."),
            **errors(409, 413, 415),
        },
        examples=[examples.wish, examples.asked],
        tags=["retakes"],
    )
    def post(self, request: Request) -> Response:
        """Ask in the caller's name."""
        asked = RetakeWish(data=request.data)
        asked.is_valid(raise_exception=True)
        sent = asked.validated_data
        people = Person.objects.within(reach_of_request(request))
        person = people.filter(employee_id=sent["employee_id"]).first()
        if person is None:
            raise invalid("employee_id", "does_not_exist", NOBODY)
        wish = Wish(cause_for(newest_of(person)), sent["note"], sent["due_on"])
        try:
            made = ask(person, user_of(request), wish)
        except ValueError as has_left:
            raise Conflict(HAS_LEFT) from has_left
        return Response(
            RetakeAnswer(made.retake).data,
            status=status.HTTP_201_CREATED if made.is_new else status.HTTP_200_OK,
            headers={"Location": reverse("retake", args=[made.retake.pk])},
        )


class RetakeView(StrictView):
    """One request."""

    permission_classes = [WorksOnRetakes]
    http_method_names = ["get", "head", "patch"]

    @extend_schema(
        operation_id="get_retake",
        summary="Show one request for a new photo",
        parameters=[RETAKE_ID],
        responses={200: RetakeAnswer, **errors(404)},
        examples=[examples.asked],
        tags=["retakes"],
    )
    def get(self, request: Request, retake_id: int) -> Response:
        """How it stands."""
        return Response(RetakeAnswer(self._one(request, retake_id)).data)

    @extend_schema(
        operation_id="change_retake",
        summary="Pause, resume, cancel or waive a request",
        description=(
            "`pause` holds back messages and days until `resume`, which moves the due day. "
            "`cancel` takes the request back; `waive` says, with a reason, that no new photo is "
            "needed. What has ended, or is paused already, is answered with 409."
        ),
        request=RetakeChange,
        parameters=[RETAKE_ID],
        responses={200: RetakeAnswer, **errors(404, 409, 413, 415)},
        examples=[examples.pause, examples.waiver, examples.asked],
        tags=["retakes"],
    )
    def patch(self, request: Request, retake_id: int) -> Response:
        """Do it in the caller's name."""
        retake = self._one(request, retake_id)
        asked = RetakeChange(data=request.data)
        asked.is_valid(raise_exception=True)
        sent = asked.validated_data
        if sent["action"] == "waive":
            done = waive(retake, user_of(request), sent["reason"])
        else:
            done = DEEDS[sent["action"]](retake)
        if not done:
            raise Conflict(TOO_LATE)
        return Response(RetakeAnswer(retake).data)

    def _one(self, request: Request, retake_id: int) -> Retake:
        """Raises Http404 for one that is not the caller's."""
        return generics.get_object_or_404(visible_retakes(request), pk=retake_id)
