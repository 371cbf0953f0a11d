"""Whether every row has its file."""

from django.core.files.storage import storages

from photos.models import Photo, Rendition
from photos.storage import stored_names


def missing_files() -> set[str]:
    """The names of files that rows tell of and the private store does not have."""
    copies = Photo.objects.values_list("master", "preview", "thumbnail")
    named = {name for row in copies.iterator() for name in row}
    named |= set(Rendition.objects.values_list("file", flat=True).iterator())
    return named - {""} - set(stored_names(storages["private"]))
