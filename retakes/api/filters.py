"""Which requests a list shows."""

from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from photos.api.filters import YES_OR_NO, departments_of, one_of
from retakes.models import Retake
from retakes.querysets import RetakeQuerySet

OPEN = "open"
STATES = [*Retake.State.choices, (OPEN, "open")]


class RetakeFilter(filters.FilterSet):
    """By state, department, person, and whether the day has passed."""

    state = filters.ChoiceFilter(
        method="in_state",
        choices=STATES,
        help_text="Where it stands; `open` for asked, opened, tried and submitted together.",
        error_messages=one_of([*Retake.State.values, OPEN]),
    )
    department = filters.ModelChoiceFilter(
        field_name="person__department",
        queryset=departments_of,
        to_field_name="slug",
        help_text="A department's slug, as departments/ lists it.",
        error_messages={"invalid_choice": "There is no department with this slug."},
    )
    employee_id = filters.CharFilter(
        field_name="person__employee_id", max_length=64, help_text="Of this person alone."
    )
    overdue = extend_schema_field(OpenApiTypes.BOOL)(
        filters.TypedChoiceFilter(
            method="which_are_overdue",
            choices=YES_OR_NO,
            coerce="true".__eq__,
            help_text="Whether its day has passed without a photo; paused ones are not overdue.",
            error_messages=one_of(["true", "false"]),
        )
    )

    class Meta:
        model = Retake
        fields: tuple[str, ...] = ()

    def in_state(self, retakes: RetakeQuerySet, name: str, state: str) -> RetakeQuerySet:
        """Those in the state."""
        return retakes.open() if state == OPEN else retakes.filter(state=state)

    def which_are_overdue(
        self, retakes: RetakeQuerySet, name: str, wanted: bool
    ) -> RetakeQuerySet:
        """The overdue ones, or the others."""
        overdue = retakes.overdue()
        return overdue if wanted else retakes.exclude(pk__in=overdue.values("pk"))
