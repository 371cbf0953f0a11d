"""What people and departments look like in answers.

Each shape writes its values out by hand: a list of 200 people then costs little
more than its rows.
"""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from directory.models import Department, Person
from photos.models import Outcome, PersonCard, Photo

HR_ONLY = "HR only."


class DepartmentName(serializers.Serializer[Department]):
    """A department, as a person's row names it."""

    slug = serializers.CharField()
    name = serializers.CharField()


class DirectoryPerson(serializers.Serializer[Person]):
    """A person as the intranet shows them. The context needs the `request`."""

    employee_id = serializers.CharField(help_text="Text: 007 and 7 are two people.")
    first_name = serializers.CharField()
    last_name = serializers.CharField(help_text="May be empty.")
    job_title = serializers.CharField(help_text="May be empty.")
    department = DepartmentName(allow_null=True)
    location = serializers.CharField(help_text="May be empty.")
    has_photo = serializers.BooleanField(help_text="Whether an approved photo is published.")
    photo_url = serializers.URLField(
        allow_null=True, help_text="The published photo; takes ?use= and ?size=."
    )

    def to_representation(self, person: Person) -> dict[str, Any]:
        """The intranet's fields."""
        card = card_of(person)
        has_photo = card is not None and card.published_photo_id is not None
        department = person.department
        return {
            "employee_id": person.employee_id,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "job_title": person.job_title,
            "department": department and {"slug": department.slug, "name": department.name},
            "location": person.location,
            "has_photo": has_photo,
            "photo_url": self._photo_url(person) if has_photo else None,
        }

    def _photo_url(self, person: Person) -> str:
        path = reverse("person-photo", args=[person.employee_id])
        return str(self.context["request"].build_absolute_uri(path))


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
            "email": person.email,
            "status": person.status,
            "photo_id": card.photo_id,
            "photo_state": card.photo_state or None,
            "verdict": card.verdict or None,
            "score": card.score,
            "main_reason": card.main_reason,
            "needs_retake": card.needs_retake,
        }


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


def card_of(person: Person) -> PersonCard | None:
    """The person's card, None where none was written yet. Fetch people with `card`."""
    card: PersonCard | None = getattr(person, "card", None)
    return card
