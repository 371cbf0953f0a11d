"""What nobody came back for is removed."""

from datetime import timedelta

from django.utils import timezone

from desk.photo_import import arrivals
from desk.photo_import.receiving import discard
from desk.photo_import.rows import ImportedFile, PhotoImport
from desk.photo_import.running import cancel

KEPT_FOR = timedelta(days=30)


def purge() -> None:
    """Remove old imports, and files on the disk that no row names."""
    forget_old()
    waiting = ImportedFile.objects.exclude(stored="").values_list("stored", flat=True)
    arrivals.remove_strays(set(waiting))


def forget_old() -> int:
    """Remove the imports older than 30 days, and files that imports which are over left behind;
    how many imports."""
    over = ImportedFile.objects.filter(photo_import__state__in=PhotoImport.OVER)
    discard(list(over.exclude(stored="")))
    old = list(PhotoImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR))
    for photo_import in old:
        cancel(photo_import)
        photo_import.delete()
    return len(old)
