from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from photos.quality import apart
from photos.quality.jpeg import segments, without_metadata
from photos.quality.master import Master, make_master
from photos.quality.picture import Limits, UnreadablePhoto, read_picture
from tests.quality.pictures import (
    SAMPLES,
    encoded,
    portrait,
    quarters,
    srgb_profile,
    stored_turned,
    swapped_profile,
)

SECRET = b"51.5007N-0.1246W-secret-place"


def pixels(data: bytes) -> np.ndarray:
    with Image.open(BytesIO(data)) as opened:
        return np.asarray(opened.convert("RGB"), np.int16)


def exif_about(secret: bytes) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = secret.decode()
    exif[ExifTags.Base.ImageDescription] = secret.decode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = secret
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = secret
    return exif.tobytes()


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2) + payload


def jpeg_full_of_secrets() -> bytes:
    """EXIF, GPS, XMP, IPTC, a comment, a thumbnail, an unknown segment and a tail."""
    data = encoded(portrait(), exif=exif_about(SECRET), comment=SECRET, quality=90)
    added = [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"),
        segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + SECRET),
        segment(0xE0, b"JFXX\0\x10" + encoded(portrait(100, 120), comment=SECRET)),
        segment(0xE2, b"MPF\0" + SECRET),
        segment(0xEF, SECRET),
    ]
    return data[:2] + b"".join(added) + data[2:] + SECRET + encoded(quarters(), comment=SECRET)


def all_pictures_of(master: Master) -> list[bytes]:
    return [master.data, master.preview, master.thumbnail]


def test_an_upright_srgb_jpeg_keeps_its_coded_picture() -> None:
    data = encoded(portrait(), quality=71)
    master = make_master(data)
    assert np.array_equal(pixels(master.data), pixels(data))
    assert len(master.data) <= len(data)
    assert (master.format, master.extension) == ("JPEG", "jpg")
    assert (master.width, master.height) == (320, 400)


@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")
def test_nothing_personal_survives_in_a_kept_jpeg() -> None:
    data = jpeg_full_of_secrets()
    assert data.count(SECRET) >= 8
    master = make_master(data)
    assert np.array_equal(pixels(master.data), pixels(data))
    for picture in all_pictures_of(master):
        assert SECRET not in picture
        assert b"Exif" not in picture
        assert picture.count(b"\xff\xd8") == 1
        assert picture.endswith(b"\xff\xd9")
        with Image.open(BytesIO(picture)) as opened:
            assert not opened.getexif()
            assert set(opened.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "dpi",
            }


@pytest.mark.parametrize("file_format", ["PNG", "WEBP", "AVIF"])
def test_nothing_personal_survives_a_conversion(file_format: str) -> None:
    data = encoded(portrait(), file_format, exif=exif_about(SECRET), xmp=SECRET)
    assert SECRET in data
    master = make_master(data + SECRET)
    for picture in all_pictures_of(master):
        assert SECRET not in picture
        with Image.open(BytesIO(picture)) as opened:
            assert (opened.format, dict(opened.getexif())) == ("JPEG", {})


def test_nothing_personal_survives_in_a_heic() -> None:
    data = (SAMPLES / "turned.heic").read_bytes()
    assert b"Camera of nobody" in data
    assert all(b"Camera" not in picture for picture in all_pictures_of(apart.make_master(data)))


def test_the_other_pictures_of_an_mpo_are_left_behind() -> None:
    data = encoded(portrait(), "MPO", save_all=True, append_images=[quarters()])
    master = make_master(data)
    assert master.data.count(b"\xff\xd8") == 1
    assert np.array_equal(pixels(master.data), pixels(data))


def test_a_thumbnail_in_the_jfif_segment_goes() -> None:
    data = encoded(portrait())
    jfif = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02" + bytes(range(12)))
    with_thumbnail = data[:2] + jfif + data[20:]
    kept = without_metadata(with_thumbnail)
    assert kept == without_metadata(data)


def test_a_kept_jpeg_holds_only_what_decoding_needs() -> None:
    kept = without_metadata(jpeg_full_of_secrets())
    markers = {part.marker for part in segments(kept)}
    assert markers <= {0xE0, 0xEE, 0xDB, 0xC0, 0xC1, 0xC2, 0xC4, 0xDD, 0xDA}
    assert without_metadata(kept) == kept


def test_segments_join_up() -> None:
    parts = list(segments(encoded(portrait(), progressive=True)))
    assert all(one.end == following.start for one, following in pairwise(parts))


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_jpeg_is_stored_upright(orientation: int) -> None:
    master = make_master(stored_turned(quarters(), orientation))
    assert (master.width, master.height) == (320, 400)
    assert np.abs(pixels(master.data) - np.asarray(quarters(), np.int16)).mean() < 2


