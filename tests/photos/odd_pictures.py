"""Unusual files that are photos all the same, made here, and files full of secrets."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from tests.photos.bad_pictures import PNG_START, chunk
from tests.quality.pictures import (
    SAMPLES,
    encoded,
    quarters,
    srgb_profile,
    stored_turned,
    swapped_profile,
)

SIZE = (320, 400)
SECRET = b"Secret-of-e1001-51.5007N"
GPS = (51.0, 30.0, 2.52)  # degrees, minutes, seconds
GPS_BYTES = (struct.pack("<2L", 252, 100), struct.pack(">2L", 252, 100))  # those seconds in EXIF


@dataclass(frozen=True)
class Odd:
    """A photo for whoever reads it right of the quarters, in grey or colour, or of somebody."""

    name: str
    data: bytes
    shows: str = "colours"


def odd_ones() -> Iterator[Odd]:
    """Every way to store a photo that is taken."""
    plain, grey = quarters(*SIZE), quarters(*SIZE).convert("L")
    in_a_palette = plain.quantize(16)
    yield Odd("CMYK", encoded(plain.convert("CMYK"), quality=95))
    yield Odd("gray JPEG", encoded(grey, quality=95), shows="grey")
    yield Odd("progressive", encoded(plain, progressive=True, quality=95))
    yield Odd("restart markers", encoded(plain, restart_marker_rows=1, quality=95))
    yield Odd("MPO", encoded(plain, "MPO", save_all=True, append_images=[grey.convert("RGB")]))
    yield Odd("16-bit gray PNG", encoded(sixteen_bit(grey), "PNG"), shows="grey")
    yield Odd("16-bit colour PNG", sixteen_bit_colours(plain))
    yield Odd("palette", encoded(in_a_palette, "PNG"))
    yield Odd("palette with alpha", encoded(in_a_palette, "PNG", transparency=255))
    yield Odd("gray with alpha", encoded(grey.convert("LA"), "PNG"), shows="grey")
    yield Odd("alpha", encoded(plain.convert("RGBA"), "PNG"))
    yield Odd("WebP with alpha", encoded(plain.convert("RGBA"), "WEBP", lossless=True))
    yield Odd(
        "animated WebP",
        encoded(plain, "WEBP", save_all=True, append_images=[plain.rotate(90)], lossless=True),
    )
    yield Odd("APNG", encoded(plain, "PNG", save_all=True, append_images=[plain.rotate(180)]))
    yield Odd("AVIF", encoded(plain, "AVIF", quality=90, speed=10))
    for name in ("upright", "turned"):
        yield Odd(f"HEIC, {name}", (SAMPLES / f"{name}.heic").read_bytes(), "portrait")
    for orientation in range(1, 9):
        yield Odd(f"orientation {orientation}", stored_turned(plain, orientation))
    yield Odd("orientation 6 in a PNG", stored_turned(plain, 6, "PNG"))
    yield from with_odd_fields(plain)


def with_odd_fields(plain: Image.Image) -> Iterator[Odd]:
    """Fields that make no sense and must do no harm."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    profiles = {
        "no profile at all": b"not a profile",
        "a profile cut off": srgb_profile()[:200],
        "a large profile": srgb_profile() + bytes(500_000),
        "a profile of nothing we show": lab,
    }
    for name, profile in profiles.items():
        yield Odd(name, encoded(plain, icc_profile=profile, quality=95))
    yield Odd(
        "an sRGB profile in a CMYK JPEG",
        encoded(plain.convert("CMYK"), icc_profile=srgb_profile(), quality=95),
    )
    for name, exif in {
        "broken EXIF": b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 300,
        "long EXIF": b"Exif\0\0II*\0" + bytes(64_000),
    }.items():
        yield Odd(name, encoded(plain, exif=exif, quality=95))
    yield Odd("an orientation of 77", stored_turned_by(77))
    yield Odd("a ZIP behind", encoded(plain, quality=95) + zipped_page())
    yield Odd("a web page behind", encoded(plain, quality=95) + b"<script>alert(1)</script>")
    yield Odd("zeros behind", encoded(plain, "PNG") + bytes(100_000))


def stored_turned_by(tag: int) -> bytes:
    """A JPEG whose orientation is none."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = tag
    return encoded(quarters(*SIZE), exif=exif, quality=95)


def sixteen_bit(grey: Image.Image) -> Image.Image:
    """The same in 16 bits."""
    return Image.fromarray(np.asarray(grey, np.uint16) * 257)


def sixteen_bit_colours(plain: Image.Image) -> bytes:
    """A PNG of 16 bits a channel, which Pillow reads but doesn't write."""
    rows = (np.asarray(plain, np.uint16) * 257).astype(">u2")
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", *plain.size, 16, 2, 0, 0, 0)
    return (
        PNG_START
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def zipped_page() -> bytes:
    """A ZIP with a page in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("page.html", SECRET)
    return target.getvalue()


def exif_with_secrets() -> bytes:
    """Names, a place, a serial number, and a thumbnail."""
    exif = Image.Exif()
    for tag in (ExifTags.Base.Make, ExifTags.Base.ImageDescription, ExifTags.Base.Artist):
        exif[tag] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = SECRET
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = SECRET
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", GPS
    return exif.tobytes()


def segment(marker: int, payload: bytes) -> bytes:
    """One of a JPEG."""
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2) + payload


def named_profile(profile: bytes) -> bytes:
    """The profile with the secret for its description."""
    return profile + SECRET


def full_of_secrets() -> Iterator[Odd]:
    """A file of each kind with the secret wherever something can be written."""
    exif, plain = exif_with_secrets(), quarters(*SIZE)
    for profile in (srgb_profile(), swapped_profile()):  # kept as it is, and written anew
        data = encoded(plain, exif=exif, comment=SECRET, icc_profile=named_profile(profile))
        added = [
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
            segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + SECRET),
            segment(0xE0, b"JFXX\0\x10" + encoded(plain.resize((100, 120)), comment=SECRET)),
            segment(0xEF, SECRET),
            segment(0xFE, SECRET),
        ]
        behind = SECRET + encoded(plain, comment=SECRET) + zipped_page()
        yield Odd("JPEG", data[:2] + b"".join(added) + data[2:] + behind)
    second = encoded(plain, comment=SECRET)
    mpo = encoded(plain, "MPO", save_all=True, append_images=[plain], exif=exif)
    yield Odd("MPO", mpo + second)
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    profile = named_profile(srgb_profile())
    yield Odd("PNG", encoded(plain, "PNG", pnginfo=text, exif=exif, icc_profile=profile) + SECRET)
    for kind in ("WEBP", "AVIF"):
        data = encoded(plain, kind, exif=exif, xmp=SECRET, icc_profile=srgb_profile(), quality=90)
        yield Odd(kind, data + SECRET)
    yield Odd("HEIC", (SAMPLES / "turned.heic").read_bytes() + SECRET)
