"""Files that must stay out, made here: by their names, with the code of the refusal."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from tests.quality.pictures import SAMPLES, encoded, portrait, quarters, with_scans

PNG_START = b"\x89PNG\r\n\x1a\n"
TRUNCATED_AT = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95)  # of its length


@dataclass(frozen=True)
class Bad:
    """`codes` are those that may be given; none: it may be taken too, if it is cleaned."""

    name: str
    data: bytes
    codes: tuple[str, ...]


def chunk(kind: bytes, content: bytes) -> bytes:
    """One of a PNG."""
    check = zlib.crc32(kind + content).to_bytes(4)
    return len(content).to_bytes(4) + kind + content + check


def png(width: int, height: int, *chunks: bytes, bits: int = 8, colours: int = 2) -> bytes:
    """A PNG whose header claims that size."""
    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    return PNG_START + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose header tells of another size than its coded picture has."""
    data = bytearray(encoded(portrait(160, 200)))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def several(frames: int, side: int) -> bytes:
    """An MPO of that many pictures."""
    pictures = [Image.new("L", (side, side))] * frames
    target = io.BytesIO()
    pictures[0].save(target, "MPO", save_all=True, append_images=pictures[1:])
    return target.getvalue()


def animated_webp(frames: int, side: int) -> bytes:
    """Small frames on a canvas that is said to be of that side."""
    pictures = [
        Image.new("RGB", (110, 110), (4 * number, 255 - 4 * number, 0)) for number in range(frames)
    ]
    target = io.BytesIO()
    pictures[0].save(target, "WEBP", save_all=True, append_images=pictures[1:], lossless=True)
    data = bytearray(target.getvalue())
    data[24:30] = 2 * (side - 1).to_bytes(3, "little")
    return bytes(data)


def samples() -> dict[str, bytes]:
    """A good file of each kind, by its extension."""
    return {
        "jpg": encoded(portrait(160, 200)),
        "progressive.jpg": encoded(portrait(160, 200), progressive=True),
        "png": encoded(portrait(160, 200), "PNG"),
        "webp": encoded(portrait(160, 200), "WEBP"),
        "avif": encoded(portrait(160, 200), "AVIF", speed=10),
        "heic": (SAMPLES / "upright.heic").read_bytes(),
    }


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("page.html", "<script>alert(1)</script>")
    return target.getvalue()


def of_other_kinds() -> Iterator[Bad]:
    """No photos, or photos of kinds that are not taken."""
    for kind in ("GIF", "TIFF", "BMP", "ICO", "PPM", "TGA", "JPEG2000", "EPS", "PDF"):
        yield Bad(kind, encoded(portrait(160, 200), kind), ("wrong_format",))
    written = {
        "text": b"Dear all, here is my photo.",
        "zeros": bytes(10_000),
        "one byte": b"\xff",
        "SVG": b"\n <svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "XML": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><svg/>",
        "HTML": b"<!DOCTYPE html><script>alert(1)</script>",
        "PSD": b"8BPS\0\1" + bytes(100),
        "ZIP": zipped(),
        "AVI": b"RIFF\xff\0\0\0AVI LIST" + bytes(100),
        "JPEG XL": b"\xff\x0a" + bytes(100),
        "MP4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(100),
        "GIF with a JPEG behind": b"GIF89a" + encoded(portrait(160, 200)),
        "HTML with a JPEG behind": b"<html>" + encoded(portrait(160, 200)),
        "ZIP with a JPEG behind": zipped() + encoded(portrait(160, 200)),
        "PDF with a JPEG behind": b"%PDF-1.4\n" + encoded(portrait(160, 200)),
    }
    for name, data in written.items():
        yield Bad(name, data, ("wrong_format",))
    yield Bad("nothing", b"", ("empty",))


