import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.db import IntegrityError, connection
from PIL import ExifTags, Image

from directory.models import Person
from photos import intake, reviews
from photos.models import Assessment, PersonCard, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.picture import UnreadablePhoto
from tests import factories
from tests.quality.pictures import encoded, portrait, quarters
from work.engines.chosen import engine

pytestmark = pytest.mark.django_db


def accept(person: Person, data: bytes, source: str = Photo.Source.ADMIN) -> Photo:
    return intake.accept(person, data, original_name="me.jpg", source=source)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_becomes_a_waiting_current_photo(private_photos: Path) -> None:
    user = factories.user()
    photo = intake.accept(
        factories.person("e1001"),
        factories.picture("e1001"),
        original_name="C:\\photos\\me\x07.jpg",
        source=Photo.Source.API,
        uploaded_by=user,
    )
    photo.refresh_from_db()
    assert photo.is_current
    assert photo.state == Photo.State.WAITING
    assert photo.original_name == "me.jpg"
    assert (photo.width, photo.height, photo.format) == (640, 800, "JPEG")
    assert photo.uploaded_by == user
    with photo.preview.open("rb") as preview, Image.open(preview) as opened:
        assert opened.size == (640, 800)
    assert len(files_in(private_photos)) == 3


def test_the_day_of_the_picture_is_stored() -> None:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:05:06 07:08:09"
    photo = accept(factories.person(), encoded(portrait(), exif=exif))
    assert photo.captured_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_stored_files_cannot_be_guessed_or_read_by_others(private_photos: Path) -> None:
    photo = accept(factories.person(), encoded(portrait()))
    for path in files_in(private_photos):
        assert len(path.stem) >= 32  # hexadecimal digits: 128 bits
        assert path.stat().st_mode & 0o077 == 0
    assert photo.master.name != photo.preview.name


@pytest.mark.django_db(transaction=True)
def test_an_upload_asks_for_one_assessment() -> None:
    photo = accept(factories.person(), encoded(portrait()))
    work = Assessment.objects.get(photo=photo)
    assert (work.state, work.engine_version) == ("pending", ENGINE_VERSION)
    [message] = engine().messages()
    assert (message.path, message.args) == ("photos.tasks.assess_photo", (work.pk,))
    assert (message.queue, message.priority) == ("photos", work.priority)


def test_the_card_shows_the_new_photo() -> None:
    photo = accept(factories.person(), encoded(portrait()))
    card = PersonCard.objects.get(person=photo.person)
    assert (card.photo, card.photo_state) == (photo, Photo.State.WAITING)


def test_a_new_photo_replaces_the_current_one() -> None:
    person = factories.person()
    first = accept(person, encoded(portrait()))
    second = accept(person, encoded(quarters()))
    assert list(person.photos.current()) == [second]
    assert person.photos.count() == 2
    first.refresh_from_db()
    assert not first.is_current


def test_the_same_bytes_again_add_nothing(private_photos: Path) -> None:
    person = factories.person()
    data = encoded(portrait())
    assert accept(person, data) == accept(person, data)
    assert Photo.objects.count() == Assessment.objects.count() == 1
    assert len(files_in(private_photos)) == 3


def test_the_same_bytes_of_two_people_are_two_photos() -> None:
    data = encoded(portrait())
    assert accept(factories.person(), data) != accept(factories.person(), data)


@pytest.mark.parametrize("source", [Photo.Source.ADMIN, Photo.Source.API])
def test_an_earlier_photo_uploaded_again_is_current_again(source: str) -> None:
    person = factories.person()
    first = accept(person, encoded(portrait()))
    second = accept(person, encoded(quarters()))
    assert accept(person, encoded(portrait()), source) == first
    assert list(person.photos.current()) == [first]
    assert PersonCard.objects.get(person=person).photo == first
    second.refresh_from_db()
    assert not second.is_current


def test_an_import_run_again_brings_nothing_back() -> None:
    person = factories.person()
    first = accept(person, encoded(portrait()), Photo.Source.IMPORT)
    second = accept(person, encoded(quarters()))
    assert accept(person, encoded(portrait()), Photo.Source.IMPORT) == first
    assert list(person.photos.current()) == [second]


