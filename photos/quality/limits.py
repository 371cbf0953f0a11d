"""What a photo file may be, and the refusal of one that isn't."""

import math
from dataclasses import dataclass

BYTES_PER_MB = 1_000_000
PIXELS_PER_MP = 1_000_000
BUSY, INTERRUPTED, STUMBLED = "busy", "interrupted", "program_fault"
ASK_AGAIN = frozenset({BUSY, INTERRUPTED})
PASSING = ASK_AGAIN | {STUMBLED}  # codes that say nothing about the file


class UnreadablePhoto(Exception):
    """The bytes are not a picture to judge: `code` for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one photo file; every refusal names the bound and the file's number.

    `most_bytes` of the file; `most_pixels` counted over all its frames;
    `shortest_side` in px; `longest_aspect` is long side : short side;
    `most_scans` of a progressive JPEG (each costs a pass over the picture).
    """

    most_bytes: int = 20 * BYTES_PER_MB
    most_pixels: int = 50 * PIXELS_PER_MP
    shortest_side: int = 100
    longest_aspect: float = 4.0
    most_scans: int = 100


LIMITS = Limits()


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file of `size` bytes that is empty or too large."""
    if size == 0:
        raise UnreadablePhoto("empty", "The file is empty.")
    if size > limits.most_bytes:
        raise UnreadablePhoto(
            "too_large",
            f"The file is {_tenths_up(size / BYTES_PER_MB)} MB; "
            f"the limit is {limits.most_bytes / BYTES_PER_MB:g} MB.",
        )


def check_shape(width: int, height: int, limits: Limits) -> None:
    """Refuse a picture with a very short side or a very long shape. Sides in px."""
    short, long = sorted((width, height))
    if short < limits.shortest_side:
        raise UnreadablePhoto(
            "too_small",
            f"The picture is {width} x {height} pixels; "
            f"each side needs at least {limits.shortest_side}.",
        )
    if long > limits.longest_aspect * short:
        raise UnreadablePhoto(
            "too_elongated",
            f"One side of the picture is {_tenths_up(long / short)} times as long as the other; "
            f"the limit is {limits.longest_aspect:g} times.",
        )


def check_pixels(pixels: int, frames: int, limits: Limits) -> None:
    """Refuse a picture of more pixels, counted over all its frames, than may be decoded."""
    if pixels > limits.most_pixels:
        inside = f" in {frames:,} frames" if frames > 1 else ""
        raise UnreadablePhoto(
            "too_many_pixels",
            f"The picture has {_tenths_up(pixels / PIXELS_PER_MP)} megapixels{inside}; "
            f"the limit is {limits.most_pixels / PIXELS_PER_MP:g}.",
        )


def check_scans(scans: int, limits: Limits) -> None:
    """Refuse a JPEG that makes the decoder pass over the picture again and again."""
    if scans > limits.most_scans:
        raise UnreadablePhoto(
            "too_many_scans",
            f"The JPEG is stored in {scans:,} scans; the limit is {limits.most_scans}.",
        )


def damaged() -> UnreadablePhoto:
    """The refusal of a file that is cut off or broken inside."""
    return UnreadablePhoto(
        "damaged",
        "The picture is damaged or incomplete. Please export it or download it again.",
    )


def too_complex() -> UnreadablePhoto:
    """The refusal of a picture that takes too much time or memory to decode."""
    return UnreadablePhoto(
        "too_complex",
        "The picture takes too much time or memory to open. Please export it again as a JPEG.",
    )


def busy() -> UnreadablePhoto:
    """The refusal of a picture for this moment: others are being opened."""
    return UnreadablePhoto(
        BUSY, "Several pictures are being opened just now. Please try again in a minute."
    )


def interrupted() -> UnreadablePhoto:
    """The refusal of a picture for this moment: the process that opened it was ended."""
    return UnreadablePhoto(
        INTERRUPTED, "The opening of the picture was interrupted. Please try again in a minute."
    )


def stumbled() -> UnreadablePhoto:
    """The refusal of a picture over which the program stumbles: its fault, not the file's."""
    return UnreadablePhoto(
        STUMBLED,
        "A fault in the program stopped the opening of this picture; its log says more. "
        "Please export the picture again as a JPEG.",
    )


def _tenths_up(number: float) -> str:
    # Rounded up, so that a number just over its limit never reads as equal to it.
    return f"{math.ceil(10 * number) / 10:,.1f}"
