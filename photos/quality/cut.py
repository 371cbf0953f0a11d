"""Cutting a crop box out of a picture, at a size, in a format: nothing else is ever done to it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from math import cos, radians, sin
from types import MappingProxyType
from typing import Any

import cv2
import numpy as np
from PIL import Image

from photos.quality.geometry import CropBox
from photos.quality.opening import load, open_master

WHITE = (255, 255, 255)
DRAFT_MARGIN = 2  # decode at no less than twice the size that is wanted
REDUCING_GAP = 3.0  # shrink by whole pixels first, to within this factor of the target
NEAR = 1e-3  # px, of rounding
# Shrunk by this factor afterwards, a turn looks the same by the quicker interpolation.
CLEARLY_LARGER = 1.5
STRAIGHT = 0.01  # degrees; a smaller turn is none


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a picture down: `name` is Pillow's, `options` go to its encoder."""

    extension: str
    content_type: str
    name: str
    options: Mapping[str, int | bool]

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return asdict(replace(self, options={})) | {"options": dict(self.options)}


# Qualities at which faces of 240 px come out alike in all three (42 dB against the uncoded
# picture); WebP and AVIF then take a little over half of JPEG's bytes.
AVIF = Format("avif", "image/avif", "AVIF", MappingProxyType({"quality": 70, "speed": 8}))
WEBP = Format("webp", "image/webp", "WEBP", MappingProxyType({"quality": 87, "method": 4}))
JPEG = Format("jpg", "image/jpeg", "JPEG", MappingProxyType({"quality": 88, "optimize": True}))
FORMATS = {one.extension: one for one in (AVIF, WEBP, JPEG)}


@dataclass(frozen=True, slots=True)
class Cut:
    """An encoded picture without metadata, in sRGB, and all that was done to get it."""

    data: bytes
    steps: tuple[str, ...]


def cut(master: bytes, box: CropBox, width: int, height: int, form: Format = JPEG) -> Cut:
    """The box of a master, or a smaller copy of one, at `width` x `height` px.

    Turned by the box's angle about its centre; what lies outside the picture is white.
    Raises UnreadablePhoto.
    """
    opened = open_master(master)
    full_width = opened.width
    scale = box.width / (DRAFT_MARGIN * width)
    if scale > 1:
        opened.draft(None, (int(opened.width / scale), int(opened.height / scale)))
    load(opened)
    decoded = opened if opened.mode == "RGB" else opened.convert("RGB")
    scaled = scaled_cut(decoded, box, decoded.width / full_width, width, height)
    return Cut(encoded(scaled, form), steps_of(box, width, height, form))


def steps_of(box: CropBox, width: int, height: int, form: Format) -> tuple[str, ...]:
    """What a cut does, in words."""
    turn = f"turned by {box.angle:.1f}°"
    return (
        *([turn] if is_turned(box) else []),
        f"cropped to {box.width:.0f} x {box.height:.0f} px at {box.x:.0f}, {box.y:.0f}",
        f"scaled to {width} x {height} px",
        f"written as {form.name}, quality {form.options['quality']}",
    )


def is_turned(box: CropBox) -> bool:
    """Whether there is a turn to speak of."""
    return abs(box.angle) > STRAIGHT


def scaled_cut(
    picture: Image.Image, box: CropBox, scale: float, width: int, height: int
) -> Image.Image:
    """The box, given in full-size px, from a picture decoded at `scale` of that."""
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    left, top, right, bottom = (edge * scale for edge in edges)
    across, down = picture.size
    within = (max(left, 0.0), max(top, 0.0), min(right, across), min(bottom, down))
    outside = max(within[0] - left, within[1] - top, right - within[2], bottom - within[3])
    if is_turned(box) or outside > NEAR:
        is_shrunk = box.width * scale >= CLEARLY_LARGER * width
        turned = _turned_cut(
            picture, box, scale, cv2.INTER_LINEAR if is_shrunk else cv2.INTER_CUBIC
        )
        return turned.resize((width, height), Image.Resampling.LANCZOS, None, REDUCING_GAP)
    return picture.resize((width, height), Image.Resampling.LANCZOS, within, REDUCING_GAP)


def encoded(picture: Image.Image, form: Format) -> bytes:
    """The picture in that format, without metadata."""
    target = BytesIO()
    picture.info = {}  # Pillow would carry a comment over
    picture.save(target, form.name, **form.options)
    return target.getvalue()


def _turned_cut(
    picture: Image.Image, box: CropBox, scale: float, interpolation: int
) -> Image.Image:
    """The box cut from a picture decoded at `scale`, at the picture's own resolution."""
    width, height = box.width * scale, box.height * scale
    middle_x, middle_y = (box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale
    across, down = cos(radians(box.angle)), sin(radians(box.angle))
    # Where each pixel of the cut lies in the picture: the clockwise turn undone. OpenCV counts
    # from the middle of the first pixel, half a pixel from its corner.
    left = middle_x - across * width / 2 - down * height / 2 + (across + down - 1) / 2
    top = middle_y + down * width / 2 - across * height / 2 + (across - down - 1) / 2
    turned = cv2.warpAffine(
        np.asarray(picture),
        np.array([[across, down, left], [-down, across, top]]),
        (max(1, round(width)), max(1, round(height))),
        flags=interpolation | cv2.WARP_INVERSE_MAP,
        borderValue=WHITE,
    )
    return Image.fromarray(turned)
