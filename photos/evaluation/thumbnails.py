"""Small pictures inside a page: nothing to load, nothing known but the pixels."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

from PIL import Image

from photos.imports.photo_files import PhotoFile, UnreadableFile
from photos.quality import apart
from photos.quality.limits import UnreadablePhoto

WIDEST, HIGHEST = 240, 300  # px
QUALITY = 82


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture as a data: address, with its size in px."""

    address: str
    width: int
    height: int


def thumbnail(photo: PhotoFile) -> Thumbnail | None:
    """The whole photo, upright, at most 240 x 300 px, without metadata; None where it cannot
    be read."""
    try:
        pixels = apart.read_picture(photo.read()).pixels
    except (UnreadablePhoto, UnreadableFile):
        return None
    small = Image.fromarray(pixels)
    small.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY)
    encoded = base64.b64encode(out.getvalue()).decode()
    return Thumbnail(f"data:image/jpeg;base64,{encoded}", small.width, small.height)
