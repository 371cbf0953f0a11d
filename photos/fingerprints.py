"""Fingerprints as rows: on the photo, and the numbers under which it is filed."""

from django.db import transaction

from photos.models import Assessment, FingerprintKey, Photo
from photos.quality.fingerprint import index_keys


@transaction.atomic
def write(work: Assessment, fingerprint: str) -> None:
    """File the photo under its fingerprint, unless it already is.

    A late result of an older engine changes nothing, as in judgements.
    """
    photos = Photo.objects.filter(pk=work.photo_id).exclude(judgement__assessment__gt=work.pk)
    if not photos.exclude(fingerprint=fingerprint).update(fingerprint=fingerprint):
        return
    FingerprintKey.objects.filter(photo=work.photo_id).delete()
    FingerprintKey.objects.bulk_create(
        FingerprintKey(photo_id=work.photo_id, key=key) for key in sorted(index_keys(fingerprint))
    )
