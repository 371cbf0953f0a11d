"""Picture files to test with, made from the demo team."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

DEMO_TEAM = Path(__file__).resolve().parents[2] / "demo" / "team"
SAMPLES = Path(__file__).resolve().parent / "samples"
ORIENTATION_TAG = 0x0112
# What has to be done to an upright picture so that a viewer who obeys the tag sees it upright.
STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def portrait(width: int = 320, height: int = 400) -> Image.Image:
    """A demo portrait in RGB with nothing attached."""
    with Image.open(DEMO_TEAM / "e1001-amara-okafor.jpg") as opened:
        picture = opened.convert("RGB").resize((width, height))
    picture.info = {}
    return picture


def quarters(width: int = 320, height: int = 400) -> Image.Image:
    """Red, green, blue and grey quarters: which side is up can be read off its corners."""
    picture = Image.new("RGB", (width, height), (220, 30, 30))
    half = (width // 2, height // 2)
    picture.paste((30, 200, 30), (half[0], 0, width, half[1]))
    picture.paste((30, 30, 220), (0, half[1], half[0], height))
    picture.paste((128, 128, 128), (half[0], half[1], width, height))
    return picture


def encoded(picture: Image.Image, file_format: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file of that format."""
    target = BytesIO()
    picture.save(target, file_format, **options)
    return target.getvalue()


def stored_turned(picture: Image.Image, orientation: int, file_format: str = "JPEG") -> bytes:
    """A file whose pixels are turned and whose EXIF tag says how to undo it."""
    turn = STORED_AS[orientation]
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    pixels = picture.transpose(turn) if turn is not None else picture
    return encoded(pixels, file_format, exif=exif, quality=95)


def srgb_profile() -> bytes:
    """The sRGB profile as bytes."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """A working RGB profile far from sRGB: its red and blue primaries have changed places."""
    profile = bytearray(srgb_profile())
    tags = {
        bytes(profile[at : at + 4]): at
        for at in range(132, 132 + 12 * int.from_bytes(profile[128:132]), 12)
    }
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red + 4 : red + 8], profile[blue + 4 : blue + 8] = (
        profile[blue + 4 : blue + 8],
        profile[red + 4 : red + 8],
    )
    return bytes(profile)


def with_scans(scans: int) -> bytes:
    """A progressive JPEG whose last scan is repeated until there are `scans` of them."""
    data = encoded(portrait(), progressive=True, quality=10)
    last = data.rfind(b"\xff\xda")
    have = data.count(b"\xff\xda")
    return data[:-2] + data[last:-2] * (scans - have) + data[-2:]
