"""What a person is shown with, use by use."""

from typing import Any

from rest_framework.request import Request

from directory.models import Person
from photos.api.shapes import origin_of
from photos.models import Publication
from photos.people_json import picture_set
from photos.quality import explain
from photos.quality.uses import Use, load_uses


def uses_of(person: Person, request: Request) -> dict[str, Any]:
    """By use: the picture that shows the person, null where there is none. One query."""
    published = list(
        Publication.objects.filter(photo__person=person.pk, photo__person__status="active")
        .select_related("photo")
        .order_by("photo__purpose")
    )
    by_purpose = {one.photo.purpose: one for one in published}
    origin = origin_of(request)
    return {
        use.name: use_set(person, use, by_purpose.get(use.name) or by_purpose.get(""), origin)
        for use in load_uses()
    }


def use_set(
    person: Person, use: Use, published: Publication | None, origin: str
) -> dict[str, Any] | None:
    """The picture set of one use, with what is missing for more of it."""
    if published is None:
        return None
    pictures = picture_set(person, published, use.name, origin)
    sizes = published.sizes(use.name)
    missing = [size for size in use.sizes if size not in sizes]
    reason = explain.pixels_lacking(use.phrase, published.pixels(use.name), missing)
    empty = {"alt": "", "width": 0, "height": 0, "src": None, "srcset": ""}
    lacking = {"sizes": sizes, "missing": missing, "reason": reason}
    around = {"placeholder": published.placeholder, "colour": published.colour}
    return (pictures or empty | around) | lacking
