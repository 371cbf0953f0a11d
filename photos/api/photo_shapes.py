"""What a photo and its judgement look like in answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from photos.api.access import caller_of_request, reach_of_request
from photos.api.errors import invalid
from photos.api.shapes import origin_of
from photos.api.use_shapes import Rendition, UseVerdict, cut_out, judged_uses, renditions_of
from photos.media import signed_address
from photos.models import Judgement, Outcome, Photo, Review
from photos.quality.findings import FindingOutcome
from photos.quality.uses import load_uses
from photos.reviews import NO_REASON
from tokens.reach import caller_name

SHOT_TYPE = "headshot, half_length, three_quarter, full_body, environmental, too_tight, group ..."
SAME_PICTURE = (
    "Employee ids of other people within reach for whom the same picture is stored, the newest "
    "photo first; at most 50 photos are looked at. Changes no verdict."
)
MEASUREMENTS = "By the measure's name; null where it could not be assessed."


class Finding(serializers.Serializer[None]):
    """One rule held against one measurement."""

    rule = serializers.CharField()
    title = serializers.CharField()
    group = serializers.CharField()
    outcome = serializers.ChoiceField([outcome.value for outcome in FindingOutcome])
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()
    allowed = serializers.CharField(help_text="The range of a pass, in words.")
    message = serializers.CharField(help_text="The finding as a sentence.")
    mended_by_crop = serializers.BooleanField()


FINDING_FIELDS = tuple(Finding().fields)


class Crop(serializers.Serializer[None]):
    """Turn the upright picture by `angle` degrees (clockwise is positive) about the box's
    centre, then cut the box; in pixels of the full size."""

    x = serializers.FloatField()
    y = serializers.FloatField()
    width = serializers.FloatField()
    height = serializers.FloatField()
    angle = serializers.FloatField()


class Scores(serializers.Serializer[None]):
    """The scores by group, null where a group could not be assessed."""

    framing = serializers.IntegerField(allow_null=True, min_value=0, max_value=100)
    background = serializers.IntegerField(allow_null=True, min_value=0, max_value=100)
    lighting = serializers.IntegerField(allow_null=True, min_value=0, max_value=100)
    sharpness = serializers.IntegerField(allow_null=True, min_value=0, max_value=100)


@extend_schema_serializer(component_name="Photo")
class PhotoAnswer(serializers.Serializer[Photo]):
    """A photo with the newest judgement; what is not known yet is null."""

    id = serializers.IntegerField()
    employee_id = serializers.CharField()
    purpose = serializers.CharField(
        help_text="The one use it was made for; empty: whatever it is fit for."
    )
    is_current = serializers.BooleanField(help_text="Whether it is the person's newest photo.")
    is_published = serializers.BooleanField(help_text="Whether the intranet shows it.")
    state = serializers.ChoiceField(Photo.State.choices)
    needs_retake = serializers.BooleanField()
    verdict = serializers.ChoiceField(Outcome.choices, allow_null=True)
    score = serializers.IntegerField(allow_null=True, min_value=0, max_value=100)
    scores = Scores(allow_null=True)
    shot_type = serializers.CharField(allow_null=True, help_text=SHOT_TYPE)
    main_reason = serializers.CharField(help_text="What decided, in one sentence; may be empty.")
    findings = Finding(many=True)
    crop = Crop(allow_null=True, help_text="The crop that would pass.")
    measurements = serializers.DictField(
        child=serializers.FloatField(allow_null=True), help_text=MEASUREMENTS
    )
    engine_version = serializers.CharField(allow_null=True)
    standard = serializers.CharField(allow_null=True)
    standard_version = serializers.CharField(allow_null=True)
    width = serializers.IntegerField(help_text="Pixels, upright.")
    height = serializers.IntegerField(help_text="Pixels, upright.")
    format = serializers.CharField()
    source = serializers.ChoiceField(Photo.Source.choices)  # type: ignore[assignment]
    original_name = serializers.CharField(help_text="May be empty.")
    captured_at = serializers.DateTimeField(allow_null=True)
    uploaded_at = serializers.DateTimeField()

    def to_representation(self, photo: Photo) -> dict[str, Any]:
        """The photo's own facts and those of its judgement."""
        return {
            "id": photo.pk,
            "employee_id": photo.person.employee_id,
            "purpose": photo.purpose,
            "is_current": photo.is_current,
            "is_published": photo.is_published,
            "state": photo.state,
            "needs_retake": photo.needs_retake,
            "verdict": photo.verdict or None,
            "score": photo.score,
            "main_reason": photo.main_reason,
            **judged(photo.judgement),
            "width": photo.width,
            "height": photo.height,
            "format": photo.format,
            "source": photo.source,
            "original_name": photo.original_name,
            "captured_at": photo.captured_at,
            "uploaded_at": photo.uploaded_at,
        }


