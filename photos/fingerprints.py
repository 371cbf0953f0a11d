"""Fingerprints as rows: on the photo, and the numbers under which it is filed."""

from photos.models import FingerprintKey, Photo
from photos.quality.fingerprint import index_keys


def file(photo: Photo, fingerprint: str) -> tuple[str, ...]:
    """File a photo under its fingerprint, unless it already is; the columns of it that changed,
    which the caller saves in the transaction that holds the photo."""
    if photo.fingerprint == fingerprint:
        return ()
    if photo.fingerprint:
        FingerprintKey.objects.filter(photo=photo).delete()
    photo.fingerprint = fingerprint
    FingerprintKey.objects.bulk_create(
        FingerprintKey(photo=photo, key=key) for key in sorted(index_keys(fingerprint))
    )
    return ("fingerprint",)
