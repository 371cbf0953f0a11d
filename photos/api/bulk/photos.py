"""bulk/photos/: up to fifty photos a call, and which of many are missing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Person
from photos.api.access import AddsPhotos, reach_of_request, user_of
from photos.api.answers import errors
from photos.api.bulk import examples
from photos.api.bulk.shapes import MOST_PHOTOS, PHOTOS_SENT, BulkPhotos, PhotoFate
from photos.api.bulk.turns import a_place, a_turn
from photos.api.errors import refused_photo
from photos.api.strict import StrictView
from photos.intake import Upload
from photos.intake_many import Arrival, Fate, receive_many
from photos.models import Photo
from photos.quality.limits import BUSY, UnreadablePhoto
from photos.storage import DiskFull

NUL = "\x00"
PHOTOS_LIMIT = 100_000_000  # bytes: fifty photos of 2 MB, or five of the largest
HOW_MANY = f"Send 1 to {MOST_PHOTOS} photos, each as a file under its employee id."
NO_FILE = "Send photos alone: each as a file whose part is named by its employee id."
NOBODY = "There is nobody with this employee id, or nobody whom you may see."
SEVERAL = "There are several photos of this person in the request: send one."


class BulkPhotosView(StrictView):
    """Photos of many people at once."""

    permission_classes = [AddsPhotos]
    parser_classes = [MultiPartParser]
    body_limit = PHOTOS_LIMIT
    http_method_names = ["post"]
    rates = {"POST": "upload"}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Photos wait for their turn on the disk: a batch is more than a process should hold."""
        self.handler = TemporaryFileUploadHandler(request._request)
        request._request.upload_handlers = [self.handler]
        super().initial(request, *args, **kwargs)

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        """A file that broke off in the middle is nobody's to close but the handler's."""
        unfinished = getattr(self.handler, "file", None)
        if unfinished:
            unfinished.close()
        return super().finalize_response(*args, **kwargs)

    @extend_schema(
        operation_id="bring_photos",
        summary="Upload up to 50 photos",
        description=(
            "A form of files, each under the employee id of its person, at most 100 MB in all. "
            "The photos are opened one after another, behind those that somebody waits for, and "
            "stored in one transaction; measuring follows in the background (bulk/progress/). A "
            "photo that is refused stops no other. The same bytes of the same person are stored "
            "once: whoever was cut off repeats the call. An earlier photo that comes once more "
            "does not replace a newer one."
        ),
        request={"multipart/form-data": PHOTOS_SENT},
        responses={
            200: OpenApiResponse(BulkPhotos, "What became of each."),
            **errors(413, 415, 507),
        },
        examples=[examples.photos_told],
        tags=["bulk"],
    )
    def post(self, request: Request) -> Response:
        """What became of each, in the order of the form."""
        with a_place():
            sent = photos_in(request)
            upload = Upload("", Photo.Source.IMPORT, user_of(request))
            with a_turn():
                told = list(taken_in(sent, upload))
        counted = Counter(one["state"] for one in told)
        counts = {state: counted[state] for state in PhotoFate.STATES}
        return Response({**counts, "results": told})


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo of the form under its employee id, and of whom it is, or why of nobody."""

    employee_id: str
    file: UploadedFile[bytes]
    person: Person | None
    refusal: UnreadablePhoto | None = None


def photos_in(request: Request) -> list[Sent]:
    """The photos of the form, those of people out of reach refused. Raises a 400."""
    if request.POST:
        raise ValidationError([ErrorDetail(NO_FILE, code="no_file")])
    files = [(name, file) for name, some in request.FILES.lists() for file in some]
    if not 0 < len(files) <= MOST_PHOTOS:
        raise ValidationError([ErrorDetail(HOW_MANY, code="invalid")])
    named = Counter(name for name, _ in files)
    reached = Person.objects.within(reach_of_request(request))
    asked = [name for name in named if NUL not in name]
    people = {one.employee_id: one for one in reached.filter(employee_id__in=asked)}
    return [_sent(name, file, people, named[name]) for name, file in files]


def _sent(name: str, file: UploadedFile[bytes], people: Mapping[str, Person], times: int) -> Sent:
    if times > 1:
        return Sent(name, file, None, UnreadablePhoto("repeated", SEVERAL))
    if name not in people:
        return Sent(name, file, None, UnreadablePhoto("not_found", NOBODY))
    return Sent(name, file, people[name])


def taken_in(sent: Sequence[Sent], upload: Upload) -> Iterator[dict[str, Any]]:
    """What became of each photo, in their order.

    Raises Unavailable or NoRoom where some have to be sent again, through no fault of theirs:
    the others are stored then, or known to be.
    """
    arrivals = [
        Arrival(one.person, one.file.read, replace(upload, original_name=one.file.name or ""))
        for one in sent
        if one.person
    ]
    fates = iter(receive_many(arrivals))
    told = [(one, one.refusal or next(fates)) for one in sent]
    for _, fate in told:
        if isinstance(fate, DiskFull) or (isinstance(fate, UnreadablePhoto) and fate.code == BUSY):
            raise refused_photo(fate)
    return (_fate(one.employee_id, fate) for one, fate in told)


def _fate(employee_id: str, fate: Fate) -> dict[str, Any]:
    if isinstance(fate, UnreadablePhoto):
        wrong = {"code": fate.code, "detail": fate.message, "attr": None}
        state, photo_id, errors = "refused", None, [wrong]
    else:
        state, photo_id, errors = "added" if fate.is_new else "unchanged", fate.photo.pk, []
    return {
        "employee_id": employee_id,
        "state": state,
        "photo_id": photo_id,
        "errors": errors,
    }
