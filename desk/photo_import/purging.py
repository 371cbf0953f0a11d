"""What nobody came back for is removed."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from desk.photo_import import arrivals
from desk.photo_import.receiving import discard
from desk.photo_import.rows import ImportedFile, PhotoImport
from desk.photo_import.running import cancel


def purge() -> None:
    """Remove old imports, and files on the disk that no row names."""
    forget_old()
    waiting = ImportedFile.objects.exclude(stored="").values_list("stored", flat=True)
    arrivals.remove_strays(set(waiting))


def forget_old() -> int:
    """Remove the imports kept long enough, and files that imports which are over left behind;
    how many imports."""
    over = ImportedFile.objects.filter(photo_import__state__in=PhotoImport.OVER)
    discard(list(over.exclude(stored="")))
    kept_for = timedelta(days=settings.SAMEFRAME_KEEP_DAYS["imports"])
    old = list(PhotoImport.objects.filter(created_at__lt=timezone.now() - kept_for))
    for photo_import in old:
        cancel(photo_import)
        photo_import.delete()
    return len(old)
