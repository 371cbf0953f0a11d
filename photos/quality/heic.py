"""HEIC pictures, decoded in a process of their own.

A HEIC with one wrong byte in its list of items ends the process that opens it
(pi-heif 1.4.0, segmentation fault), so that process must never be a server's.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from PIL import Image

from photos.quality.limits import Limits, UnreadablePhoto, damaged, too_complex

HEIC_FORMAT = "HEIF"  # Pillow's name
HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
AVIF_BRANDS = frozenset({b"avif", b"avis"})
BRAND_BYTES = 4
LONGEST_BRAND_BOX = 512
FIRST_BRAND = 8  # after the box's length and "ftyp"
SECONDS_TO_DECODE = 15
CHILD = Path(__file__).with_name("heic_child.py")
PROJECT = CHILD.parents[2]


def is_heic(data: bytes) -> bool:
    """Whether the file calls itself HEIC. (AVIF may share a container's brand with it.)"""
    return data[FIRST_BRAND:][:BRAND_BYTES] in HEIC_BRANDS & _brands(data) and not is_avif(data)


def is_avif(data: bytes) -> bool:
    """Whether the file calls itself AVIF."""
    return bool(_brands(data) & AVIF_BRANDS)


def decode_heic(data: bytes, limits: Limits) -> Image.Image:
    """The decoded primary picture, with its profile and EXIF in `info`.

    Raises UnreadablePhoto, also for what would have ended this process.
    """
    try:
        child = subprocess.run(
            [sys.executable, str(CHILD), json.dumps(asdict(limits))],
            input=data,
            capture_output=True,
            timeout=SECONDS_TO_DECODE,
            env={"PYTHONPATH": str(PROJECT)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise too_complex() from error
    if child.returncode:
        raise damaged()
    return _received(child.stdout)


def _brands(data: bytes) -> set[bytes]:
    """The kinds of file it claims to be, in the box that opens HEIC, AVIF and video files."""
    if data[4:FIRST_BRAND] != b"ftyp":
        return set()
    box = data[: min(int.from_bytes(data[:4]), LONGEST_BRAND_BOX)]
    return {box[at : at + BRAND_BYTES] for at in range(FIRST_BRAND, len(box), BRAND_BYTES)}


def _received(answer: bytes) -> Image.Image:
    head, _, pixels = answer.partition(b"\n")
    said = json.loads(head)
    if "code" in said:
        raise UnreadablePhoto(said["code"], said["message"])
    picture = Image.frombytes(said["mode"], (said["width"], said["height"]), pixels)
    picture.format = HEIC_FORMAT
    picture.info = {name: bytes.fromhex(said[name]) for name in ("icc_profile", "exif")}
    return picture
