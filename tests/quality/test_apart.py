import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from photos.quality import apart
from photos.quality.apart import MOST_AT_ONCE, MOST_WAITING, Answer, ask
from photos.quality.colour import ORIENTATION_TAG
from photos.quality.limits import LIMITS, UnreadablePhoto
from photos.quality.master import make_master, master_here
from photos.quality.opening import COSTLY_PIXELS, open_if_light
from photos.quality.picture import picture_here, read_picture
from tests.quality.pictures import SAMPLES, encoded, portrait, quarters

LARGEST = (7000, 7000)
JUST_COSTLY = (4001, 4000)
HEIC = (SAMPLES / "upright.heic").read_bytes()


@contextmanager
def all_places_taken() -> Iterator[None]:
    """As many costly pictures under way as one server takes."""
    with ExitStack() as stack:
        for _ in range(MOST_AT_ONCE + MOST_WAITING):
            apart._places.acquire()
            stack.callback(apart._places.release)
        yield


def flat(size: tuple[int, int], file_format: str, mode: str = "RGB") -> bytes:
    target = BytesIO()
    options = {"lossless": True, "method": 0} if file_format == "WEBP" else {}
    Image.new(mode, size).save(target, file_format, **options)
    return target.getvalue()


@pytest.mark.parametrize("file_format", ["PNG", "WEBP", "AVIF"])
def test_what_is_costly_is_not_opened_here(file_format: str) -> None:
    assert JUST_COSTLY[0] * JUST_COSTLY[1] > COSTLY_PIXELS
    assert open_if_light(flat(JUST_COSTLY, file_format), LIMITS) is None
    assert open_if_light(flat((4000, 4000), file_format), LIMITS)


def test_a_heic_is_not_opened_here() -> None:
    assert open_if_light(HEIC, LIMITS) is None
    with pytest.raises(UnreadablePhoto):
        picture_here(HEIC, LIMITS)


def test_a_jpeg_costs_its_scans() -> None:
    plain = flat(LARGEST, "JPEG")
    assert open_if_light(plain, LIMITS)
    scan = plain[plain.rindex(b"\xff\xda") : -2]
    assert open_if_light(plain[:-2] + 20 * scan + plain[-2:], LIMITS) is None


def test_it_comes_out_the_same_elsewhere() -> None:
    data = encoded(quarters(), "PNG")
    here, there = picture_here(data, LIMITS), ask("picture", data, LIMITS)
    assert there == here.as_answer()
    assert np.array_equal(here.from_answer(there).pixels, here.pixels)
    assert ask("master", data, LIMITS) == master_here(data, LIMITS).as_answer()


def test_a_master_made_elsewhere_keeps_its_date() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2024:05:06 07:08:09"
    data = encoded(portrait(), "PNG", exif=exif.tobytes())
    made = master_here(data, LIMITS)
    assert made.captured_at
    assert made.from_answer(ask("master", data, LIMITS)) == made


def test_a_refusal_comes_back_with_its_code_and_sentence() -> None:
    with pytest.raises(UnreadablePhoto) as refused:
        ask("picture", b"text", LIMITS)
    assert refused.value.code == "wrong_format"
    assert refused.value.message.startswith("This is not a photo file.")


def test_an_answer_is_read_as_it_was_written() -> None:
    answer = Answer({"a": 1}, (b"\n{", b"", b"\n"))
    assert Answer.decode(answer.encode()) == answer


@pytest.mark.slow
@pytest.mark.parametrize("file_format", ["WEBP", "PNG", "AVIF"])
def test_the_largest_picture_keeps_within_the_memory_of_its_process(file_format: str) -> None:
    data = flat(LARGEST, file_format, "RGB" if file_format == "AVIF" else "RGBA")
    assert (read_picture(data).width, make_master(data).width) == (7000, 7000)


@pytest.mark.slow
def test_the_largest_turned_jpeg_keeps_within_the_memory_of_its_process() -> None:
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = 6
    target = BytesIO()
    Image.new("CMYK", (8000, 6000)).save(target, "JPEG", exif=exif.tobytes())
    master = make_master(target.getvalue())
    assert (master.width, master.height) == (6000, 8000)


def test_one_too_many_is_asked_to_come_again() -> None:
    with all_places_taken(), pytest.raises(UnreadablePhoto) as refused:
        read_picture(HEIC)
    assert refused.value.code == "busy"
    assert read_picture(HEIC).width


def test_those_who_wait_get_their_turn() -> None:
    wanted = MOST_AT_ONCE + MOST_WAITING
    began = time.monotonic()
    with ThreadPoolExecutor(wanted) as threads:
        read = list(threads.map(read_picture, [HEIC] * wanted))
    assert len({picture.pixels.tobytes() for picture in read}) == 1
    assert time.monotonic() - began < apart.SECONDS
