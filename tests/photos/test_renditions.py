import threading
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from django.db import connection
from PIL import Image

from photos import assess, intake, reviews
from photos.models import Photo, Rendition
from photos.quality.cut import cut_square
from photos.quality.geometry import CropBox
from photos.renditions import USES, NotPublished, rendition
from tests import factories
from tests.quality.pictures import encoded, quarters

pytestmark = pytest.mark.django_db


def published(employee_id: str = "e1001") -> Photo:
    photo = intake.accept(
        factories.person(employee_id),
        factories.picture(employee_id),
        original_name="me.jpg",
        source=Photo.Source.API,
    )
    assess.run(photo.assessments.get().pk)
    reviews.waive(photo, factories.hr_user(), "For the test.")
    return photo


def opened(made: Rendition) -> Image.Image:
    with made.file.open("rb") as stored:
        picture = Image.open(BytesIO(stored.read()))
    picture.load()
    return picture


@pytest.mark.parametrize("size", [48, 96, 240, 432])
def test_a_published_photo_is_cut_to_the_size_asked_for(size: int) -> None:
    made = rendition(published(), "directory", size)
    picture = opened(made)
    assert picture.size == (size, size) == (made.size, made.size)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert not picture.getexif()
    assert "icc_profile" not in picture.info


def test_nothing_is_enlarged(private_photos: Path) -> None:
    photo = published()
    largest = rendition(photo, "directory", USES["directory"][-1])
    assert largest.size < USES["directory"][-1]  # the demo photos are 640 px wide
    assert rendition(photo, "directory", 648) == largest
    assert opened(largest).size == (largest.size, largest.size)
    assert len(list((private_photos / "renditions").rglob("*.jpg"))) == 1


def test_a_rendition_is_made_once() -> None:
    photo = published()
    first = rendition(photo, "directory", 96)
    modified = Path(first.file.path).stat().st_mtime_ns
    assert rendition(photo, "directory", 96) == first
    assert Path(first.file.path).stat().st_mtime_ns == modified
    assert Rendition.objects.count() == 1


@pytest.mark.parametrize(
    "state", [Photo.State.WAITING, Photo.State.IN_REVIEW, Photo.State.RETAKE_ASKED]
)
def test_an_unpublished_photo_has_no_rendition(state: str) -> None:
    photo = factories.judged_photo(factories.person(), state=state)
    with pytest.raises(NotPublished):
        rendition(photo)


def test_a_withdrawn_photo_gives_none_although_one_is_stored() -> None:
    photo = published()
    rendition(photo, "directory", 96)
    reviews.ask_retake(photo, factories.hr_user())
    with pytest.raises(NotPublished):
        rendition(photo, "directory", 96)


def test_a_photo_withdrawn_by_somebody_else_leaves_no_file(private_photos: Path) -> None:
    photo = published()
    Photo.objects.update(state=Photo.State.RETAKE_ASKED)  # behind the back of `photo`
    with pytest.raises(NotPublished):
        rendition(photo, "directory", 96)
    assert list((private_photos / "renditions").rglob("*.jpg")) == []


def test_sizes_off_the_ladder_are_not_made() -> None:
    photo = published()
    with pytest.raises(ValueError, match="no size 100"):
        rendition(photo, "directory", 100)
    with pytest.raises(KeyError):
        rendition(photo, "wallpaper", 96)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_row_and_one_file(private_photos: Path) -> None:
    photo = published()
    together = threading.Barrier(4)
    seen: list[int] = []

    def ask() -> None:
        mine = Photo.objects.select_related("judgement__assessment").get(pk=photo.pk)
        together.wait()
        try:
            seen.append(rendition(mine, "directory", 120).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [Rendition.objects.get().pk] * 4
    assert len(list((private_photos / "renditions").rglob("*.jpg"))) == 1


# --- cutting ----------------------------------------------------------------


def cut(box: CropBox, side: int, picture: Image.Image | None = None) -> np.ndarray:
    master = encoded(picture or quarters(800, 800), quality=95)
    with Image.open(BytesIO(cut_square(master, box, side))) as made:
        return np.asarray(made, np.int16)


def test_a_box_is_cut_where_it_lies() -> None:
    pixels = cut(CropBox(400, 0, 400, 400), 100)
    assert np.abs(pixels - np.array([30, 200, 30])).mean() < 4


@pytest.mark.parametrize("size", [1600, 6400])
def test_a_large_master_is_cut_in_the_same_place(size: int) -> None:
    quarter = size / 4
    box = CropBox(quarter, quarter, 2 * quarter, 2 * quarter)
    pixels = cut(box, 48, quarters(size, size))
    wanted = np.asarray(quarters(48, 48), np.int16)
    assert np.abs(pixels - wanted).mean() < 6


def test_a_positive_angle_turns_the_picture_clockwise() -> None:
    pixels = cut(CropBox(100, 100, 600, 600, angle=90), 100)
    clockwise = quarters(100, 100).transpose(Image.Transpose.ROTATE_270)
    assert np.abs(pixels - np.asarray(clockwise, np.int16)).mean() < 6


def test_a_small_angle_agrees_with_pillows_own_turn() -> None:
    box = CropBox(150, 120, 500, 500, angle=7)
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    turned = quarters(800, 800).rotate(-7, Image.Resampling.BICUBIC, center=middle)
    wanted = turned.crop((150, 120, 650, 620)).resize((100, 100))
    assert np.abs(cut(box, 100) - np.asarray(wanted, np.int16)).mean() < 4


def test_outside_the_picture_it_is_white() -> None:
    pixels = cut(CropBox(-400, 0, 800, 800), 100)
    assert pixels[:, :45].min() > 245
