"""The filters of the lists of people and of photos."""

from typing import Any, override

from django.contrib.admin import ModelAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter

from directory.models import Person
from photos.admin.rules import in_plain_words, rule_titles
from photos.models import Outcome, Photo

Choices = list[tuple[str, str]]

PUBLISHED = [Photo.State.APPROVED, Photo.State.WAIVED]
RETAKE_ANSWERS = [("yes", "yes"), ("no", "no")]


def reasons() -> Choices:
    """Every rule that decided a current photo, in plain words."""
    rules = Photo.objects.current().exclude(main_rule="").order_by().values_list("main_rule")
    titles = rule_titles()
    named = [(rule, titles.get(rule) or in_plain_words(rule)) for (rule,) in rules.distinct()]
    return sorted(named, key=lambda choice: choice[1])


class PersonVerdictFilter(DropdownFilter):
    """By what the machine says of the current photo."""

    title = "verdict"
    parameter_name = "verdict"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return Outcome.choices

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        return queryset.filter(card__verdict=self.value()) if self.value() else queryset


class PersonRetakeFilter(DropdownFilter):
    """By whether a new photo is needed."""

    title = "needs a retake"
    parameter_name = "retake"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return RETAKE_ANSWERS

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if self.value() not in {"yes", "no"}:
            return queryset
        needed = Q(card__needs_retake=True)
        return queryset.filter(needed if self.value() == "yes" else ~needed)


class PersonReasonFilter(DropdownFilter):
    """By the rule that decided the current photo."""

    title = "reason"
    parameter_name = "reason"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return reasons()

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        return queryset.filter(card__photo__main_rule=self.value()) if self.value() else queryset


class PersonPhotoFilter(DropdownFilter):
    """By the current photo's state, or by there being none."""

    title = "photo"
    parameter_name = "photo"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return [("none", "no photo"), ("published", "published"), *Photo.State.choices]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        match self.value():
            case None | "":
                return queryset
            case "none":
                return queryset.filter(card__photo=None)
            case "published":
                return queryset.filter(card__published_photo__isnull=False)
            case state:
                return queryset.filter(card__photo_state=state)


class LocationFilter(DropdownFilter):
    """By where people work."""

    title = "location"
    parameter_name = "location"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        places = Person.objects.exclude(location="").order_by("location").values_list("location")
        return [(place, place) for (place,) in places.distinct()]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        return queryset.filter(location=self.value()) if self.value() else queryset


class PhotoRetakeFilter(DropdownFilter):
    """By whether the photo must be taken again."""

    title = "needs a retake"
    parameter_name = "retake"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return RETAKE_ANSWERS

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        if self.value() not in {"yes", "no"}:
            return queryset
        needed = Q(state=Photo.State.RETAKE_ASKED) | Q(
            state=Photo.State.IN_REVIEW, verdict=Outcome.RETAKE
        )
        return queryset.filter(needed if self.value() == "yes" else ~needed)


class PhotoReasonFilter(DropdownFilter):
    """By the rule that decided."""

    title = "reason"
    parameter_name = "reason"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return reasons()

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        return queryset.filter(main_rule=self.value()) if self.value() else queryset
