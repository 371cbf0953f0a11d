"""What stands in a page until a picture has come: its colours, blurred."""

from base64 import b64encode
from dataclasses import dataclass

import numpy as np

from photos.quality.cut import WEBP, Format, encoded, scaled_cut
from photos.quality.geometry import CropBox
from photos.quality.opening import load, open_master

SIDE = 16  # px; a page blurs it up to its own size
ROUGH = Format("webp", WEBP.content_type, WEBP.name, {"quality": 30, "method": 6})


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`data_uri` is a WebP of 16 px, `colour` its mean as "#rrggbb"."""

    data_uri: str
    colour: str


def placeholder_of(thumbnail: bytes, full_width: int, box: CropBox) -> Placeholder:
    """The placeholder of a box (in px of a picture `full_width` px wide) from its thumbnail.

    Raises UnreadablePhoto.
    """
    opened = open_master(thumbnail)
    load(opened)
    small = opened.convert("RGB")
    tiny = scaled_cut(small, box, small.width / full_width, SIDE, SIDE)
    red, green, blue = np.asarray(tiny).reshape(-1, 3).mean(0).round().astype(int)
    data = b64encode(encoded(tiny, ROUGH)).decode("ascii")
    return Placeholder(f"data:image/webp;base64,{data}", f"#{red:02x}{green:02x}{blue:02x}")
