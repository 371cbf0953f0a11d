"""standards/."""

import math
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from photos.api import examples
from photos.api.access import ReadsPhotos
from photos.api.answers import errors
from photos.api.strict import StrictView
from photos.quality.standard import Band, Rule, Standard
from photos.standards import all_standards, company_standard


class Range(serializers.Serializer[Band]):
    """A range of values, both ends allowed; null is an open end."""

    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)

    def to_representation(self, band: Band) -> dict[str, Any]:
        """The ends; JSON knows no infinity."""
        ends = {"low": band.low, "high": band.high}
        return {name: end if math.isfinite(end) else None for name, end in ends.items()}


class RuleAnswer(serializers.Serializer[Rule]):
    """What is asked of one measurement: `passes` lies in `warns`, all else fails."""

    id = serializers.CharField()
    title = serializers.CharField()
    measure = serializers.CharField(help_text="The measurement it is about.")
    group = serializers.CharField(help_text="The score it counts in.")
    target = Range(help_text="Where the score is 100.")
    passes = Range()
    warns = Range()
    absolute = serializers.BooleanField(help_text="Whether the value's sign does not count.")
    mended_by_crop = serializers.BooleanField(help_text="Whether a crop may bring the value in.")
    decides = serializers.ChoiceField(
        ["machine", "person"], help_text="Who may turn a fail into a retake."
    )
    required = serializers.BooleanField(  # type: ignore[assignment]
        help_text="Whether the verdict is unsure without it."
    )


class StandardAnswer(serializers.Serializer[Standard]):
    """A standard: the rules that pictures are held against."""

    name = serializers.CharField(help_text="What checks/ takes as ?standard=.")
    title = serializers.CharField()
    summary = serializers.CharField()
    version = serializers.CharField(help_text="Changes with the rules.")
    is_default = serializers.SerializerMethodField(help_text="Whether it is the company's.")
    shot_types = serializers.ListField(child=serializers.CharField())
    weights = serializers.DictField(
        child=serializers.FloatField(), help_text="The groups' shares of the score."
    )
    rules = RuleAnswer(many=True)

    def get_is_default(self, standard: Standard) -> bool:
        """Whether it holds where no other is named."""
        return bool(standard.name == self.context["company"])


class Standards(serializers.Serializer[Any]):
    """All standards, the default first: always on one page."""

    results = StandardAnswer(many=True)


class StandardsView(StrictView):
    """The standards that can be judged by."""

    permission_classes = [ReadsPhotos]

    @extend_schema(
        operation_id="list_standards",
        summary="List the standards",
        responses={200: Standards, **errors()},
        examples=[examples.standards],
        tags=["checks"],
    )
    def get(self, request: Request) -> Response:
        """All of them with their rules, the default first."""
        standards = all_standards()
        return Response(
            Standards({"results": standards}, context={"company": company_standard()}).data
        )
