"""The filters of the lists of people and of photos."""

from typing import Any, override

from django.contrib.admin import ModelAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter

from directory.models import Person
from photos.admin.rules import in_plain_words, rule_titles
from photos.models import Outcome, Photo

Choices = list[tuple[str, Any]]  # the words may be translated later

RETAKE_ANSWERS = [("yes", "needed"), ("no", "not needed")]


def choice_of(spec: DropdownFilter) -> str:
    """What was chosen among the filter's own choices; empty for anything else in the address."""
    value: str = spec.value() or ""
    return value if value in dict(spec.lookup_choices) else ""


def reasons() -> Choices:
    """Every rule that decided a current photo, in plain words."""
    rules = Photo.objects.current().exclude(main_rule="").order_by().values_list("main_rule")
    titles = rule_titles()
    named = [(rule, titles.get(rule) or in_plain_words(rule)) for (rule,) in rules.distinct()]
    return sorted(named, key=lambda choice: choice[1])


class ColumnFilter(DropdownFilter):
    """A choice that one column is held against."""

    column: str
    answers: Choices = []

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return self.answers

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        answer = choice_of(self)
        return queryset.filter(**{self.column: answer}) if answer else queryset


class PersonVerdictFilter(ColumnFilter):
    """By what the machine says of the current photo."""

    title = "verdict"
    parameter_name = "verdict"
    column = "card__verdict"
    answers = Outcome.choices


class PersonRetakeFilter(DropdownFilter):
    """By whether a new photo is needed."""

    title = "retake"
    parameter_name = "retake"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return RETAKE_ANSWERS

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        answer = choice_of(self)
        if not answer:
            return queryset
        needed = Q(card__needs_retake=True)
        return queryset.filter(needed if answer == "yes" else ~needed)


class PersonReasonFilter(ColumnFilter):
    """By the rule that decided the current photo."""

    title = "rule not met"
    parameter_name = "reason"
    column = "card__photo__main_rule"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return reasons()


class PersonPhotoFilter(DropdownFilter):
    """By the current photo's state, or by there being none."""

    title = "photo"
    parameter_name = "photo"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return [("none", "no photo"), ("published", "published"), *Photo.State.choices]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        match choice_of(self):
            case "":
                return queryset
            case "none":
                return queryset.filter(card__photo=None)
            case "published":
                return queryset.filter(card__published_photo__isnull=False)
            case state:
                return queryset.filter(card__photo_state=state)


class StatusFilter(ColumnFilter):
    """By whether they still work here."""

    title = "status"
    parameter_name = "status"
    column = "status"
    answers = Person.Status.choices


class LocationFilter(ColumnFilter):
    """By where people work."""

    title = "location"
    parameter_name = "location"
    column = "location"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        places = Person.objects.exclude(location="").order_by("location").values_list("location")
        return [(place, place) for (place,) in places.distinct()]


class PhotoVerdictFilter(ColumnFilter):
    """By what the machine says."""

    title = "verdict"
    parameter_name = "verdict"
    column = "verdict"
    answers = Outcome.choices


class PhotoStateFilter(ColumnFilter):
    """By where the photo stands."""

    title = "state"
    parameter_name = "state"
    column = "state"
    answers = Photo.State.choices


class PhotoRetakeFilter(DropdownFilter):
    """By whether the photo must be taken again."""

    title = "retake"
    parameter_name = "retake"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return RETAKE_ANSWERS

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        answer = choice_of(self)
        if not answer:
            return queryset
        needed = Q(state=Photo.State.RETAKE_ASKED) | Q(
            state=Photo.State.IN_REVIEW, verdict=Outcome.RETAKE
        )
        return queryset.filter(needed if answer == "yes" else ~needed)


class PhotoReasonFilter(ColumnFilter):
    """By the rule that decided."""

    title = "rule not met"
    parameter_name = "reason"
    column = "main_rule"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return reasons()
