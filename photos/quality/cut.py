"""Cutting a crop box out of a picture at a size."""

from math import cos, radians, sin

from PIL import Image

from photos.quality.geometry import CropBox
from photos.quality.limits import LIMITS, Limits
from photos.quality.master import encode_jpeg
from photos.quality.opening import load, open_picture

QUALITY = 88
WHITE = (255, 255, 255)
DRAFT_MARGIN = 2  # decode at no less than twice the size that is wanted


def cut_square(master: bytes, box: CropBox, side: int, limits: Limits = LIMITS) -> bytes:
    """The box of a stored master as a square JPEG of `side` px, without metadata.

    Turned by the box's angle about its centre; what lies outside the picture is white.
    Raises UnreadablePhoto.
    """
    opened = open_picture(master, limits)
    full_width = opened.width
    scale = box.width / (DRAFT_MARGIN * side)
    if scale > 1:
        opened.draft(None, (int(opened.width / scale), int(opened.height / scale)))
    load(opened)
    decoded = opened.convert("RGB")
    turned = _turned_cut(decoded, box, decoded.width / full_width)
    return encode_jpeg(turned.resize((side, side), Image.Resampling.LANCZOS), QUALITY)


def _turned_cut(picture: Image.Image, box: CropBox, scale: float) -> Image.Image:
    """The box, given in full-size px, cut from a picture decoded at `scale` of that."""
    width, height = box.width * scale, box.height * scale
    middle_x, middle_y = (box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale
    across, down = cos(radians(box.angle)), sin(radians(box.angle))
    # Where each pixel of the cut lies in the picture: the clockwise turn undone.
    return picture.transform(
        (max(1, round(width)), max(1, round(height))),
        Image.Transform.AFFINE,
        (
            across,
            down,
            middle_x - across * width / 2 - down * height / 2,
            -down,
            across,
            middle_y + down * width / 2 - across * height / 2,
        ),
        Image.Resampling.BICUBIC,
        fillcolor=WHITE,
    )
