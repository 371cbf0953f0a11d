"""Encoded bytes to an opened picture whose header keeps the limits."""

import re
import struct
import zlib
from io import BytesIO

from PIL import Image, ImageFile, UnidentifiedImageError

from photos.quality.heic import HEIC_FORMAT, is_avif, is_heic
from photos.quality.jpeg import count_scans
from photos.quality.limits import (
    PIXELS_PER_MP,
    Limits,
    UnreadablePhoto,
    check_pixels,
    check_scans,
    check_shape,
    check_size,
    damaged,
    too_complex,
)

ALLOWED_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")  # JPEG's opener finds MPO too
ACCEPTED = "Please use JPEG, PNG, WebP, HEIC or AVIF."
JPEG_FORMATS = frozenset({"JPEG", "MPO"})
# Formats whose frames differ in size; the others draw all frames on one canvas.
FRAMES_OF_THEIR_OWN = frozenset({"MPO", HEIC_FORMAT})
# Above these a picture is opened in a process of its own. A JPEG is decoded at a reduced
# scale, so that what it costs is its scans: each passes over all pixels.
COSTLY_PIXELS = 16 * PIXELS_PER_MP
COSTLY_PIXELS_OF_SCANS = 500 * PIXELS_PER_MP
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
OWN_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
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
}
WEBP_HEADER_BYTES = 30


def open_picture(data: bytes, limits: Limits) -> Image.Image:
    """The picture with its header read and every limit checked; not yet decoded.

    A HEIC is only opened where its decoder is registered, in apart_child. Raises
    UnreadablePhoto.
    """
    picture, _ = _open_with_scans(data, limits)
    return picture


def _open_with_scans(data: bytes, limits: Limits) -> tuple[Image.Image, int]:
    """The picture, and how many scans a JPEG has (0 for other formats)."""
    check_size(len(data), limits)
    # Pillow reserves a WebP's whole canvas as soon as it is opened.
    check_pixels(_webp_canvas(data), 1, limits)
    picture, scans = _opened(data, limits), 0
    check_shape(*picture.size, limits)
    check_pixels(picture.width * picture.height, 1, limits)
    check_pixels(*pixels_of_all_frames(picture), limits)
    if picture.format in JPEG_FORMATS:
        scans = count_scans(data)  # walks the whole file: once is enough
        check_scans(scans, limits)
    if picture.format not in FRAMES_OF_THEIR_OWN:
        return picture, scans
    return _opened(data, limits), scans  # looking at other frames moved away from the first


def open_if_light(data: bytes, limits: Limits) -> Image.Image | None:
    """The same; None where decoding takes so much that another process is to do it."""
    check_size(len(data), limits)
    # Both are known before they are opened: HEIC may end this process, WebP takes the memory.
    if is_heic(data) or COSTLY_PIXELS < _webp_canvas(data) <= limits.most_pixels:
        return None
    picture, scans = _open_with_scans(data, limits)
    pixels = picture.width * picture.height
    if picture.format in JPEG_FORMATS:
        return None if pixels * scans > COSTLY_PIXELS_OF_SCANS else picture
    return None if pixels > COSTLY_PIXELS else picture


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
    formats = (HEIC_FORMAT,) if is_heic(data) else ALLOWED_FORMATS
    try:
        return Image.open(BytesIO(data), formats=formats)
    except UnidentifiedImageError as error:
        raise _not_a_photo(data) from error
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


def _not_a_photo(data: bytes) -> UnreadablePhoto:
    start = data.lstrip()
    for signature, kind in OTHER_KINDS.items():
        if start.startswith(signature):
            return UnreadablePhoto("wrong_format", f"This is {kind}. {ACCEPTED}")
    if data.startswith(OWN_SIGNATURES) or is_avif(data) or is_heic(data):
        return damaged()
    return UnreadablePhoto("wrong_format", f"This is not a photo file. {ACCEPTED}")


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
