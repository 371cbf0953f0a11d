"""Approved photos, cut for a use at a size, made once."""

from contextlib import ExitStack
from functools import partial

from django.db import transaction

from photos.models import Photo, Rendition
from photos.quality.analysis import Analysis
from photos.quality.cut import cut_square
from photos.quality.geometry import CropBox
from photos.quality.mending import directory_crop
from photos.quality.standard import load_standard
from photos.storage import write_file

# Pixels a side, smallest first.
USES = {"directory": (48, 64, 96, 120, 240, 360, 432, 504, 648)}


class NotPublished(Exception):
    """The intranet may not show this photo."""


def rendition(photo: Photo, use: str = "directory", size: int = 240) -> Rendition:
    """The published photo as a square JPEG of `size` px, from the store or made now.

    Where the crop has fewer pixels than asked for, it is the largest size of the use that
    the pixels allow: nothing is enlarged. Raises NotPublished; KeyError for an unknown use
    and ValueError for a size that it doesn't have.
    """
    if size not in USES[use]:
        raise ValueError(f"{use} has no size {size}")
    if not photo.is_published:
        raise NotPublished(f"photo {photo.pk}")
    found = _kept(photo, use, size)
    if found:
        return found
    box = _crop_of(photo)
    side = _side_without_enlarging(box, USES[use], size)
    return _kept(photo, use, side) or _make(photo, use, side, box)


def _kept(photo: Photo, use: str, side: int) -> Rendition | None:
    """The rendition made of the present judgement's crop, if there is one."""
    return Rendition.objects.filter(
        photo=photo, use=use, size=side, judgement=photo.judgement_id
    ).first()


def _make(photo: Photo, use: str, side: int, box: CropBox) -> Rendition:
    with photo.master.open("rb") as stored:
        content = cut_square(stored.read(), box, side)
    with ExitStack() as undo:
        name = write_file("renditions", content, undo)
        made, is_new = _keep(photo, use, side, name)
        if is_new:
            undo.pop_all()
    return made


@transaction.atomic
def _keep(photo: Photo, use: str, side: int, name: str) -> tuple[Rendition, bool]:
    """The row for a file just written, in place of an earlier judgement's; or the row of who
    was faster."""
    now = Photo.objects.select_for_update().filter(pk=photo.pk).first()
    if now is None or now.judgement is None or not now.is_published:
        raise NotPublished(f"photo {photo.pk}")
    found = _kept(now, use, side)
    if found:
        return found, False
    for old in Rendition.objects.filter(photo=photo, use=use, size=side):
        transaction.on_commit(partial(old.file.storage.delete, str(old.file)), robust=True)
        old.delete()
    return (
        Rendition.objects.create(
            photo=now, use=use, size=side, judgement=now.judgement, file=name
        ),
        True,
    )


def _crop_of(photo: Photo) -> CropBox:
    """The crop that HR was shown, else where the standard would have the head."""
    judgement = photo.judgement
    if judgement is None or not judgement.assessment.analysis:
        raise NotPublished(f"photo {photo.pk} has no measurements")
    analysis = Analysis.from_json(judgement.assessment.analysis)
    return directory_crop(analysis, load_standard(judgement.standard))


def _side_without_enlarging(box: CropBox, sizes: tuple[int, ...], size: int) -> int:
    pixels = int(min(box.width, box.height))
    fitting = [side for side in sizes if side <= min(size, pixels)]
    return fitting[-1] if fitting else max(1, pixels)
