"""What a photo is good for, and what was cut of it, in answers."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from photos.judgements import use_verdicts_of
from photos.models import Judgement, Outcome, Photo
from photos.models import Rendition as CutOut
from photos.people_json import picture_path
from photos.quality.record import use_as_json
from photos.quality.use_verdicts import recommended_types


class UseCheck(serializers.Serializer[None]):
    """What the picture is worth for one use."""

    verdict = serializers.ChoiceField(Outcome.choices)
    sizes = serializers.ListField(
        child=serializers.IntegerField(), help_text="Widths in px that its pixels allow."
    )
    missing = serializers.ListField(
        child=serializers.IntegerField(), help_text="Those for which it has too few."
    )
    reason = serializers.CharField(help_text="The sentence that decided, or empty.")


class UseVerdict(UseCheck):
    """The same, with the kinds of picture that suit the use."""

    recommended = serializers.CharField(help_text="In words, such as: a headshot.")


class Rendition(serializers.Serializer[None]):
    """A picture that was cut of a photo, and everything that was done to it."""

    use = serializers.CharField()
    path = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sha256 = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())


def judged_uses(judgement: Judgement | None) -> dict[str, dict[str, Any]]:
    """By use: the verdict, with the kinds of picture that suit it."""
    return {
        one.use.name: use_as_json(one) | {"recommended": recommended_types(one.use)}
        for one in use_verdicts_of(judgement)
    }


def renditions_of(photo: Photo) -> QuerySet[CutOut]:
    """What was cut of the photo, by use and size."""
    cut = CutOut.objects.filter(publication__photo=photo).select_related("publication")
    return cut.order_by("use", "size", "format")


def cut_out(one: CutOut) -> dict[str, Any]:
    """One of them."""
    return {
        "use": one.use,
        "path": picture_path(one.publication, one.use, one.size, one.format),
        "width": one.width,
        "height": one.height,
        "sha256": one.sha256,
        "steps": one.steps,
    }
