"""The picture that is kept: full size, upright, sRGB, and without a word about its making."""

from dataclasses import dataclass
from datetime import datetime, timezone
from io import BytesIO

from PIL import ExifTags, Image

from photos.quality.apart_message import Message
from photos.quality.colour import SIDEWAYS, UPRIGHT, flat_srgb, is_srgb, orientation, turned
from photos.quality.jpeg import with_look, without_metadata
from photos.quality.limits import LIMITS, PIXELS_PER_MP, Limits, too_complex
from photos.quality.opening import (
    DECODER_ERRORS,
    JPEG_FORMATS,
    load,
    open_picture,
)
from photos.quality.picture import draft, shrunk

PREVIEW_EDGE = 960
THUMBNAIL_EDGE = 160
MASTER_QUALITY = 95
PREVIEW_QUALITY = 85
FULL_CHROMA = 0  # Pillow's name for 4:4:4
KEPT_MODES = frozenset({"RGB", "L"})
MOST_OPTIMISED = 16 * PIXELS_PER_MP  # optimised tables take 300 MB of memory for 50 MP
EXIF_TIME = "%Y:%m:%d %H:%M:%S"
# A clock that was never set says 0000 or 0001; at either end of the calendar a change of
# time zone would leave it.
CAMERA_YEARS = range(1901, 2201)


@dataclass(frozen=True, slots=True)
class Master:
    """The picture to keep, with two small copies for pages.

    `data` is a JPEG of `width` x `height` px; `captured_at` has a time zone only where
    the camera wrote one; `preview` (long edge at most 960 px) and `thumbnail` (at most
    160 px) are JPEGs too.
    """

    data: bytes
    format: str
    extension: str
    width: int
    height: int
    captured_at: datetime | None
    preview: bytes
    thumbnail: bytes

    def as_message(self) -> Message:
        """What is sent from one process to another."""
        facts = {
            "format": self.format,
            "extension": self.extension,
            "width": self.width,
            "height": self.height,
            "captured_at": self.captured_at and self.captured_at.isoformat(),
        }
        return Message(facts, (self.data, self.preview, self.thumbnail))

    @classmethod
    def from_message(cls, message: Message) -> "Master":
        """The master that another process has sent."""
        facts = dict(message.facts)
        captured_at = facts.pop("captured_at")
        data, preview, thumbnail = message.parts
        return cls(
            data=data,
            preview=preview,
            thumbnail=thumbnail,
            captured_at=datetime.fromisoformat(captured_at) if captured_at else None,
            **facts,
        )


@dataclass(frozen=True, slots=True)
class OpenedUpload:
    """An uploaded picture, decoded once for all that is made of it.

    `picture` is upright RGB in sRGB: in full size, or smaller (long edge at least 960 px, where
    it has as many) if the upload's own coded picture is `kept` (b"" if not). That `waits` to
    be coded anew if it lies on its side or is in other colours. `width` and `height` are the full
    size in px, upright.
    """

    picture: Image.Image
    kept: bytes
    waits: bool
    width: int
    height: int
    captured_at: datetime | None


def make_master(data: bytes, limits: Limits = LIMITS) -> Master:
    """The sanitised picture of an uploaded file, made here. Raises UnreadablePhoto.

    A JPEG that is upright, sRGB and not CMYK keeps its coded picture bit for bit; only
    metadata, further frames and trailing bytes are taken out. Everything else, PNG
    included, becomes a JPEG of quality 95 without chroma subsampling in full size: one
    kind of master, which decodes at a reduced scale and takes a tenth of a PNG's room.
    An upload that comes from outside is for apart.make_master.
    """
    return master_of(open_upload(data, limits))


def open_upload(data: bytes, limits: Limits = LIMITS, *, may_wait: bool = False) -> OpenedUpload:
    """Decode an uploaded file here, as far as its master needs. Raises UnreadablePhoto.

    Where its master `may_wait`, every JPEG but CMYK is kept in its own coding and decoded small.
    """
    opened = open_picture(data, limits)
    is_plain = opened.format in JPEG_FORMATS and opened.mode in KEPT_MODES
    is_master = is_plain and _lies_as_masters_do(opened)
    kept = b""
    if is_master or (is_plain and may_wait):
        kept = _kept_jpeg(opened, data, is_master=is_master)
    captured_at = _captured_at(opened)
    width, height = opened.size
    if kept:
        draft(opened, PREVIEW_EDGE)
    load(opened)
    tag = orientation(opened)
    picture = flat_srgb(opened, opened.info.get("icc_profile"))
    opened.close()  # gives its pixels back
    picture = turned(picture, tag)
    if tag in SIDEWAYS:
        width, height = height, width
    captured_at = captured_at or _captured_at(opened)
    return OpenedUpload(picture, kept, bool(kept) and not is_master, width, height, captured_at)


def master_of(upload: OpenedUpload) -> Master:
    """The picture to keep, with its small copies."""
    picture = upload.picture
    return Master(
        data=upload.kept or encode_jpeg(picture, MASTER_QUALITY),
        format="JPEG",
        extension="jpg",
        width=upload.width,
        height=upload.height,
        captured_at=upload.captured_at,
        preview=encode_jpeg(shrunk(picture, PREVIEW_EDGE), PREVIEW_QUALITY),
        thumbnail=encode_jpeg(shrunk(picture, THUMBNAIL_EDGE), PREVIEW_QUALITY),
    )


def encode_jpeg(picture: Image.Image, quality: int) -> bytes:
    """An RGB picture as a JPEG without chroma subsampling and without metadata."""
    target = BytesIO()
    if picture.info:  # Pillow would carry a comment over
        picture = picture.copy()
        picture.info = {}
    is_small = picture.width * picture.height <= MOST_OPTIMISED
    try:
        picture.save(target, "JPEG", quality=quality, subsampling=FULL_CHROMA, optimize=is_small)
    except OSError as error:  # what the encoder says when it has no memory
        raise too_complex() from error
    return target.getvalue()


def _lies_as_masters_do(opened: Image.Image) -> bool:
    """Whether it is upright and sRGB."""
    return orientation(opened) == UPRIGHT and is_srgb(opened.info.get("icc_profile"), opened.mode)


def _kept_jpeg(opened: Image.Image, data: bytes, *, is_master: bool) -> bytes:
    """The upload's own coded picture if that may be kept, else b""; with what tells its turn
    and its colours if it is no master yet."""
    try:
        if is_master:
            return without_metadata(data)
        return with_look(data, orientation(opened), opened.info.get("icc_profile") or b"")
    except ValueError:
        return b""


def _captured_at(opened: Image.Image) -> datetime | None:
    try:
        camera = opened.getexif().get_ifd(ExifTags.IFD.Exif)
    except DECODER_ERRORS:
        return None
    taken = _moment(camera.get(ExifTags.Base.DateTimeOriginal))
    zone = _zone(camera.get(ExifTags.Base.OffsetTimeOriginal))
    return taken.replace(tzinfo=zone) if taken and zone else taken


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.strptime(str(text).strip("\0 "), EXIF_TIME)
    except ValueError:
        return None
    return moment if moment.year in CAMERA_YEARS else None


def _zone(text: object) -> timezone | None:
    try:
        offset = datetime.strptime(str(text).strip("\0 "), "%z").utcoffset()
    except ValueError:
        return None
    return timezone(offset) if offset is not None else None
