"""What people and departments look like in answers.

Each shape writes its values out by hand: a list of 200 people then costs little
more than its rows.
"""

from typing import Any

import orjson
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request

from directory.models import Department, Person
from photos.models import Outcome, PersonCard, Photo
from photos.people_json import person_fields, with_host

HR_ONLY = "HR only."


class DepartmentName(serializers.Serializer[Department]):
    """A department, as a person's row names it."""

    slug = serializers.CharField()
    name = serializers.CharField()


class PictureSet(serializers.Serializer[None]):
    """What an <img> needs to show somebody."""

    alt = serializers.CharField()
    width = serializers.IntegerField(help_text="Pixels of the largest picture.")
    height = serializers.IntegerField()
    src = serializers.URLField(
        help_text="A usual size, in the format that the browser likes best; needs no token."
    )
    srcset = serializers.CharField(help_text="Every size that the photo has the pixels for.")
    placeholder = serializers.CharField(help_text="A data URI of 16 pixels, to be blurred.")
    colour = serializers.CharField(help_text='Their mean, such as "#8c8280".')


class DirectoryPerson(serializers.Serializer[Person]):
    """A person as the intranet shows them. The context needs the `request`."""

    key = serializers.CharField(help_text="Stands for the person when they are removed.")
    employee_id = serializers.CharField(help_text="Text: 007 and 7 are two people.")
    first_name = serializers.CharField()
    last_name = serializers.CharField(help_text="May be empty.")
    job_title = serializers.CharField(help_text="May be empty.")
    department = DepartmentName(allow_null=True)
    location = serializers.CharField(help_text="May be empty.")
    has_photo = serializers.BooleanField(help_text="Whether an approved photo is published.")
    photo_url = serializers.URLField(
        help_text="Always a picture: leads to the published photo, or draws initials."
    )
    photo = PictureSet(allow_null=True, help_text="For the directory; null without a photo.")

    def to_representation(self, person: Person) -> dict[str, Any]:
        """The intranet's fields, from the person's card."""
        origin = origin_of(self.context["request"])
        card = card_of(person)
        if card and card.ready:
            fields: dict[str, Any] = orjson.loads(with_host(card.ready, origin))
            return fields
        return person_fields(person, card.key if card else "", None, origin)


class UseSet(PictureSet):
    """A person's picture for one use, and what is lacking for more."""

    src = serializers.URLField(allow_null=True)
    sizes = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Widths there are; of a portrait, long sides.",
    )
    missing = serializers.ListField(
        child=serializers.IntegerField(), help_text="Widths that the photo has too few pixels for."
    )
    reason = serializers.CharField(help_text="Why sizes are missing; empty where none is.")


@extend_schema_serializer(component_name="Person")
class HrPerson(DirectoryPerson):
    """A person. The fields from `email` on are for HR only; the intranet does not get them."""

    email = serializers.CharField(required=False, help_text=HR_ONLY)
    status = serializers.ChoiceField(Person.Status.choices, required=False, help_text=HR_ONLY)
    photo_id = serializers.IntegerField(
        required=False, allow_null=True, help_text=f"{HR_ONLY} The newest photo."
    )
    photo_state = serializers.ChoiceField(
        Photo.State.choices, required=False, allow_null=True, help_text=HR_ONLY
    )
    verdict = serializers.ChoiceField(
        Outcome.choices, required=False, allow_null=True, help_text=HR_ONLY
    )
    score = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=100, help_text=HR_ONLY
    )
    main_reason = serializers.CharField(
        required=False, help_text=f"{HR_ONLY} What decided the verdict, in one sentence."
    )
    needs_retake = serializers.BooleanField(required=False, help_text=HR_ONLY)

    def to_representation(self, person: Person) -> dict[str, Any]:
        """The intranet's fields and HR's."""
        card = card_of(person) or PersonCard(person=person)
        return super().to_representation(person) | {
            "has_photo": card.published_photo_id is not None,
            "email": person.email,
            "status": person.status,
            "photo_id": card.photo_id,
            "photo_state": card.photo_state or None,
            "verdict": card.verdict or None,
            "score": card.score,
            "main_reason": card.main_reason,
            "needs_retake": card.needs_retake,
        }


@extend_schema_serializer(component_name="PersonDetail")
class PersonDetail(HrPerson):
    """A person with a picture for each use."""

    uses = serializers.DictField(
        child=UseSet(allow_null=True),
        help_text="By use; null without a photo. src is null where pixels are lacking.",
    )


class DirectoryDepartment(DepartmentName):
    """A department with its people counted."""

    people = serializers.IntegerField(
        source="people_here", min_value=0, help_text="Those who work here now."
    )


@extend_schema_serializer(component_name="Department")
class HrDepartment(DirectoryDepartment):
    """A department. The counts from `published` on are for HR only."""

    published = serializers.IntegerField(
        required=False, min_value=0, help_text=f"{HR_ONLY} People with a published photo."
    )
    needs_retake = serializers.IntegerField(
        required=False, min_value=0, help_text=f"{HR_ONLY} People who need a new picture."
    )
    without_photo = serializers.IntegerField(
        required=False, min_value=0, help_text=f"{HR_ONLY} People without any photo."
    )


def origin_of(request: Request) -> str:
    """Scheme and host that the caller came to."""
    return f"{request.scheme}://{request.get_host()}"


def card_of(person: Person) -> PersonCard | None:
    """The person's card, None where none was written yet. Fetch people with `card`."""
    card: PersonCard | None = getattr(person, "card", None)
    return card
