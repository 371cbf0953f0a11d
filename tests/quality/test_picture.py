import zlib
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from PIL import Image, ImageFile

from photos.quality import apart
from photos.quality.colour import eight_bit
from photos.quality.picture import Limits, UnreadablePhoto, read_picture
from tests.quality.pictures import (
    SAMPLES,
    encoded,
    portrait,
    quarters,
    srgb_profile,
    stored_turned,
    swapped_profile,
    with_scans,
)

CORNERS = [(220, 30, 30), (30, 200, 30), (30, 30, 220), (128, 128, 128)]
CLOSE = 12  # levels of 255 that lossy coding may move a flat colour


def corners(pixels: np.ndarray) -> list[tuple[int, ...]]:
    inset = 20
    h, w, _ = pixels.shape
    places = product((inset, h - inset), (inset, w - inset))
    return [tuple(int(value) for value in pixels[y, x]) for y, x in places]


def looks_like(seen: list[tuple[int, ...]], wanted: Sequence[tuple[int, ...]]) -> bool:
    return bool(np.abs(np.array(seen) - np.array(wanted)).max() <= CLOSE)


def refusal(data: bytes, limits: Limits | None = None) -> UnreadablePhoto:
    with pytest.raises(UnreadablePhoto) as raised:
        read_picture(data, limits or Limits())
    return raised.value


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_format_comes_out_in_its_colours(file_format: str) -> None:
    picture = read_picture(encoded(quarters(), file_format))
    assert picture.pixels.shape == (400, 320, 3)
    assert picture.pixels.dtype == np.uint8
    assert (picture.width, picture.height, picture.format) == (320, 400, file_format)
    assert looks_like(corners(picture.pixels), CORNERS)


@pytest.mark.parametrize("name", ["upright.heic", "turned.heic"])
def test_heic_is_read_upright(name: str) -> None:
    picture = apart.read_picture((SAMPLES / name).read_bytes())
    assert (picture.width, picture.height, picture.format) == (320, 400, "HEIF")
    wanted = np.asarray(portrait(), np.int16)
    assert np.abs(picture.pixels.astype(np.int16) - wanted).mean() < 5


def test_the_first_picture_of_an_mpo_is_read() -> None:
    data = encoded(quarters(), "MPO", save_all=True, append_images=[portrait()])
    picture = read_picture(data)
    assert picture.format == "MPO"
    assert looks_like(corners(picture.pixels), CORNERS)


def test_an_mpo_whose_second_picture_was_cut_off_is_read() -> None:
    data = encoded(quarters(), "MPO", save_all=True, append_images=[portrait()])
    first_only = data[: data.index(b"\xff\xd9\xff\xd8") + 2]
    assert looks_like(corners(read_picture(first_only).pixels), CORNERS)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int, file_format: str) -> None:
    picture = read_picture(stored_turned(quarters(), orientation, file_format))
    assert (picture.width, picture.height) == (320, 400)
    assert looks_like(corners(picture.pixels), CORNERS)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_full_size_is_told_upright_after_a_reduced_decode(orientation: int) -> None:
    picture = read_picture(stored_turned(quarters(3000, 4001), orientation))
    assert (picture.width, picture.height) == (3000, 4001)
    assert 720 <= max(picture.pixels.shape) <= 1024
    assert picture.scale == pytest.approx(picture.height / picture.pixels.shape[0], rel=0.01)
    assert looks_like(corners(picture.pixels), CORNERS)


