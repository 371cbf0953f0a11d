"""People as the intranet reads them, ready to be sent: made when they change, not when asked."""

from __future__ import annotations

from typing import Any

import orjson
from django.urls import reverse

from directory.models import Person
from photos.models import Publication

DIRECTORY = "directory"
USUAL_WIDTH = 240  # px of the picture named first; a browser picks another from the set
HOST = "\x01"  # stands for "https://host" in what is stored, as JSON writes it:
STORED_HOST = "\\u0001"


def ready_person(person: Person, key: str, published: Publication | None) -> str:
    """The person as JSON, to be sent after `with_host`. Fetch people with `department`."""
    return orjson.dumps(person_fields(person, key, published, HOST)).decode()


def with_host(stored: str, origin: str) -> str:
    """Stored JSON as it is sent; `origin` is the scheme and host that the caller came to."""
    return stored.replace(STORED_HOST, origin)


def person_fields(
    person: Person, key: str, published: Publication | None, origin: str
) -> dict[str, Any]:
    """The person's fields, in the order they are documented."""
    department = person.department
    return {
        "key": key,
        "employee_id": person.employee_id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "job_title": person.job_title,
        "department": department and {"slug": department.slug, "name": department.name},
        "location": person.location,
        "has_photo": published is not None,
        "photo_url": origin + reverse("person-photo", args=[person.employee_id]),
        "photo": published and picture_set(person, published, DIRECTORY, origin),
    }


def picture_set(
    person: Person, published: Publication, use: str, origin: str
) -> dict[str, Any] | None:
    """What an <img> needs to show the person in that use; None where pixels are lacking."""
    sizes = published.sizes(use)
    if not sizes:
        return None
    usual = usual_size(published, use)
    width, height = published.dimensions(use, sizes[-1])
    addresses = {size: origin + picture_path(published, use, size) for size in sizes}
    return {
        "alt": f"Portrait of {person.full_name}",
        "width": width,
        "height": height,
        "src": addresses[usual],
        "srcset": ", ".join(
            f"{address} {published.dimensions(use, size)[0]}w"
            for size, address in addresses.items()
        ),
        "placeholder": published.placeholder,
        "colour": published.colour,
    }


def usual_size(published: Publication, use: str) -> int:
    """The size that is named first, of a use that the photo has the pixels for."""
    return published.best_size(use, USUAL_WIDTH) or published.sizes(use)[0]


def picture_path(published: Publication, use: str, size: int, extension: str = "") -> str:
    """Where a picture is found. Without an extension the browser gets the format it likes best."""
    ending = f".{extension}" if extension else ""
    return f"/pictures/{published.token}/{use}-{size}{ending}"
