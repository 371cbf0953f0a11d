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
