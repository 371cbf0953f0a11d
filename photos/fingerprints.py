"""Fingerprints as rows: on the photo, and the numbers under which it is filed."""

from photos.models import Assessment, FingerprintKey, Photo
from photos.quality.fingerprint import index_keys


def write(work: Assessment, photo: Photo, fingerprint: str) -> None:
    """File the photo under its fingerprint, unless it already is.

    Call it in the transaction that holds `photo`, fetched with its judgement. A late result of an
    older engine changes nothing, as in judgements.
    """
    is_late = photo.judgement is not None and photo.judgement.assessment_id > work.pk
    if is_late or photo.fingerprint == fingerprint:
        return
    if photo.fingerprint:
        FingerprintKey.objects.filter(photo=photo).delete()
    photo.fingerprint = fingerprint
    photo.save(update_fields=["fingerprint"])
    FingerprintKey.objects.bulk_create(
        FingerprintKey(photo=photo, key=key) for key in sorted(index_keys(fingerprint))
    )