@pytest.mark.parametrize("long_edge", [100, 719, 720, 1024, 1025, 1439, 1440, 2880, 5760, 5761])
@pytest.mark.parametrize("file_format", ["JPEG", "WEBP"])
def test_the_working_picture_is_neither_too_small_nor_too_large(
    long_edge: int, file_format: str
) -> None:
    picture = read_picture(encoded(quarters(long_edge, max(100, long_edge // 2)), file_format))
    assert picture.width == long_edge
    assert min(long_edge, 720) <= picture.pixels.shape[1] <= 1024
    assert picture.scale >= 1


def test_a_working_picture_is_never_enlarged() -> None:
    assert read_picture(encoded(quarters(100, 120))).scale == 1


def test_grey_16_bit_keeps_its_range() -> None:
    ramp = np.linspace(0, 65_535, 200).round().astype(np.uint16)
    picture = read_picture(encoded(Image.fromarray(np.tile(ramp, (150, 1))), "PNG"))
    row = picture.pixels[75, :, 0].astype(int)
    assert (row[0], row[-1]) == (0, 255)
    assert np.abs(row - np.linspace(0, 255, 200)).max() <= 1


@pytest.mark.parametrize("white", [1.0, 255.0, 65_535.0])
def test_float_greys_are_scaled_by_their_white(white: float) -> None:
    ramp = np.linspace(0, white, 200, dtype=np.float32)
    row = np.asarray(eight_bit(Image.fromarray(np.tile(ramp, (150, 1)))))[0].astype(int)
    assert np.abs(row - np.linspace(0, 255, 200)).max() <= 1


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    file_format = "JPEG" if mode == "CMYK" else "PNG"
    picture = read_picture(encoded(portrait().convert(mode), file_format))
    assert picture.pixels.shape == (400, 320, 3)
    wanted = np.asarray(portrait().convert(mode).convert("RGB"), np.int16)
    assert np.abs(picture.pixels.astype(np.int16) - wanted).mean() < 3


def test_transparency_is_laid_on_white_and_counted() -> None:
    cut_out = quarters().convert("RGBA")
    cut_out.paste((0, 0, 0, 0), (0, 0, 160, 400))
    picture = read_picture(encoded(cut_out, "PNG"))
    assert tuple(picture.pixels[20, 20]) == (255, 255, 255)
    assert picture.transparent_share == pytest.approx(0.5, abs=0.01)


def test_a_transparent_palette_is_laid_on_white() -> None:
    palette = quarters().convert("P", palette=Image.Palette.ADAPTIVE)
    corner = palette.getpixel((5, 5))
    picture = read_picture(encoded(palette, "PNG", transparency=corner))
    assert tuple(picture.pixels[20, 20]) == (255, 255, 255)
    assert picture.transparent_share == pytest.approx(0.25, abs=0.01)


def test_an_opaque_picture_has_no_transparent_share() -> None:
    assert read_picture(encoded(portrait())).transparent_share == 0


def test_an_srgb_profile_changes_nothing() -> None:
    bare = read_picture(encoded(quarters(), "PNG"))
    tagged = read_picture(encoded(quarters(), "PNG", icc_profile=srgb_profile()))
    assert np.abs(bare.pixels.astype(int) - tagged.pixels).max() <= 1


def test_a_foreign_profile_is_converted_to_srgb() -> None:
    tagged = read_picture(encoded(quarters(), "PNG", icc_profile=swapped_profile()))
    red, green, blue = tagged.pixels[20, 20].astype(int)
    assert blue > 2 * red  # stored as red, and this profile's red is blue
    assert green < blue


@pytest.mark.parametrize("profile", [b"junk", srgb_profile()[:200], b"\0" * 4000])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_broken_profile_is_left_aside(profile: bytes, mode: str) -> None:
    bare = read_picture(encoded(portrait().convert(mode)))
    tagged = read_picture(encoded(portrait().convert(mode), icc_profile=profile))
    assert np.array_equal(bare.pixels, tagged.pixels)


def test_a_profile_of_another_colour_space_is_left_aside() -> None:
    tagged = read_picture(encoded(portrait().convert("CMYK"), icc_profile=srgb_profile()))
    assert np.array_equal(tagged.pixels, read_picture(encoded(portrait().convert("CMYK"))).pixels)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_broken_exif_is_read_as_upright() -> None:
    data = encoded(quarters(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert looks_like(corners(read_picture(data).pixels), CORNERS)


# --- refusals ---------------------------------------------------------------


def test_no_bytes_are_refused() -> None:
    assert refusal(b"").code == "empty"


def test_a_large_file_is_refused_with_both_numbers() -> None:
    refused = refusal(b"\0" * 20_000_001)
    assert refused.code == "too_large"
    assert refused.message == "The file is 20.1 MB; the limit is 20 MB."


def test_a_file_at_the_limit_is_not_too_large() -> None:
    assert refusal(b"\0" * 20_000_000).code == "wrong_format"


@pytest.mark.parametrize("size", [(99, 300), (300, 99)])
def test_a_tiny_picture_is_refused(size: tuple[int, int]) -> None:
    refused = refusal(encoded(quarters(*size)))
    assert refused.code == "too_small"
    assert f"{size[0]} x {size[1]}" in refused.message
    assert "100" in refused.message


def test_a_picture_of_the_least_size_is_read() -> None:
    assert read_picture(encoded(quarters(100, 100))).width == 100


def test_a_strip_is_refused() -> None:
    refused = refusal(encoded(quarters(100, 401)))
    assert refused.code == "too_elongated"
    assert "4.1 times" in refused.message
    assert read_picture(encoded(quarters(100, 400))).height == 400


def png_header_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that promises a huge picture."""
    header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    body = b"".join(
        len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)
        for name, content in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("sides", "megapixels"),
    [((7100, 7100), "50.5"), ((10_000, 10_000), "100.0"), ((50_000, 50_000), "2,500.0")],
)
def test_a_promise_of_too_many_pixels_is_refused_by_the_header(
    sides: tuple[int, int], megapixels: str
) -> None:
    refused = refusal(png_header_bomb(*sides))
    assert refused.code == "too_many_pixels"
    assert f"{megapixels} megapixels" in refused.message
    assert "limit is 50" in refused.message


def test_a_webp_canvas_is_checked_before_memory_is_taken_for_it() -> None:
    huge = b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0" + (16_382).to_bytes(3, "little") * 2
    refused = refusal(huge + b"\0" * 20)
    assert refused.code == "too_many_pixels"
    assert "268.5 megapixels" in refused.message


@pytest.mark.parametrize("file_format", ["WEBP", "PNG", "AVIF", "MPO"])
def test_pixels_are_counted_over_all_frames(file_format: str) -> None:
    frames = [quarters(), portrait(), quarters().rotate(180)]
    data = encoded(frames[0], file_format, save_all=True, append_images=frames[1:])
    limits = Limits(most_pixels=2 * 320 * 400)
    refused = refusal(data, limits)
    assert refused.code == "too_many_pixels"
    assert "3 frames" in refused.message
    assert read_picture(data).width == 320


def test_a_jpeg_of_many_scans_is_refused_unread() -> None:
    refused = refusal(with_scans(8000))
    assert refused.code == "too_many_scans"
    assert refused.message == "The JPEG is stored in 8,000 scans; the limit is 100."
    assert read_picture(with_scans(100)).width == 320


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_cut_off_file_is_refused(file_format: str, kept: float) -> None:
    data = encoded(portrait(), file_format)
    assert refusal(data[: int(kept * len(data))]).code == "damaged"


def test_a_cut_off_heic_is_refused() -> None:
    data = (SAMPLES / "upright.heic").read_bytes()
    assert refusal(data[: len(data) // 2]).code == "damaged"


def test_a_cut_off_file_is_refused_even_where_the_program_tolerates_them() -> None:
    data = encoded(portrait())
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as face_recognition sets it when imported
    assert refusal(data[: len(data) // 2]).code == "damaged"


def test_a_heic_that_ends_its_decoder_is_refused() -> None:
    data = bytearray((SAMPLES / "turned.heic").read_bytes())
    data[data.index(b"Exif") + 1] = 0xBB
    assert refusal(bytes(data)).code == "damaged"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Dear all,\nplease find my photo attached.\n", "not a photo"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
        (b"PK\x03\x04" + b"\0" * 60, "a ZIP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'/>", "an SVG"),
        (b"8BPS\0\x01" + b"\0" * 60, "a Photoshop file"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "an EPS"),
        (b"\0" * 500, "not a photo"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 60, "not a photo"),
    ],
)
def test_other_files_are_refused_by_name(data: bytes, kind: str) -> None:
    refused = refusal(data)
    assert refused.code == "wrong_format"
    assert kind in refused.message
    assert "JPEG, PNG, WebP, HEIC or AVIF" in refused.message


@pytest.mark.parametrize("file_format", ["GIF", "TIFF", "BMP", "PPM", "TGA", "ICO", "PDF", "EPS"])
def test_formats_off_the_list_are_refused(file_format: str) -> None:
    assert refusal(encoded(portrait(), file_format)).code == "wrong_format"


def test_trailing_bytes_do_no_harm() -> None:
    data = encoded(quarters()) + b"PK\x03\x04<script>alert(1)</script>"
    assert looks_like(corners(read_picture(data).pixels), CORNERS)


def test_a_reduced_decode_costs_well_below_a_full_one() -> None:
    # By what is decoded, not by the clock: 750 rows of 6,000.
    picture = read_picture(encoded(quarters(6000, 4000)))
    assert picture.pixels.shape == (500, 750, 3)