def test_approved_photo_stays_published_while_a_newer_one_waits() -> None:
    person = factories.person()
    photo = accept(person, encoded(portrait()))
    Photo.objects.filter(pk=photo.pk).update(verdict="pass", state=Photo.State.IN_REVIEW)
    reviews.approve(photo, factories.hr_user())
    newer = accept(person, encoded(quarters()))
    card = PersonCard.objects.get(person=person)
    assert (card.photo, card.published_photo) == (newer, photo)


def test_superseded_photo_that_comes_again_is_reviewed_again() -> None:
    person, hr = factories.person(), factories.hr_user()
    photos = [accept(person, encoded(picture)) for picture in (portrait(), quarters())]
    Photo.objects.update(verdict="pass", state=Photo.State.IN_REVIEW)
    Photo.objects.filter(pk=photos[0].pk).update(state=Photo.State.SUPERSEDED)
    reviews.approve(photos[1], hr)
    again = accept(person, encoded(portrait()))
    assert (again, again.state) == (photos[0], Photo.State.IN_REVIEW)
    assert PersonCard.objects.get(person=person).published_photo == photos[1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"Dear all, here is my photo.", "wrong_format"),
        (encoded(portrait())[:4000], "damaged"),
        (encoded(quarters(99, 99)), "too_small"),
        (b"\xff\xd8\xff" + b"\0" * 20_000_000, "too_large"),
    ],
)
def test_a_refused_file_leaves_nothing_behind(
    data: bytes, code: str, private_photos: Path
) -> None:
    person = factories.person()
    kept = accept(person, encoded(portrait()))
    before = files_in(private_photos)
    with pytest.raises(UnreadablePhoto) as refused:
        accept(person, data)
    assert refused.value.code == code
    assert list(Photo.objects.all()) == [kept]
    assert files_in(private_photos) == before
    kept.refresh_from_db()
    assert kept.is_current


@pytest.mark.django_db(transaction=True)
def test_a_row_that_cannot_be_written_leaves_no_file(private_photos: Path) -> None:
    with pytest.raises(IntegrityError):
        intake.accept(
            factories.person(),
            encoded(portrait()),
            original_name="me.jpg",
            source=Photo.Source.API,
            uploaded_by=User(pk=999_999),  # nobody: the database refuses at the commit
        )
    assert files_in(private_photos) == []
    assert Photo.objects.count() == Assessment.objects.count() == 0


def test_a_file_that_cannot_be_written_leaves_no_row(private_photos: Path) -> None:
    private_photos.mkdir()
    (private_photos / "thumbnails").write_text("in the way")  # the third of three files
    with pytest.raises(NotADirectoryError):
        accept(factories.person(), encoded(portrait()))
    assert Photo.objects.count() == Assessment.objects.count() == 0
    assert files_in(private_photos) == [private_photos / "thumbnails"]


@pytest.mark.django_db(transaction=True)
def test_ten_uploads_of_one_photo_at_once_are_one_photo(private_photos: Path) -> None:
    person = factories.person()
    data = encoded(portrait())
    together = threading.Barrier(10)
    upload_of = intake.Upload("me.jpg", Photo.Source.API, None)
    seen: list[intake.Received] = []

    def upload() -> None:
        together.wait()
        try:
            seen.append(intake.receive(person, data, upload_of))
        finally:
            connection.close()

    threads = [threading.Thread(target=upload) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 10
    assert {received.photo.pk for received in seen} == {Photo.objects.get().pk}
    assert sum(received.is_new for received in seen) == 1
    assert len(files_in(private_photos)) == 3


@pytest.mark.django_db(transaction=True)
def test_different_uploads_at_once_leave_one_current_photo() -> None:
    person = factories.person()
    pictures = [encoded(portrait(300 + number, 400)) for number in range(5)]
    together = threading.Barrier(5)

    def upload(data: bytes) -> None:
        together.wait()
        try:
            accept(person, data)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=[data]) for data in pictures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert person.photos.count() == 5
    assert PersonCard.objects.get(person=person).photo == person.photos.current().get()


def test_a_file_has_its_name_only_when_it_is_complete(private_photos: Path) -> None:
    class Failing:
        name = "x"

        def chunks(self) -> Iterator[bytes]:
            yield b"half"
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        storages["private"]._save("masters/aa/half.jpg", Failing())  # type: ignore[attr-defined]
    assert files_in(private_photos) == []
