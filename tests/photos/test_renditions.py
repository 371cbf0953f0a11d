import threading
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from PIL import Image

from photos import reviews
from photos.models import Publication, Rendition
from photos.quality.cut import AVIF, FORMATS, JPEG, WEBP, Format
from photos.renditions import NotMade, rendition
from tests import factories

pytestmark = pytest.mark.django_db


def published(employee_id: str = "e1001") -> Publication:
    return factories.publication(factories.person(employee_id))


def opened(made: Rendition) -> Image.Image:
    with made.file.open("rb") as stored:
        picture = Image.open(BytesIO(stored.read()))
    picture.load()
    return picture


def stored_files(folder: Path) -> list[Path]:
    return [path for path in (folder / "renditions").rglob("*") if path.is_file()]


@pytest.mark.parametrize("form", [JPEG, WEBP, AVIF])
@pytest.mark.parametrize("size", [48, 240])
def test_a_published_photo_is_cut_to_the_size_asked_for(size: int, form: Format) -> None:
    made = rendition(published(), "directory", size, form)
    picture = opened(made)
    assert picture.size == (size, size) == (made.width, made.height)
    assert (picture.format, picture.mode) == (form.name, "RGB")
    assert not picture.getexif()
    assert "icc_profile" not in picture.info
    assert str(made.file).endswith(f".{form.extension}")


def test_a_badge_is_four_to_five() -> None:
    assert opened(rendition(published(), "badge", 300)).size == (300, 375)


def test_a_portrait_is_the_whole_photo() -> None:
    assert opened(rendition(published(), "portrait", 800)).size == (640, 800)


def test_nothing_is_enlarged() -> None:
    publication = published()  # the demo photos are 640 px wide
    assert 648 not in publication.sizes("directory")
    with pytest.raises(NotMade):
        rendition(publication, "directory", 648)
    assert publication.best_size("directory", 648) == publication.sizes("directory")[-1]
    assert publication.best_size("website", 200) is None


def test_a_rendition_is_made_once(private_photos: Path) -> None:
    publication = published()
    first = rendition(publication, "directory", 96)
    modified = Path(first.file.path).stat().st_mtime_ns
    assert rendition(publication, "directory", 96) == first
    assert Path(first.file.path).stat().st_mtime_ns == modified
    assert len(stored_files(private_photos)) == Rendition.objects.count() == 1


def test_a_rendition_says_what_was_done() -> None:
    steps = rendition(published(), "directory", 96, WEBP).steps
    assert steps[-2:] == ["scaled to 96 x 96 px", "written as WEBP, quality 87"]
    assert steps[-3].startswith("cropped to ")
    assert not any("enlarged" in step or "painted" in step for step in steps)


def test_the_master_is_untouched() -> None:
    publication = published()
    before = Path(publication.photo.master.path).read_bytes()
    for form in FORMATS.values():
        rendition(publication, "directory", 120, form)
    assert Path(publication.photo.master.path).read_bytes() == before


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_photo_takes_its_pictures_along(private_photos: Path) -> None:
    publication = published()
    rendition(publication, "directory", 96)
    reviews.ask_retake(publication.photo, factories.hr_user())
    assert stored_files(private_photos) == []
    with pytest.raises(NotMade):
        rendition(publication, "directory", 96)
    assert stored_files(private_photos) == []


def test_sizes_and_uses_that_are_not_there_are_not_made() -> None:
    publication = published()
    with pytest.raises(NotMade):
        rendition(publication, "directory", 100)
    with pytest.raises(NotMade):
        rendition(publication, "wallpaper", 96)


def test_a_photo_whose_master_was_erased_gives_none() -> None:
    publication = published()
    Path(publication.photo.master.path).unlink()
    with pytest.raises(NotMade):
        rendition(publication, "directory", 96)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_row_and_one_file(private_photos: Path) -> None:
    publication = published()
    together = threading.Barrier(4)
    seen: list[int] = []

    def ask() -> None:
        mine = Publication.objects.select_related("photo").get(pk=publication.pk)
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
    assert len(stored_files(private_photos)) == 1