@extend_schema_serializer(component_name="PhotoDetail")
class PhotoDetail(PhotoAnswer):
    """One photo, with what takes a look at all others; lists leave it out.

    The context needs the `request`: nobody beyond the caller's reach is named.
    """

    same_picture_as = serializers.ListField(child=serializers.CharField(), help_text=SAME_PICTURE)
    uses = serializers.DictField(
        child=UseVerdict(), help_text="What it is worth for each use; empty until it is measured."
    )
    renditions = Rendition(many=True, help_text="The pictures that were cut of it.")
    preview_url = serializers.URLField(
        help_text=(
            "A copy of at most 960 px for an <img>; opens for five minutes, and no longer than "
            "the caller may see the photo."
        )
    )

    def to_representation(self, photo: Photo) -> dict[str, Any]:
        """The photo, whose photos show the same picture, and what it is good for."""
        request = self.context["request"]
        reached = Photo.objects.within(reach_of_request(request))
        others = reached.same_picture_as(photo).values_list("person__employee_id", flat=True)
        return super().to_representation(photo) | {
            "same_picture_as": list(dict.fromkeys(others)),
            "uses": judged_uses(photo.judgement),
            "renditions": [cut_out(one) for one in renditions_of(photo)],
            "preview_url": origin_of(request)
            + signed_address(photo, "preview", caller_name(caller_of_request(request))),
        }


class PhotoUpload(serializers.Serializer[None]):
    """A picture as multipart form data."""

    purpose = serializers.ChoiceField(
        [use.name for use in load_uses()],
        required=False,
        allow_blank=True,
        default="",
        help_text="The one use it was made for, if it is for one alone.",
    )

    photo = serializers.FileField(
        use_url=False, help_text="JPEG, PNG, WebP, HEIC or AVIF, at most 20 MB."
    )


class Text(serializers.CharField):
    """Text alone: 0 and "0" are not the same."""

    def to_internal_value(self, data: Any) -> str:
        """The text, trimmed. Raises a 400 for any other type."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class ReviewRequest(serializers.Serializer[Any]):
    """A person's decision about a photo."""

    decision = serializers.ChoiceField(Review.Decision.choices)
    reason = Text(
        required=False,
        allow_blank=True,
        default="",
        max_length=500,
        help_text="Why, for people. Needed to waive.",
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Who waives says why."""
        if asked["decision"] == Review.Decision.WAIVE and not asked["reason"]:
            raise invalid("reason", "required", str(NO_REASON))
        return asked


def judged(judgement: Judgement | None) -> dict[str, Any]:
    """What a judgement says; nulls without one. Fetch it with its `assessment`."""
    if judgement is None:
        nothing = ("scores", "shot_type", "crop", "engine_version", "standard", "standard_version")
        return {**dict.fromkeys(nothing), "findings": [], "measurements": {}}
    analysis = judgement.assessment.analysis or {}
    return {
        "scores": judgement.scores,
        "shot_type": judgement.shot_type,
        "findings": [{name: one[name] for name in FINDING_FIELDS} for one in judgement.findings],
        "crop": judgement.crop,
        "measurements": {one["name"]: one["value"] for one in analysis.get("measurements", [])},
        "engine_version": judgement.assessment.engine_version,
        "standard": judgement.standard,
        "standard_version": judgement.standard_version,
    }
