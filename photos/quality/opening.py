"""Encoded bytes to an opened picture whose header keeps the limits."""

import re
import struct
import warnings
import zlib
from io import BytesIO

from PIL import Image, ImageFile, UnidentifiedImageError

from photos.quality.heic import HEIC_FORMAT, is_avif, is_heic
from photos.quality.jpeg import count_scans, open_ended
from photos.quality.limits import (
    Limits,
    UnreadablePhoto,
    check_pixels,
    check_scans,
    check_shape,
    check_size,
    damaged,
    too_complex,
)

ACCEPTED = "Please use JPEG, PNG, WebP, HEIC or AVIF."
JPEG_FORMATS = frozenset({"JPEG", "MPO"})
# Formats whose frames differ in size; the others draw all frames on one canvas.
FRAMES_OF_THEIR_OWN = frozenset({"MPO", HEIC_FORMAT})
# What decoders raise on bytes that are not what they promise. The two warnings are here
# for programs that turn warnings into errors.
DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    UserWarning,
)
SIGNATURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}  # JPEG's opener finds MPO too
WEBP_KIND = slice(8, 12)  # behind "RIFF" and the length
OTHER_KINDS = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"8BPS": "a Photoshop file",
    b"%PDF": "a PDF",
    b"%!PS": "an EPS file",
    b"<svg": "an SVG drawing",
    b"<?xml": "an XML or SVG file",
    b"PK\x03\x04": "a ZIP archive",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"\x00\x00\x01\x00": "an icon",
    b"\x00\x00\x00\x0cJXL ": "a JPEG XL",
    b"\xff\x0a": "a JPEG XL",
    b"\x00\x00\x00\x0cjP  ": "a JPEG 2000",
}
WEBP_HEADER_BYTES = 30
LONGEST_START = 1_000  # bytes: blanks may stand before an SVG


def check_kind(data: bytes) -> None:
    """Refuse what doesn't start like a photo of an accepted kind; nothing is opened for it."""
    _format_of(data)


def open_picture(data: bytes, limits: Limits) -> Image.Image:
    """The picture with its header read and every limit checked; not yet decoded.

    A HEIC is only opened where its decoder is registered, in apart_child. Raises
    UnreadablePhoto.
    """
    check_size(len(data), limits)
    # Pillow reserves a WebP's whole canvas as soon as it is opened.
    check_pixels(_webp_canvas(data), 1, limits)
    picture = _opened(data, limits)
    check_shape(*picture.size, limits)
    check_pixels(picture.width * picture.height, 1, limits)
    check_pixels(*pixels_of_all_frames(picture), limits)
    if picture.format in JPEG_FORMATS:
        check_scans(count_scans(data), limits)
    if picture.format in FRAMES_OF_THEIR_OWN:
        return _opened(data, limits)  # looking at other frames moved away from the first
    return _opened(open_ended(data), limits) if picture.format == "JPEG" else picture


def open_master(data: bytes) -> Image.Image:
    """A stored picture of our own making, not yet decoded: its limits were checked when it came.

    Raises UnreadablePhoto.
    """
    try:
        return Image.open(BytesIO(data), formats=("JPEG",))
    except DECODER_ERRORS as error:
        raise damaged() from error


def load(picture: Image.Image) -> None:
    """Decode the picture's pixels. Raises UnreadablePhoto for a damaged or cut-off file."""
    # face_recognition switches this on for the whole program when it is imported; a cut-off
    # file would then come out half grey without an error.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture.load()
    except MemoryError as error:
        raise too_complex() from error
    except DECODER_ERRORS as error:
        raise damaged() from error


def pixels_of_all_frames(picture: Image.Image) -> tuple[int, int]:
    """Pixels over all frames, and the number of frames. May leave the picture at its last one."""
    frames = int(getattr(picture, "n_frames", 1))
    if picture.format not in FRAMES_OF_THEIR_OWN:
        return picture.width * picture.height * frames, frames
    return sum(_pixels_of_frame(picture, number) for number in range(frames)), frames


def _pixels_of_frame(picture: Image.Image, number: int) -> int:
    try:
        picture.seek(number)
    except DECODER_ERRORS:
        return 0  # announced, but cut off by an editor; only the first frame is ever used
    return picture.width * picture.height


def _opened(data: bytes, limits: Limits) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Twice the pixels are an error anyway; what else Pillow warns of is none.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(BytesIO(data), formats=(_format_of(data),))
    except UnidentifiedImageError as error:
        raise damaged() from error
    except MemoryError as error:
        raise too_complex() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        check_pixels(_pixels_named(error), 1, limits)
        raise damaged() from error
    except DECODER_ERRORS as error:
        raise damaged() from error


def _pixels_named(error: Exception) -> int:
    """The number in Pillow's "Image size (2500000000 pixels) exceeds limit ..."."""
    number = re.search(r"\((\d+) pixels\)", str(error))
    return int(number[1]) if number else 0


def _format_of(data: bytes) -> str:
    """Pillow's name of the one opener that may look at the file. Raises UnreadablePhoto."""
    for signature, name in SIGNATURES.items():
        if data.startswith(signature):
            return name
    if data.startswith(b"RIFF") and data[WEBP_KIND] == b"WEBP":
        return "WEBP"
    if is_heic(data):
        return HEIC_FORMAT
    if is_avif(data):
        return "AVIF"
    start = data[:LONGEST_START].lstrip()
    kind = next((kind for sign, kind in OTHER_KINDS.items() if start.startswith(sign)), None)
    raise UnreadablePhoto("wrong_format", f"This is {kind or 'not a photo file'}. {ACCEPTED}")


def _webp_canvas(data: bytes) -> int:
    """Pixels of a WebP's canvas by its header; 0 for anything else."""
    head = data[:WEBP_HEADER_BYTES]
    if len(head) < WEBP_HEADER_BYTES or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return 0
    if head[12:16] == b"VP8X":
        width, height = head[24:27], head[27:30]
        return (int.from_bytes(width, "little") + 1) * (int.from_bytes(height, "little") + 1)
    if head[12:16] == b"VP8L":
        sides = int.from_bytes(head[21:25], "little")
        return ((sides & 0x3FFF) + 1) * ((sides >> 14 & 0x3FFF) + 1)
    width, height = head[26:28], head[28:30]
    return (int.from_bytes(width, "little") & 0x3FFF) * (int.from_bytes(height, "little") & 0x3FFF)
