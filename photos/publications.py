"""What the intranet shows of approved photos: fixed at approval, gone when it is withdrawn."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from photos import consistency
from photos.models import PUBLISHED_STATES, Assessment, Photo, Publication, Rendition
from photos.people_json import DIRECTORY
from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.geometry import CropBox
from photos.quality.limits import UnreadablePhoto
from photos.quality.placeholder import Placeholder, placeholder_of
from photos.quality.uses import load_uses
from photos.querysets import PhotoQuerySet, PublicationQuerySet
from photos.storage import StorageAway, read_file

LAYOUT = 1  # changes with the way photos are cut: what was published before is then cut anew
TOKEN_BYTES = 16  # 128 bits
RANDOM_BYTES = 32
PEOPLE_AT_ONCE = 200
UNSEEN = Placeholder("", "#d9d9d9")  # where the small copy cannot be read

IS_RIGHT = Q(photo__state__in=PUBLISHED_STATES, layout=LAYOUT)


def bring_in_line(person_ids: Iterable[int]) -> None:
    """Publish these people's approved photos, and withdraw what is approved no more.

    Call it in the transaction that changed the photos, with the people's rows locked and
    before their cards are written. What stays published keeps its addresses.
    """
    for some in batched(person_ids, PEOPLE_AT_ONCE):
        photos = Photo.objects.filter(person__in=some)
        _withdraw(Publication.objects.filter(photo__in=photos).exclude(IS_RIGHT))
        for photo in photos.published().filter(publication=None):
            _publish(photo)
        for person_id in some:
            consistency.follow(person_id)


def behind() -> PhotoQuerySet:
    """Photos that are approved and measured and not published, or cut in an older way."""
    missing = Photo.objects.published().exclude(publication__layout=LAYOUT)
    results = Assessment.objects.filter(photo=OuterRef("pk"), state=Assessment.State.DONE)
    return missing.filter(Exists(results))


def _withdraw(publications: PublicationQuerySet) -> None:
    """End these publications; their files go once nobody can be told of them any more."""
    ended = list(publications.select_for_update())  # whoever is just cutting one comes first
    for rendition in Rendition.objects.filter(publication__in=ended):
        transaction.on_commit(
            partial(rendition.file.storage.delete, str(rendition.file)), robust=True
        )
    Publication.objects.filter(pk__in=[one.pk for one in ended]).delete()


def _publish(photo: Photo) -> None:
    """Fix boxes, sizes and new addresses; a photo without measurements has to wait for them."""
    results = Assessment.objects.results_of(photo.pk)
    measured = results.values_list("analysis", flat=True).first()
    if not measured:
        return
    cuts = cuts_of(Analysis.from_json(measured))
    shown = _placeholder(photo, CropBox(**cuts[DIRECTORY]["box"]))
    Publication.objects.create(
        photo=photo,
        token=new_token(photo, cuts),
        layout=LAYOUT,
        cuts=cuts,
        placeholder=shown.data_uri,
        colour=shown.colour,
    )


def cuts_of(analysis: Analysis) -> dict[str, dict[str, Any]]:
    """By use: the box that is cut out, and the sizes that it has pixels for."""
    found = {}
    for use in load_uses():
        aligned = align(analysis, use)
        found[use.name] = {"box": asdict(aligned.box), "sizes": list(aligned.sizes(use))}
    return found


def new_token(photo: Photo, cuts: dict[str, dict[str, Any]]) -> str:
    """A name for all that will be cut: by its content, and by chance, so that nobody who has
    the photo can work it out, and none is used twice."""
    content = json.dumps([photo.sha256, LAYOUT, cuts]).encode()
    digest = sha256(secrets.token_bytes(RANDOM_BYTES) + content).digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode().rstrip("=")


def _placeholder(photo: Photo, box: CropBox) -> Placeholder:
    try:
        return placeholder_of(read_file(photo.thumbnail), photo.width, box)
    except (FileNotFoundError, UnreadablePhoto, StorageAway):  # no reason not to approve
        return UNSEEN
