"""A person's copy, handed out by HR."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from desk.pages import needs
from directory.models import Person
from privacy.exporting import person_zip


@require_safe
@needs("directory.view_person", "directory.export_person")
def person_copy(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """The ZIP of somebody whom the user may see."""
    person = get_object_or_404(Person.objects.for_user(request.user), pk=person_id)
    response = StreamingHttpResponse(person_zip(person), content_type="application/zip")
    # By a number: a file's name is seen in histories and logs.
    response["Content-Disposition"] = f'attachment; filename="person-{person.pk}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