def test_a_jpeg_of_another_colour_space_is_stored_as_srgb() -> None:
    data = encoded(quarters(), icc_profile=swapped_profile(), quality=95)
    master = make_master(data)
    seen = read_picture(data).pixels.astype(np.int16)
    assert np.abs(pixels(master.data) - seen).mean() < 2
    assert b"ICC_PROFILE" not in master.data


def test_an_srgb_profile_is_dropped_without_another_generation() -> None:
    data = encoded(portrait(), icc_profile=srgb_profile(), quality=60)
    master = make_master(data)
    assert b"ICC_PROFILE" not in master.data
    assert np.array_equal(pixels(master.data), pixels(data))


def test_a_profile_that_does_not_fit_a_grey_picture_is_left_aside() -> None:
    data = encoded(portrait().convert("L"), icc_profile=srgb_profile())
    assert np.array_equal(pixels(make_master(data).data), pixels(data))


@pytest.mark.parametrize("mode", ["CMYK", "RGB"])
def test_a_cmyk_jpeg_is_stored_as_rgb(mode: str) -> None:
    master = make_master(encoded(portrait().convert(mode), quality=95))
    with Image.open(BytesIO(master.data)) as opened:
        assert opened.mode == "RGB"


def test_what_is_encoded_again_loses_almost_nothing() -> None:
    master = make_master(encoded(portrait(), "PNG"))
    assert np.abs(pixels(master.data) - np.asarray(portrait(), np.int16)).mean() < 1.5
    with Image.open(BytesIO(master.data)) as opened:
        assert opened.layer == [(1, 1, 1, 0), (2, 1, 1, 1), (3, 1, 1, 1)]  # type: ignore[attr-defined]


def test_transparency_is_stored_on_white() -> None:
    cut_out = portrait().convert("RGBA")
    cut_out.putalpha(0)
    assert pixels(make_master(encoded(cut_out, "PNG")).data).min() == 255


def test_copies_have_the_sizes_promised() -> None:
    master = make_master(encoded(portrait(1500, 2000)))
    assert max(pixels(master.preview).shape) == 960
    assert max(pixels(master.thumbnail).shape) == 160


def test_copies_of_a_small_picture_are_not_enlarged() -> None:
    master = make_master(encoded(portrait(110, 140)))
    assert pixels(master.preview).shape == pixels(master.thumbnail).shape == (140, 110, 3)


def dated(text: str, offset: str = "") -> bytes:
    exif = Image.Exif()
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.DateTimeOriginal] = text
    if offset:
        camera[ExifTags.Base.OffsetTimeOriginal] = offset
    return exif.tobytes()


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_day_of_the_picture_is_kept_as_found(file_format: str) -> None:
    master = make_master(encoded(portrait(), file_format, exif=dated("2024:05:06 07:08:09")))
    assert master.captured_at == datetime(2024, 5, 6, 7, 8, 9)


def test_a_time_zone_is_kept_where_the_camera_wrote_one() -> None:
    master = make_master(encoded(portrait(), exif=dated("2024:05:06 07:08:09", "+02:00")))
    assert master.captured_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=2)))
    assert master.captured_at.astimezone(UTC).hour == 5


UNSET = ["0000:00:00 00:00:00", "0001:01:01 00:00:00", "9999:12:31 23:59:59", "soon", ""]


@pytest.mark.parametrize("text", UNSET)
@pytest.mark.parametrize("offset", ["", "-23:59", "+23:59"])
def test_an_unset_clock_says_nothing(text: str, offset: str) -> None:
    assert make_master(encoded(portrait(), exif=dated(text, offset))).captured_at is None


def test_a_picture_beyond_the_limits_has_no_master() -> None:
    with pytest.raises(UnreadablePhoto) as refused:
        make_master(encoded(portrait()), Limits(most_pixels=1000))
    assert refused.value.code == "too_many_pixels"


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_cut_off_jpeg_has_no_master(kept: float) -> None:
    data = encoded(portrait())
    with pytest.raises(UnreadablePhoto):
        make_master(data[: int(kept * len(data))])


@pytest.mark.parametrize("kind", ["LAB", "XYZ"])
def test_a_profile_of_no_camera_is_left_aside(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile(kind)).tobytes()  # type: ignore[arg-type]
    data = encoded(portrait(), icc_profile=profile)
    assert np.array_equal(pixels(make_master(data).data), pixels(data))
