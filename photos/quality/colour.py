"""Whatever a decoder gives to 8-bit sRGB: bit depth, colour profiles, transparency, turning."""

from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

from photos.quality.opening import DECODER_ERRORS

WHITE = 255
SIXTEEN_BIT_WHITE = 65_535
ORIENTATION_TAG = 0x0112
UPRIGHT = 1
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = frozenset({5, 6, 7, 8})
WITH_ALPHA = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})
PROFILE_MODES = frozenset({"RGB", "L", "CMYK"})
# A profile is taken for sRGB when no probe colour moves by more than this (of 255).
SRGB_TOLERANCE = 2
PROBES_PER_CHANNEL = 6


def orientation(picture: Image.Image) -> int:
    """EXIF orientation, 1 to 8; 1 where there is none or it can't be read."""
    try:
        tag = picture.getexif().get(ORIENTATION_TAG)
    except DECODER_ERRORS:
        return UPRIGHT
    return tag if isinstance(tag, int) and tag in TURNS else UPRIGHT


def turned(picture: Image.Image, tag: int) -> Image.Image:
    """The picture turned upright from EXIF orientation `tag`."""
    return picture.transpose(TURNS[tag]) if tag in TURNS else picture


def eight_bit(picture: Image.Image) -> Image.Image:
    """The picture in 8 bits a channel: L, RGB, CMYK, or RGBA where it is transparent."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return _scaled_grey(picture)
    if picture.mode in WITH_ALPHA or "transparency" in picture.info:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """An 8-bit picture without transparency as sRGB, from its colour profile if that works."""
    if not profile or picture.mode not in PROFILE_MODES:
        return picture.convert("RGB")
    try:
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            _srgb_profile(),
            ImageCms.Intent.PERCEPTUAL,
            "RGB",
        )
    except (ImageCms.PyCMSError, *DECODER_ERRORS):
        return picture.convert("RGB")  # a broken profile says nothing; the numbers still do
    return converted or picture.convert("RGB")


def is_srgb(profile: bytes | None, mode: str) -> bool:
    """Whether a picture of that mode may drop its profile without changing its colours."""
    if not profile:
        return True
    probes = _probe_colours(mode)
    moved = np.asarray(srgb(probes, profile), np.int16) - np.asarray(
        probes.convert("RGB"), np.int16
    )
    return int(np.abs(moved).max()) <= SRGB_TOLERANCE


def flat_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A decoded picture as sRGB, transparency laid on white, with nothing attached to it."""
    narrow = eight_bit(picture)
    alpha = narrow.getchannel("A") if narrow.mode == "RGBA" else None
    colours = srgb(narrow.convert("RGB") if alpha else narrow, profile)
    if alpha:
        ground = Image.new("RGB", colours.size, (WHITE, WHITE, WHITE))
        ground.paste(colours, mask=alpha)
        colours = ground
    colours.info = {}  # never the decoder's own: every way here has made a new picture
    return colours


def transparent_share(picture: Image.Image) -> float:
    """How much of an 8-bit picture is transparent, 0-1; half transparent counts half."""
    if picture.mode != "RGBA":
        return 0.0
    return 1 - float(np.asarray(picture.getchannel("A")).mean()) / WHITE


def _scaled_grey(picture: Image.Image) -> Image.Image:
    """A 16-bit, 32-bit or float grey picture in 8 bits; Pillow's own conversion cuts instead."""
    values = np.asarray(picture, np.float32)
    white = SIXTEEN_BIT_WHITE if picture.mode.startswith("I") else _float_white(values)
    scaled = np.clip(values / white * WHITE, 0, WHITE).round().astype(np.uint8)
    return Image.fromarray(scaled)


def _float_white(values: np.ndarray) -> int:
    top = float(values.max())
    return next((white for white in (1, WHITE) if top <= white), SIXTEEN_BIT_WHITE)


@cache
def _srgb_profile() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@cache
def _probe_colours(mode: str) -> Image.Image:
    levels = np.linspace(0, WHITE, PROBES_PER_CHANNEL).astype(np.uint8)
    cube = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(1, -1, 3)
    colours = Image.fromarray(cube)
    return colours if mode == "RGB" else colours.convert(mode)
