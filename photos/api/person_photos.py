"""people/{employee_id}/photos/ and photos/{id}/: upload, read, review."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import parse_etags, quote_etag
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Person
from photos import reviews
from photos.api import examples
from photos.api.access import (
    AddsPhotos,
    ReadsPhotos,
    ReviewsPhotos,
    reach_of_request,
    user_of,
)
from photos.api.answers import EMPLOYEE_ID, PHOTO_ID, errors
from photos.api.errors import ChangedSince, Conflict, refused_photo
from photos.api.paging import PAGE_PARAMETERS, KeysetPaging, Order
from photos.api.photo_shapes import PhotoAnswer, PhotoDetail, PhotoUpload, ReviewRequest
from photos.api.strict import UPLOAD_LIMIT, StrictView
from photos.intake import Upload, receive
from photos.models import Photo, Review
from photos.quality.limits import UnreadablePhoto

NEWEST_FIRST = Order(("id",), descending=True)
LOCATION = OpenApiParameter(
    "Location", str, OpenApiParameter.HEADER, response=[200, 201], description="The photo's path."
)
VERSION = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    description="The photo's version: another one after any decision, judgement or newer photo.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of the photo that was looked at; a 412 if it is another one by now.",
)
NO_VERSION = "none"  # no photo has it
DECISIONS = {
    Review.Decision.APPROVE: reviews.approve,
    Review.Decision.USE_CROP: reviews.use_crop,
    Review.Decision.WAIVE: reviews.waive,
    Review.Decision.ASK_RETAKE: reviews.ask_retake,
}


def judged_photos(request: Request) -> QuerySet[Photo]:
    """Photos within the caller's reach, with all that an answer shows of them."""
    reached = Photo.objects.within(reach_of_request(request))
    return reached.select_related("person", "judgement__assessment")


def detail_of(request: Request, photo_id: int, **told: Any) -> Response:
    """One photo as it is answered, with its version. Raises Http404 for one that is not the
    caller's."""
    photo = generics.get_object_or_404(judged_photos(request), pk=photo_id)
    response = Response(PhotoDetail(photo, context={"request": request}).data, **told)
    response["ETag"] = quote_etag(reviews.seen_of(photo))
    return response


def version_seen(request: Request) -> str:
    """The version that the caller decides about, by If-Match; empty for whatever is there now."""
    asked = request.headers.get("If-Match")
    tags = parse_etags(asked or "*") or [NO_VERSION]
    return "" if "*" in tags else tags[0].strip('"')


class PersonPhotosView(StrictView, generics.ListAPIView[Photo]):
    """One person's photos, newest first."""

    permission_classes = [AddsPhotos]
    parser_classes = [MultiPartParser]
    serializer_class = PhotoAnswer
    pagination_class = KeysetPaging
    filter_backends = ()
    queryset = Photo.objects.none()
    orders = {"newest": NEWEST_FIRST}
    body_limit = UPLOAD_LIMIT
    rates = {"POST": "upload"}

    @property
    def query_parameters(self) -> frozenset[str]:  # type: ignore[override]
        """Paging for the list, nothing for an upload."""
        return PAGE_PARAMETERS if self.request.method in SAFE_METHODS else frozenset()

    def get_queryset(self) -> QuerySet[Photo]:
        """The person's photos. Raises Http404 for nobody."""
        return judged_photos(self.request).filter(person=self._person())

    def _person(self) -> Person:
        reached = Person.objects.within(reach_of_request(self.request))
        return generics.get_object_or_404(reached, employee_id=self.kwargs["employee_id"])

    @extend_schema(
        operation_id="list_photos",
        summary="List a person's photos",
        parameters=[EMPLOYEE_ID],
        responses={200: PhotoAnswer(many=True), **errors(404)},
        examples=[examples.judged_photo],
        tags=["photos"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The newest first; the first one is the current photo."""
        return self.list(request, *args, **kwargs)

    @extend_schema(
        operation_id="upload_photo",
        summary="Upload a photo",
        description=(
            "The photo is stored and waits to be measured, which takes about a second; "
            "ask photos/{id}/ for the verdict."
        ),
        request=PhotoUpload,
        parameters=[EMPLOYEE_ID, LOCATION],
        responses={
            201: OpenApiResponse(PhotoDetail, "Stored.", [examples.waiting_photo]),
            200: OpenApiResponse(PhotoDetail, "The same bytes are there already."),
            **errors(404, 413, 415, 507),
        },
        tags=["photos"],
    )
    def post(self, request: Request, employee_id: str) -> Response:
        """Hand the file to the intake."""
        person = self._person()
        asked = PhotoUpload(data=request.data)
        asked.is_valid(raise_exception=True)
        upload = asked.validated_data["photo"]
        purpose = asked.validated_data["purpose"]
        origin = Upload(upload.name, Photo.Source.API, user_of(request), purpose)
        try:
            received = receive(person, upload.read(), origin)
        except UnreadablePhoto as reason:
            raise refused_photo(reason) from reason
        return detail_of(
            request,
            received.photo.pk,
            status=status.HTTP_201_CREATED if received.is_new else status.HTTP_200_OK,
            headers={"Location": reverse("photo", args=[received.photo.pk])},
        )


class PhotoView(StrictView):
    """One photo."""

    permission_classes = [ReadsPhotos]

    @extend_schema(
        operation_id="get_photo",
        summary="Show one photo with its verdict",
        parameters=[PHOTO_ID, VERSION],
        responses={200: PhotoDetail, **errors(404)},
        examples=[examples.photo_alone],
        tags=["photos"],
    )
    def get(self, request: Request, photo_id: int) -> Response:
        """Its verdict, score, findings and measurements are null or empty until it is measured."""
        return detail_of(request, photo_id)


class ReviewView(StrictView):
    """A decision about one photo."""

    permission_classes = [ReviewsPhotos]

    @extend_schema(
        operation_id="review_photo",
        summary="Approve, waive or ask for a retake",
        parameters=[PHOTO_ID, IF_MATCH, VERSION],
        description=(
            "People overrule the machine; the machine never overrules people. `use_crop` approves "
            "a photo whose verdict is fix, with the crop that mends it. With If-Match nothing is "
            "decided about a photo that is another than the one that was looked at."
        ),
        request=ReviewRequest,
        responses={200: PhotoDetail, **errors(404, 409, 412, 413, 415)},
        examples=[examples.waiver, examples.photo_alone],
        tags=["photos"],
    )
    def post(self, request: Request, photo_id: int) -> Response:
        """Record the decision in the caller's name."""
        photo = generics.get_object_or_404(judged_photos(request), pk=photo_id)
        asked = ReviewRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        decide = DECISIONS[asked.validated_data["decision"]]
        try:
            with reviews.as_seen(photo, version_seen(request)):
                decide(photo, user_of(request), asked.validated_data["reason"])
        except reviews.Stale as reason:
            raise ChangedSince(str(reason)) from reason
        except reviews.Conflict as reason:
            raise Conflict(str(reason)) from reason
        return detail_of(request, photo_id)
