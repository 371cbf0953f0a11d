"""The program behind heic.py: a HEIC on standard input, its pixels on standard output.

First comes a line of JSON: mode, width, height, icc_profile and exif in hex, or the
code and message of a refusal; then the raw pixels.
"""

import json
import resource
import sys
from io import BytesIO

import pi_heif
from PIL import Image

from photos.quality.heic import HEIC_FORMAT, SECONDS_TO_DECODE
from photos.quality.limits import (
    Limits,
    UnreadablePhoto,
    check_pixels,
    check_shape,
    damaged,
    too_complex,
)
from photos.quality.opening import DECODER_ERRORS, pixels_of_all_frames

MOST_MEMORY = 2**30  # bytes of address space


def main() -> None:
    """Answer for one picture, then end."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # macOS refuses to bound it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_TO_DECODE, SECONDS_TO_DECODE))
    try:
        sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), Limits(**json.loads(sys.argv[1]))))
    except UnreadablePhoto as refusal:
        said = {"code": refusal.code, "message": refusal.message}
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")


def answer(data: bytes, limits: Limits) -> bytes:
    """The line of JSON and the pixels of one HEIC. Raises UnreadablePhoto."""
    pi_heif.register_heif_opener(
        thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
    )
    try:
        picture = Image.open(BytesIO(data), formats=(HEIC_FORMAT,))
        check_shape(*picture.size, limits)
        check_pixels(picture.width * picture.height, 1, limits)
        check_pixels(*pixels_of_all_frames(picture), limits)
        picture = Image.open(BytesIO(data), formats=(HEIC_FORMAT,))
        picture.load()
    except MemoryError as error:
        raise too_complex() from error
    except DECODER_ERRORS as error:
        raise damaged() from error
    said = {
        "mode": picture.mode,
        "width": picture.width,
        "height": picture.height,
        "icc_profile": (picture.info.get("icc_profile") or b"").hex(),
        "exif": (picture.info.get("exif") or b"").hex(),
    }
    return json.dumps(said).encode() + b"\n" + picture.tobytes()


if __name__ == "__main__":
    main()
