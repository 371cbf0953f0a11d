"""checks/: judge a picture without storing it."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from photos.api import examples
from photos.api.access import ReadsPhotos
from photos.api.answers import errors
from photos.api.errors import invalid, refused_photo
from photos.api.photo_shapes import MEASUREMENTS, Crop, Finding, PhotoUpload, Scores
from photos.api.strict import UPLOAD_LIMIT, StrictView
from photos.api.use_shapes import UseCheck
from photos.models import Outcome
from photos.quality.limits import UnreadablePhoto
from photos.quality.record import assess
from photos.quality.standard import Standard
from photos.standards import all_standards, company_standard, standard_named

NEVER = "Null: a file that cannot be read is answered with a 400."


class Check(serializers.Serializer[None]):
    """What `manage.py assess --format jsonl` prints of a picture, but for `same_picture_as`:
    it is compared with nothing."""

    file = serializers.CharField()
    verdict = serializers.ChoiceField(Outcome.choices)
    score = serializers.IntegerField(min_value=0, max_value=100)
    shot_type = serializers.CharField()
    scores = Scores()
    findings = Finding(many=True)
    crop = Crop(allow_null=True, help_text="The widest crop that would pass.")
    target_crop = Crop(allow_null=True, help_text="The one with the head at its target.")
    faces = serializers.IntegerField(min_value=0)
    measurements = serializers.DictField(
        child=serializers.FloatField(allow_null=True), help_text=MEASUREMENTS
    )
    engine_version = serializers.CharField()
    elapsed_ms = serializers.IntegerField(min_value=0)
    error = serializers.CharField(allow_null=True, help_text=NEVER)
    code = serializers.CharField(allow_null=True, help_text=NEVER)
    uses = serializers.DictField(child=UseCheck(), help_text="By the name of the use.")


class ChecksView(StrictView):
    """A picture judged without a trace."""

    permission_classes = [ReadsPhotos]
    parser_classes = [MultiPartParser]
    query_parameters = frozenset({"standard"})
    body_limit = UPLOAD_LIMIT
    rates = {"POST": "check"}

    @extend_schema(
        operation_id="check_picture",
        summary="Judge a picture without storing it",
        request=PhotoUpload,
        parameters=[
            OpenApiParameter(
                "standard", str, description="A name of standards/; the company's if not given."
            )
        ],
        responses={200: Check, **errors(413, 415)},
        examples=[examples.check],
        tags=["checks"],
    )
    def post(self, request: Request) -> Response:
        """The record that `manage.py assess --format jsonl` prints of the picture.

        A token or user may ask 60 times a minute, unless the site's operators say otherwise
        (rate `check`): a 429 names in `Retry-After` the seconds to wait. Checks and uploads are
        counted apart.
        """
        standard = standard_asked(request.query_params.get("standard", ""))
        asked = PhotoUpload(data=request.data)
        asked.is_valid(raise_exception=True)
        upload = asked.validated_data["photo"]
        record = assess(upload.name, upload.read(), standard)
        if record.error:
            raise refused_photo(UnreadablePhoto(record.code or "unreadable", record.error))
        return Response(record.as_json())


def standard_asked(name: str) -> Standard:
    """The standard of that name, the company's for none. Raises a 400 for an unknown one."""
    try:
        return standard_named(name or company_standard())
    except KeyError:
        known = ", ".join(one.name for one in all_standards())
        raise invalid("standard", "invalid_choice", f"Write one of: {known}.") from None
