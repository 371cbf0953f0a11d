"""What nobody came back for is removed."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from desk.photo_import import arrivals
from desk.photo_import.keeping import discard, discard_soon
from desk.photo_import.rows import ImportedFile, ImportedFileQuerySet, PhotoImport
from desk.photo_import.running import cancel


def remove_leftovers() -> None:
    """Remove what a crash left on the disk: files of imports that are over, or of no row."""
    discard(list(_ended().exclude(stored="")))
    waiting = ImportedFile.objects.exclude(stored="").values_list("stored", flat=True)
    arrivals.remove_strays(set(waiting))


def discard_ended() -> None:
    """Remove files that imports which are over left behind, some at a time: erasures wait
    behind this."""
    discard_soon(_ended())


def _ended() -> ImportedFileQuerySet:
    return ImportedFile.objects.filter(photo_import__state__in=PhotoImport.OVER)


def forget_old() -> int:
    """Remove the imports kept long enough; how many."""
    kept_for = timedelta(days=settings.SAMEFRAME_KEEP_DAYS["imports"])
    old = list(PhotoImport.objects.filter(created_at__lt=timezone.now() - kept_for))
    for photo_import in old:
        cancel(photo_import)
        discard(list(photo_import.files.exclude(stored="")))
        photo_import.delete()
    return len(old)
