"""The file with all that is kept about a person, for the person."""

from collections.abc import Iterator
from importlib.util import find_spec

from django.http import Http404, StreamingHttpResponse
from django.utils.module_loading import import_string

from directory.models import Person

EXPORTING = "privacy.exporting"


def has_copies() -> bool:
    """Whether this site can make them."""
    return find_spec(EXPORTING) is not None


def copy_of(person: Person) -> StreamingHttpResponse:
    """The ZIP, to be saved under a name that names nobody. Raises Http404 where there is none."""
    if not has_copies():
        raise Http404
    content: Iterator[bytes] = import_string(f"{EXPORTING}.person_zip")(person)
    answer = StreamingHttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return answer
