"""The filters of the lists of people and of photos."""

from typing import Any, override

from django.contrib.admin import ModelAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter as ThemesFilter

from directory.distinct import different
from directory.models import Person
from directory.reach import reach_of
from photos import ages
from photos.admin.dropdowns import QuickDropdownForm
from photos.admin.last_decision import NOBODY, SWITCH, last_decided_by, reviewer_choices
from photos.admin.rules import in_plain_words, rule_titles
from photos.models import BY_SWITCH, Outcome, Photo

Choices = list[tuple[str, Any]]  # the words may be translated later

RETAKE_ANSWERS = [("yes", _("needed")), ("no", _("not needed"))]


class DropdownFilter(ThemesFilter):
    """The theme's, quick with many choices."""

    form_class = QuickDropdownForm


def choice_of(spec: DropdownFilter) -> str:
    """What was chosen among the filter's own choices; empty for anything else in the address."""
    value: str = spec.value() or ""
    return value if value in dict(spec.lookup_choices) else ""


def reasons(request: HttpRequest) -> Choices:
    """Every rule that decided a current photo, in plain words."""
    photos = Photo.objects.for_user(request.user).current()
    rules = different(photos, "main_rule", reach_of(request.user))
    titles = rule_titles()
    named = [(rule, titles.get(rule) or in_plain_words(rule)) for rule in rules]
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

    title = _("verdict")
    parameter_name = "verdict"
    column = "card__verdict"
    answers = Outcome.choices


class PersonRetakeFilter(DropdownFilter):
    """By whether a new photo is needed."""

    title = _("retake")
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

    title = _("rule not met")
    parameter_name = "reason"
    column = "card__photo__main_rule"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return reasons(request)


class PersonPhotoFilter(DropdownFilter):
    """By the current photo's state, or by there being none."""

    title = _("photo")
    parameter_name = "photo"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        published = [("published", _("published")), ("unpublished", _("not published"))]
        return [("none", _("no photo")), *published, *Photo.State.choices]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        match choice_of(self):
            case "":
                return queryset
            case "none":
                # Without a photo nothing is to be taken again: said, it leads into the index.
                return queryset.filter(card__photo=None, card__needs_retake=False)
            case "published":
                return queryset.filter(card__published_photo__isnull=False)
            case "unpublished":
                return queryset.filter(card__published_photo__isnull=True)
            case state:
                return queryset.filter(card__photo_state=state)


class StatusFilter(ColumnFilter):
    """By whether they still work here."""

    title = _("status")
    parameter_name = "status"
    column = "status"
    answers = Person.Status.choices


class LocationFilter(ColumnFilter):
    """By where people work."""

    title = _("location")
    parameter_name = "location"
    column = "location"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        people = Person.objects.for_user(request.user)
        places = different(people, "location", reach_of(request.user))
        return [(place, place) for place in places]


class AgeFilter(DropdownFilter):
    """By how long ago the photo was taken, or else came in."""

    title = _("age of photo")
    parameter_name = "age"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return ages.CHOICES

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        answer = choice_of(self)
        return queryset.filter(ages.of_age(answer)) if answer else queryset


class PersonAgeFilter(AgeFilter):
    """By the age of the current photo."""

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if not choice_of(self):
            return queryset
        # Photos first: joining people, cards and photos costs seven times as much.
        return queryset.filter(card__photo__in=super().queryset(request, Photo.objects.order_by()))


class ReviewerFilter(DropdownFilter):
    """By who made the last decision about the photo."""

    title = _("last decision by")
    parameter_name = "reviewer"
    photo = "pk"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        without = [(NOBODY, _("nobody yet")), (SWITCH, BY_SWITCH)]
        return [*without, *reviewer_choices(request.user)]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        answer = choice_of(self)
        return queryset.filter(last_decided_by(answer, self.photo)) if answer else queryset


class PersonReviewerFilter(ReviewerFilter):
    """By who made the last decision about the current photo."""

    photo = "card__photo"


class PhotoLocationFilter(LocationFilter):
    """By where the person works."""

    column = "person__location"


class PhotoVerdictFilter(ColumnFilter):
    """By what the machine says."""

    title = _("verdict")
    parameter_name = "verdict"
    column = "verdict"
    answers = Outcome.choices


class PhotoStateFilter(ColumnFilter):
    """By where the photo stands."""

    title = _("state")
    parameter_name = "state"
    column = "state"
    answers = Photo.State.choices


class PhotoRetakeFilter(DropdownFilter):
    """By whether the photo must be taken again."""

    title = _("retake")
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

    title = _("rule not met")
    parameter_name = "reason"
    column = "main_rule"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return reasons(request)
