"""Which people a list shows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from directory.models import Department, Person
from directory.querysets import PersonQuerySet
from photos.api.access import reach_of_request
from photos.models import Outcome, Photo

LONGEST_WORDS = 200
NO_PHOTO = "none"
PHOTO_STATES = [*Photo.State.choices, (NO_PHOTO, "no photo")]
YES_OR_NO = [("true", "yes"), ("false", "no")]


def one_of(names: list[str]) -> dict[str, str]:
    """What is said to any other value."""
    return {"invalid_choice": f"Write one of: {', '.join(names)}."}


def found_or_alike(found: PersonQuerySet, alike: Callable[[], PersonQuerySet]) -> PersonQuerySet:
    """Whoever was found; where nobody was, whoever is spelt alike, who is looked for only then."""
    return found if found.exists() else alike()


class ScoreFilter(filters.NumberFilter):
    """A bound on the score, 0 to 100."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(field_name="card__score", min_value=0, max_value=100, **options)


def departments_of(request: Request | None) -> QuerySet[Department]:
    """Those that the caller may filter by; without a caller, as for the description, all."""
    departments = Department.objects.all()
    return departments.within(reach_of_request(request)) if request else departments


class DirectoryFilter(filters.FilterSet):
    """What everybody may filter by."""

    department = filters.ModelChoiceFilter(
        queryset=departments_of,
        to_field_name="slug",
        help_text="A department's slug, as departments/ lists it.",
        error_messages={"invalid_choice": "There is no department with this slug."},
    )
    location = filters.CharFilter(
        lookup_expr="iexact", max_length=LONGEST_WORDS, help_text="Exactly this location."
    )
    search = filters.CharFilter(
        method="matching",
        max_length=LONGEST_WORDS,
        help_text=(
            "Words in the name or employee id, for HR in the e-mail address too; case and "
            "accents aside; one of a letter or two begins a word. Where nobody is found, and the "
            "database is PostgreSQL, names that are nearly spelt so."
        ),
    )

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def matching(self, people: PersonQuerySet, name: str, words: str) -> PersonQuerySet:
        """Those whose name or id contains every word; where nobody's does, names spelt alike."""
        return found_or_alike(
            people.named(words), partial(people.spelt_like, "name_search", words)
        )


class HrFilter(DirectoryFilter):
    """What HR may filter by besides."""

    def matching(self, people: PersonQuerySet, name: str, words: str) -> PersonQuerySet:
        """Those whose name, e-mail or id contains every word; where nobody's does, those spelt
        alike."""
        return found_or_alike(people.matching(words), partial(people.spelt_like, "search", words))

    status = filters.ChoiceFilter(
        choices=Person.Status.choices,
        help_text="Who still works here.",
        error_messages=one_of(Person.Status.values),
    )
    verdict = filters.ChoiceFilter(
        field_name="card__verdict",
        choices=Outcome.choices,
        help_text="What the machine says.",
        error_messages=one_of(Outcome.values),
    )
    photo_state = filters.ChoiceFilter(
        method="in_state",
        choices=PHOTO_STATES,
        help_text="The newest photo's state.",
        error_messages=one_of([*Photo.State.values, NO_PHOTO]),
    )
    needs_retake = extend_schema_field(OpenApiTypes.BOOL)(
        filters.TypedChoiceFilter(
            method="wanting_retake",
            choices=YES_OR_NO,
            coerce="true".__eq__,
            help_text="Whether a new picture is needed.",
            error_messages=one_of(["true", "false"]),
        )
    )
    min_score = ScoreFilter(lookup_expr="gte", help_text="This score or better.")
    max_score = ScoreFilter(lookup_expr="lte", help_text="This score or worse.")

    def in_state(self, people: PersonQuerySet, name: str, state: str) -> PersonQuerySet:
        """Those whose newest photo is in that state."""
        if state == NO_PHOTO:
            return people.exclude(card__photo__isnull=False)
        return people.filter(card__photo_state=state)

    def wanting_retake(self, people: PersonQuerySet, name: str, wanted: bool) -> PersonQuerySet:
        """Those who need a new picture, or those who don't."""
        if wanted:
            return people.filter(card__needs_retake=True)
        return people.exclude(card__needs_retake=True)
