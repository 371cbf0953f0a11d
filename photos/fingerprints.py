"""Fingerprints as rows: on the photo, and the numbers under which it is filed."""

from django.db import connection

from photos.models import FingerprintKey, Photo
from photos.quality.fingerprint import index_keys

FILE = "INSERT INTO photos_fingerprintkey (photo_id, key) VALUES"


def file(photo: Photo, fingerprint: str) -> tuple[str, ...]:
    """File a photo under its fingerprint, unless it already is; the columns of it that changed,
    which the caller saves in the transaction that holds the photo."""
    if photo.fingerprint == fingerprint:
        return ()
    if photo.fingerprint:
        FingerprintKey.objects.filter(photo=photo).delete()
    photo.fingerprint = fingerprint
    if keys := sorted(index_keys(fingerprint)):
        rows = [value for key in keys for value in (photo.pk, key)]
        with connection.cursor() as cursor:  # plain, for the same reason as in photos.standards
            cursor.execute(f"{FILE} {', '.join(['(%s, %s)'] * len(keys))}", rows)
    return ("fingerprint",)
