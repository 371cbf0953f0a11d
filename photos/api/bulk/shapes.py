"""What comes and goes in bulk."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from photos.api.answers import Error

LINE = "Its place in the list that was sent, from 1; sentences call it a line."


# What a person's fields mean; those of a staff list.
PERSON_FIELDS = {
    "employee_id": "Needed. Text: 007 and 7 are two people.",
    "first_name": "Needed.",
    "last_name": "",
    "email": "",
    "department": "Its name; one that there isn't yet is made.",
    "job_title": "",
    "location": "",
    "status": "active or left.",
    "badge_number": "A photographer may name files by it.",
    "language": "Of messages to them, such as en-gb or de; the company's where there is none.",
}
MOST_PEOPLE = 1_000
# By hand: a serializer's list would say nothing of its length.
PEOPLE_SENT: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "maxItems": MOST_PEOPLE,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"type": "string", "nullable": True} | ({"description": told} if told else {})
            for name, told in PERSON_FIELDS.items()
        },
    },
}


@extend_schema_serializer(component_name="BulkPersonResult")
class PersonFate(serializers.Serializer[Any]):
    """What became of one person of the list."""

    STATES: ClassVar = ("created", "changed", "unchanged", "refused")

    line = serializers.IntegerField(min_value=1, help_text=LINE)
    employee_id = serializers.CharField(help_text="As it was read; may be empty.")
    state = serializers.ChoiceField(STATES)
    errors = Error(many=True, help_text="Why it is refused.")  # type: ignore[assignment]


class BulkPeople(serializers.Serializer[Any]):
    """What became of a list of people."""

    created = serializers.IntegerField(min_value=0)
    changed = serializers.IntegerField(min_value=0)
    unchanged = serializers.IntegerField(min_value=0)
    refused = serializers.IntegerField(min_value=0)
    dry_run = serializers.BooleanField(help_text="Whether it would only have been done so.")
    results = PersonFate(many=True, help_text="In the order of the list.")


MOST_PHOTOS = 50
MOST_PAIRS = 1_000
LONGEST_ID = 64
SHA256 = "[0-9a-f]{64}"
PHOTOS_SENT: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": MOST_PHOTOS,
    "additionalProperties": {
        "type": "string",
        "format": "binary",
        "description": "A photo under its employee id; at most 20 MB.",
    },
}
PAIRS_SENT: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "maxItems": MOST_PAIRS,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["employee_id", "sha256"],
        "properties": {
            "employee_id": {"type": "string", "minLength": 1, "maxLength": LONGEST_ID},
            "sha256": {
                "type": "string",
                "pattern": f"^{SHA256}$",
                "description": "Of the file as it would be sent, in hex.",
            },
        },
    },
}


@extend_schema_serializer(component_name="BulkPhotoResult")
class PhotoFate(serializers.Serializer[Any]):
    """What became of one photo of the form."""

    STATES: ClassVar = ("added", "unchanged", "refused")

    employee_id = serializers.CharField(help_text="The name of its part.")
    state = serializers.ChoiceField(STATES)
    photo_id = serializers.IntegerField(allow_null=True, help_text="Null where it is refused.")
    errors = Error(many=True, help_text="Why it is refused.")  # type: ignore[assignment]


class BulkPhotos(serializers.Serializer[Any]):
    """What became of a form of photos."""

    added = serializers.IntegerField(min_value=0)
    unchanged = serializers.IntegerField(min_value=0, help_text="The same bytes were there.")
    refused = serializers.IntegerField(min_value=0)
    results = PhotoFate(many=True, help_text="In the order of the form.")


class PhotoSum(serializers.Serializer[Any]):
    """A photo, by its person and the SHA-256 of its file."""

    employee_id = serializers.CharField()
    sha256 = serializers.CharField()


class KnownPhotos(serializers.Serializer[Any]):
    """Which photos are to be sent."""

    known = serializers.IntegerField(min_value=0, help_text="Photos that are stored already.")
    missing = PhotoSum(many=True, help_text="Photos to send.")
    nobody = serializers.ListField(
        child=serializers.CharField(),
        help_text="Employee ids of nobody, or of nobody within reach: bring the people first.",
    )


class BulkProgress(serializers.Serializer[Any]):
    """How far the measuring of the photos within reach is."""

    photos = serializers.IntegerField(min_value=0, help_text="All that are stored.")
    measured = serializers.IntegerField(min_value=0)
    waiting = serializers.IntegerField(min_value=0, help_text="Still to be measured.")
    failed = serializers.IntegerField(min_value=0, help_text="Could not be measured.")
    per_minute = serializers.IntegerField(
        min_value=0, help_text="Photos that were measured in the last minute."
    )
    seconds_left = serializers.IntegerField(
        min_value=0, allow_null=True, help_text="At this rate; null where nobody can say."
    )
