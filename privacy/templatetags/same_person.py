"""The notice that a photo seems to show somebody else, for pages of layers below."""

from typing import Any

from django import template

from photos.models import Photo
from privacy.same_person import other_person_of

register = template.Library()


@register.inclusion_tag("privacy/another_person.html")
def another_person(photo: Photo) -> dict[str, Any]:
    """The notice, or nothing."""
    return {"other": other_person_of(photo)}
