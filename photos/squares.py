"""Small squares of private photos, for sheets that show how a team would look."""

from __future__ import annotations

from io import BytesIO
from typing import Protocol

from django.db.models.fields.files import FieldFile
from PIL import Image

from photos.models import Assessment, Photo
from photos.people_json import DIRECTORY
from photos.quality import apart
from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.cut import cut
from photos.quality.geometry import CropBox
from photos.quality.master import PREVIEW_EDGE
from photos.quality.uses import use_named
from photos.storage import read_file

ALIGNED = "aligned"  # as the directory shows the photo, or would
MIDDLE = "middle"  # as a page shows it that knows nothing of faces
SQUARES = (ALIGNED, MIDDLE)
SIDE = 300  # px, at most


class StoredFiles(Protocol):
    """A picture with its small copy: photos, and drafts of them."""

    master: FieldFile
    preview: FieldFile
    width: int
    height: int


def square_of(photo: Photo, kind: str) -> bytes:
    """A JPEG of 300 x 300 px, smaller where the photo has no more pixels there.

    Cut from the stored small copy, or where that has too few pixels from the master. A photo
    that was never measured is shown by its middle. Raises FileNotFoundError and UnreadablePhoto.
    """
    return square_at(photo, (aligned_box(photo) if kind == ALIGNED else None) or middle_box(photo))


def square_at(stored: StoredFiles, box: CropBox) -> bytes:
    """The same of one box, in px of the whole picture."""
    side = side_of(box)
    if needs_master(stored, box):
        return apart.cut(read_file(stored.master), box, side, side).data
    picture = read_file(stored.preview)
    with Image.open(BytesIO(picture)) as opened:  # of our own writing
        scale = opened.width / stored.width
    return cut(picture, scaled(box, scale), side, side).data


def side_of(box: CropBox) -> int:
    """The square's side in px."""
    return max(1, min(SIDE, round(box.width)))


def needs_master(stored: StoredFiles, box: CropBox) -> bool:
    """Whether the small copy has too few pixels in the box."""
    scale = min(1.0, PREVIEW_EDGE / max(stored.width, stored.height))
    return box.width * scale < side_of(box)


def aligned_box(photo: Photo) -> CropBox | None:
    """What the directory shows of the photo, or would; None if it was never measured."""
    publication = getattr(photo, "publication", None)
    if publication:
        box: CropBox = publication.box(DIRECTORY)
        return box
    results = Assessment.objects.results_of(photo.pk)
    measured = results.values_list("analysis", flat=True).first()
    return align(Analysis.from_json(measured), use_named(DIRECTORY)).box if measured else None


def middle_box(photo: Photo) -> CropBox:
    """The largest square about the picture's middle."""
    side = min(photo.width, photo.height)
    return CropBox((photo.width - side) / 2, (photo.height - side) / 2, side, side)


def scaled(box: CropBox, scale: float) -> CropBox:
    """The same box in a copy of the picture that is `scale` times as large."""
    return CropBox(box.x * scale, box.y * scale, box.width * scale, box.height * scale, box.angle)