def too_much() -> Iterator[Bad]:
    """Beyond one of the limits."""
    empty = chunk(b"IDAT", zlib.compress(b""))
    yield Bad("a PNG of 400 MP", png(20_000, 20_000, empty), ("too_many_pixels",))
    yield Bad("a PNG of 4 GP", png(65_000, 65_000, empty, bits=1, colours=0), ("too_many_pixels",))
    yield Bad(
        "a PNG as large as can be said",
        png(2**31 - 1, 2**31 - 1, empty),
        ("damaged", "too_many_pixels"),
    )
    yield Bad("a JPEG of 4 GP", jpeg_claiming(65_500, 65_500), ("too_many_pixels",))
    yield Bad("a JPEG of no height", jpeg_claiming(160, 0), ("damaged", "too_small"))
    yield Bad("a JPEG much higher than it is", jpeg_claiming(1000, 3000), ("damaged",))
    flat = Image.new("L", (8_000, 8_000))
    head = b"RIFF\0\1\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"
    webp = head + 2 * (7_999).to_bytes(3, "little") + bytes(240)
    yield Bad("a WebP of 64 MP", webp, ("too_many_pixels",))
    yield Bad("a JPEG of 64 MP", encoded(flat), ("too_many_pixels",))
    yield Bad("a thin one", encoded(quarters(1000, 100)), ("too_elongated",))
    yield Bad("a small one", encoded(quarters(99, 150)), ("too_small",))
    yield Bad("101 scans", with_scans(101), ("too_many_scans",))
    yield Bad("5,000 scans", with_scans(5_000), ("too_many_scans",))
    yield Bad("a large file", encoded(portrait()) + bytes(20_000_000), ("too_large",))
    frames = chunk(b"acTL", struct.pack(">II", 60, 0))
    yield Bad("60 frames of a PNG", png(1_000, 1_000, frames, empty), ("too_many_pixels",))
    yield Bad("60 frames of a WebP", animated_webp(60, 1_000), ("too_many_pixels",))
    yield Bad("pictures of 60 MP in an MPO", several(3, 4_500), ("too_many_pixels",))


def broken() -> Iterator[Bad]:
    """Cut off, or not what their header says."""
    for extension, data in samples().items():
        for share in TRUNCATED_AT:
            cut_off = data[: max(12, int(share * len(data)))]
            yield Bad(f"{extension} cut off at {share:.0%}", cut_off, ("damaged", "wrong_format"))
    for share in (0.5, 0.8):
        data = samples()["jpg"]
        mended = data[: int(share * len(data))] + b"\xff\xd9"
        yield Bad(f"a JPEG cut off at {share:.0%} and ended anew", mended, ("damaged",))
    good = bytearray(encoded(portrait(160, 200), "PNG"))
    good[20] ^= 0xFF  # the header's check is wrong then
    yield Bad("a PNG with a wrong check", bytes(good), ("damaged", "too_many_pixels"))
    yield Bad("a PNG without a picture", png(200, 200), ("damaged",))
    trap = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(70_000_000), 9))
    yield Bad("a PNG whose text unpacks to 70 MB", png(200, 200, trap), ("damaged",))
    yield Bad(
        "a JPEG of markers only",
        b"\xff\xd8" + b"\xff\xda\0\x02" * 5_000,
        ("damaged", "too_many_scans"),
    )
    yield Bad(
        "a WebP that says it is longer",
        b"RIFF\xff\xff\xff\x7fWEBPVP8L" + bytes(40),
        ("damaged", "too_small"),
    )


def flipped(seed: int, most: int) -> Iterator[Bad]:
    """Good files with a few wrong bytes, always the same ones for a seed."""
    chance = random.Random(seed)
    files = list(samples().items())
    for number in range(most):
        extension, data = files[number % len(files)]
        damaged = bytearray(data)
        reach = chance.choice((64, 400, len(damaged)))  # headers are where decoders trust most
        for _ in range(chance.choice((1, 2, 8))):
            damaged[chance.randrange(min(reach, len(damaged)))] = chance.randrange(256)
        yield Bad(f"{extension} with wrong bytes, {seed}/{number}", bytes(damaged), ())
