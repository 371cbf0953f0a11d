"""What a team's consistency looks like in answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from photos.api.shapes import DepartmentName
from photos.models import TeamScore
from photos.quality.findings import FindingOutcome
from photos.quality.team import Deviation
from photos.team_reports import Compared, Comparison, Evened, TeamReport, Usual

SCORE: dict[str, Any] = {"min_value": 0, "max_value": 100, "allow_null": True}
NUMBER_OR_CLASS: dict[str, Any] = {
    "oneOf": [{"type": "number"}, {"type": "string"}],
    "nullable": True,
}


class UsualLine(serializers.Serializer[Usual]):
    """One thing in which a team's photos are alike: their median or most common class."""

    feature = serializers.CharField(source="feature.name", help_text="For programs.")
    title = serializers.CharField(source="feature.title")
    group = serializers.CharField(source="feature.group")
    unit = serializers.CharField(source="feature.unit", help_text="Of value and spread.")
    value = extend_schema_field(NUMBER_OR_CLASS)(serializers.ReadOnlyField)()
    words = serializers.CharField(help_text="The value for people.")
    spread = serializers.FloatField(
        allow_null=True,
        help_text="Median absolute deviation x 1.4826; null for a class and for too few photos.",
    )
    share = serializers.FloatField(
        allow_null=True, help_text="Of the photos that are of the class; null for a number."
    )


class EvenedLine(serializers.Serializer[Evened]):
    """How much photos vary as they were taken, and as they are published."""

    feature = serializers.CharField(source="feature.name")
    title = serializers.CharField(source="feature.title")
    as_taken = serializers.FloatField(allow_null=True)
    as_published = serializers.FloatField(allow_null=True)


class DayScore(serializers.Serializer[TeamScore]):
    """A team's score on one day."""

    day = serializers.DateField()
    score = serializers.IntegerField(min_value=0, max_value=100)
    photos = serializers.IntegerField(min_value=0)


class ComparedPerson(serializers.Serializer[Compared]):
    """One person of a team: the worst come first."""

    employee_id = serializers.CharField(source="person.employee_id")
    first_name = serializers.CharField(source="person.first_name")
    last_name = serializers.CharField(source="person.last_name")
    department = DepartmentName(source="person.department", allow_null=True)
    photo_id = serializers.IntegerField(help_text="The published photo.")
    score = serializers.IntegerField(source="comparison.score", **SCORE)
    sentences = serializers.ListField(
        source="comparison.sentences", child=serializers.CharField(), help_text="For people."
    )


@extend_schema_serializer(component_name="TeamConsistency")
class TeamAnswer(serializers.Serializer[TeamReport]):
    """How alike a team's published photos are."""

    team = serializers.CharField(help_text="As sentences name it.")
    department = DepartmentName(allow_null=True, help_text="Null for the company.")
    photos = serializers.IntegerField(min_value=0, help_text="That are compared.")
    photos_needed = serializers.IntegerField(
        source="needed", min_value=1, help_text="For a score, where no reference photo is pinned."
    )
    score = serializers.IntegerField(help_text="The mean of the people's scores.", **SCORE)
    misfits = serializers.IntegerField(min_value=0, help_text="Photos that stand out.")
    sentences = serializers.ListField(child=serializers.CharField(), help_text="For people.")
    reference_photo_id = serializers.IntegerField(
        source="reference_id",
        allow_null=True,
        help_text="The pinned photo that all are compared with; null: their median.",
    )
    baseline = UsualLine(source="usual", many=True)
    spread = EvenedLine(source="evened", many=True)
    people = serializers.SerializerMethodField(help_text="Worst first, at most `limit`.")
    history = DayScore(many=True, help_text="Of the last 90 days, the oldest first.")
    as_of = serializers.DateTimeField(allow_null=True, help_text="When it was computed.")
    is_stale = serializers.BooleanField(help_text="Whether photos have changed since.")

    @extend_schema_field(ComparedPerson(many=True))
    def get_people(self, report: TeamReport) -> Any:
        """Those whom the view has fetched."""
        return ComparedPerson(self.context["people"], many=True).data


class DeviationLine(serializers.Serializer[Deviation]):
    """One feature of a photo beside its team's."""

    feature = serializers.CharField(source="feature.name")
    title = serializers.CharField(source="feature.title")
    group = serializers.CharField(source="feature.group")
    unit = serializers.CharField(source="feature.unit")
    outcome = serializers.ChoiceField([one.value for one in FindingOutcome])
    value = extend_schema_field(NUMBER_OR_CLASS)(serializers.ReadOnlyField)()
    usual = extend_schema_field(NUMBER_OR_CLASS)(serializers.ReadOnlyField)()
    score = serializers.FloatField(**SCORE)


class ComparisonAnswer(serializers.Serializer[Comparison]):
    """A person's published photo beside those of one team."""

    team = serializers.CharField(help_text="As sentences name it.")
    department = DepartmentName(allow_null=True, help_text="Null for the company.")
    photos = serializers.IntegerField(min_value=0, help_text="That are compared.")
    score = serializers.IntegerField(**SCORE)
    sentences = serializers.ListField(child=serializers.CharField(), help_text="For people.")
    features = serializers.SerializerMethodField(help_text="Empty for too few photos.")
    as_of = serializers.DateTimeField(
        allow_null=True, help_text="When the team's figures were computed."
    )

    @extend_schema_field(DeviationLine(many=True))
    def get_features(self, comparison: Comparison) -> Any:
        """Each of them, in the rules' order."""
        likeness = comparison.likeness
        deviations: Any = likeness.deviations if likeness else ()
        return DeviationLine(deviations, many=True).data


class PersonConsistencyAnswer(serializers.Serializer[Any]):
    """A person's published photo beside the department's and the company's."""

    employee_id = serializers.CharField()
    photo_id = serializers.IntegerField(allow_null=True, help_text="Null: none is published.")
    comparisons = ComparisonAnswer(
        many=True, help_text="The department's, where there is one, then the company's."
    )
