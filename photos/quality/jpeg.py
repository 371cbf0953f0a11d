"""A JPEG file as its segments: to count scans, and to take metadata out without loss."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

START_OF_IMAGE = b"\xff\xd8"
END_OF_IMAGE = b"\xff\xd9"
SOI, EOI, SOS, APP0, APP1, APP2, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
# Frames that every browser draws: baseline, extended, progressive; all Huffman, 8 bit.
COMMON_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
SEQUENTIAL = frozenset({0xC0, 0xC1})
READ_AHEAD = bytes(16)  # a decoder wants some bytes behind the last that it needs
QUANTISATION, HUFFMAN, RESTART_INTERVAL = 0xDB, 0xC4, 0xDD
NEEDED_TO_DECODE = COMMON_FRAMES | {QUANTISATION, HUFFMAN, RESTART_INTERVAL, SOS}
# In coded data an 0xFF is followed by 0x00 or a restart marker; anything else is a segment.
NEXT_SEGMENT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
LENGTH_BYTES = 2
MARKER_BYTES = 2
JFIF_PAYLOAD = 14  # bytes up to the thumbnail that may follow
ADOBE_PAYLOAD = 12
# An Exif block that holds the orientation alone; its value follows, and the end of the list.
EXIF_START = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + b"\x01\x12\0\x03\0\0\0\x01"
EXIF_END = bytes(6)
PROFILE_START = b"ICC_PROFILE\0"
PROFILE_PIECE = 65_519  # bytes of a profile that fit into a segment
MOST_PIECES = 255


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its marker's second byte, and where it starts and ends in the file.

    A scan (SOS) ends behind its coded data.
    """

    marker: int
    start: int
    end: int


def segments(data: bytes) -> Iterator[Segment]:
    """The segments between start and end of image, in order.

    Stops quietly where the file ends without an end of image. Raises ValueError
    where something else than a segment stands.
    """
    if not data.startswith(START_OF_IMAGE):
        raise ValueError("no start of image")
    position = len(START_OF_IMAGE)
    while position < len(data):
        segment = _segment_at(data, _skip_fill(data, position))
        if segment.marker == EOI:
            return
        yield segment
        position = segment.end


def count_scans(data: bytes) -> int:
    """How many passes over the picture a decoder makes. 0 where the structure is broken."""
    # Coded data never holds the marker by chance: an upper bound without walking the file.
    most = data.count(bytes([0xFF, SOS]))
    if most <= 1:
        return most
    try:
        return sum(segment.marker == SOS for segment in segments(data))
    except ValueError:
        return most


def open_ended(data: bytes) -> bytes:
    """The file without its end of image and whatever follows, if it is decoded in one pass.

    Decoders fill up with grey what is missing before an end of image, without a word; where
    there is none they say that the file is cut off. Other files are given back as they are.
    """
    try:
        parts = list(segments(data))
    except ValueError:
        return data
    markers = [part.marker for part in parts]
    if markers.count(SOS) != 1 or markers[-1] != SOS or not SEQUENTIAL & set(markers):
        return data
    return b"".join([memoryview(data)[: parts[-1].end], READ_AHEAD])


def without_metadata(data: bytes) -> bytes:
    """The same picture, bit for bit, with nothing in the file but what decoding needs.

    Kept are frames, tables, scans, and the fixed fields of JFIF and Adobe that
    name the colour space; everything else goes, and so does whatever follows the end
    of image. Raises ValueError for structures that not every browser can draw.
    """
    kept = [_kept_part(data, segment) for segment in segments(data)]
    return b"".join([START_OF_IMAGE, *kept, END_OF_IMAGE])


def with_look(data: bytes, orientation: int, profile: bytes) -> bytes:
    """`without_metadata`, but for how the picture lies (EXIF orientation, 1 to 8) and the colour
    profile by which its numbers are read (b"" for none). Raises ValueError as that does."""
    pieces = [profile[at : at + PROFILE_PIECE] for at in range(0, len(profile), PROFILE_PIECE)]
    if len(pieces) > MOST_PIECES:
        raise ValueError("the colour profile is too large")
    written = [
        _written(APP2, PROFILE_START + bytes([number, len(pieces)]) + piece)
        for number, piece in enumerate(pieces, start=1)
    ]
    lies = _written(APP1, EXIF_START + orientation.to_bytes(2) + EXIF_END)
    bare = without_metadata(data)
    return b"".join([START_OF_IMAGE, lies, *written, memoryview(bare)[len(START_OF_IMAGE) :]])


def _kept_part(data: bytes, segment: Segment) -> bytes:
    if segment.marker in NEEDED_TO_DECODE:
        return data[segment.start : segment.end]
    if segment.marker == APP0 and _payload(data, segment).startswith(b"JFIF\0"):
        without_thumbnail = _payload(data, segment)[: JFIF_PAYLOAD - 2] + b"\0\0"
        return _written(APP0, without_thumbnail) if len(without_thumbnail) == JFIF_PAYLOAD else b""
    if segment.marker == APP14 and _payload(data, segment).startswith(b"Adobe"):
        return _written(APP14, _payload(data, segment)[:ADOBE_PAYLOAD])
    if segment.marker >= APP0:
        return b""
    raise ValueError(f"segment {segment.marker:#x} is not of the common kinds")


def _payload(data: bytes, segment: Segment) -> bytes:
    return data[segment.start + MARKER_BYTES + LENGTH_BYTES : segment.end]


def _written(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + LENGTH_BYTES).to_bytes(2) + payload


def _skip_fill(data: bytes, position: int) -> int:
    while data[position : position + MARKER_BYTES] == b"\xff\xff":
        position += 1
    return position


def _segment_at(data: bytes, start: int) -> Segment:
    head = data[start : start + MARKER_BYTES + LENGTH_BYTES]
    if len(head) < MARKER_BYTES or head[0] != 0xFF or head[1] < 0xC0 or head[1] == SOI:
        raise ValueError(f"no segment at byte {start}")
    if head[1] == EOI:
        return Segment(EOI, start, start + MARKER_BYTES)
    length = int.from_bytes(head[MARKER_BYTES:])
    end = start + MARKER_BYTES + length
    if length < LENGTH_BYTES or end > len(data):
        raise ValueError(f"the segment at byte {start} is cut off")
    return Segment(head[1], start, _end_of_scan(data, end) if head[1] == SOS else end)


def _end_of_scan(data: bytes, start: int) -> int:
    following = NEXT_SEGMENT.search(data, start)
    return following.start() if following else len(data)
