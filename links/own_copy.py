"""The file with all that is kept about a person, for the person."""

from django.http import StreamingHttpResponse

from directory.models import Person
from privacy.exporting import person_zip


def copy_of(person: Person) -> StreamingHttpResponse:
    """The ZIP, to be saved under a name that names nobody."""
    answer = StreamingHttpResponse(person_zip(person), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return answer
