"""Photos in a bucket: taken in, measured, published, served, erased; and a bucket that is away."""

import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from desk.photo_import import arrivals
from photos import assess, intake, reviews
from photos.api.health import KNOWN
from photos.jobs import rerender
from photos.jobs.rerender import Rerender
from photos.models import Assessment, Photo, Rendition
from photos.storage import read_file, stored_names, sum_in
from privacy import key_file
from privacy.erasing import erase_person
from privacy.finishing import finish
from tests import factories
from tests.installation import Installation
from tests.objects import BUCKET, Server, client, environment, keys, make_bucket, store_in
from work.job_kinds import Step

ONE_PHOTO = """
import sys
from pathlib import Path
from directory.models import Person
from photos.intake import accept
person = Person.objects.create(employee_id="e1001", first_name="Amara")
accept(person, Path(sys.argv[1]).read_bytes(), original_name="me.jpg", source="api")
"""
MEASURE_AND_PUBLISH = """
from django.contrib.auth.models import User
from django.test import Client
from photos import reviews
from photos.models import Photo
from django.core.management import call_command
call_command("work", "--once")
photo = Photo.objects.get(state="in_review")
reviews.waive(photo, User.objects.create_superuser("hr"), "good enough")
address = f"/pictures/{photo.publication.token}/directory-96.jpg"
answer = Client().get(address, headers={"host": "127.0.0.1"})
print(answer.status_code, answer["Content-Type"], len(answer.content) > 1000)
"""


def test_machines_that_share_nothing_but_database_and_bucket(
    installation: Installation, object_server: Server, demo_team: Path
) -> None:
    """One takes a photo in; a worker elsewhere measures it, where it is published and shown."""
    name = f"{BUCKET}-machines"
    make_bucket(object_server.endpoint, name)
    installation.environment |= environment(object_server.endpoint, name)
    installation.run(ONE_PHOTO, str(next(demo_team.glob("e1001-*.jpg"))))
    assert installation.run(MEASURE_AND_PUBLISH).split() == ["200", "image/jpeg", "True"]
    assert installation.stored_files() == []
    found = client(object_server.endpoint).list_objects_v2(Bucket=name)["Contents"]
    kinds = sorted(one["Key"].split("/")[2] for one in found)
    assert kinds == ["masters", "previews", "renditions", "thumbnails"]
    assert all(one["Key"].startswith("site-1/photos/") for one in found)


@pytest.fixture
def photo(bucket: Any, db: None) -> Photo:
    """A photo whose files are in the bucket."""
    hr = factories.hr_user("hr")
    taken = intake.accept(
        factories.person(), factories.picture(), original_name="me.jpg", source="api"
    )
    assess.run(Assessment.objects.get(photo=taken).pk)
    taken.refresh_from_db()
    reviews.waive(taken, hr, "good enough")
    taken.refresh_from_db()
    return taken


def damage(bucket: Any, name: str) -> None:
    """Write something else under a stored file's name, as only a fault does."""
    key = storages["private"].key_of(name)  # type: ignore[attr-defined]
    bucket.put_object(Bucket=storages["private"].bucket_name, Key=key, Body=b"\xff\xd8\xff other")  # type: ignore[attr-defined]


def picture(photo: Photo) -> tuple[int, int]:
    """How a private and a published picture are answered."""
    hr = Client(raise_request_exception=False)
    hr.force_login(User.objects.get(username="hr"))
    published = f"/pictures/{photo.publication.token}/directory-96.jpg"
    return (
        hr.get(f"/photos/{photo.pk}/preview/").status_code,
        hr.get(published).status_code,
    )


def test_a_damaged_file_is_neither_judged_nor_shown(
    photo: Photo, bucket: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert picture(photo) == (200, 200)
    for file in (photo.master, photo.preview, Rendition.objects.get().file):
        assert sum_in(str(file))
        damage(bucket, str(file))
    assert picture(photo) == (404, 404)
    assert "a stored file is damaged" in caplog.text
    again = Assessment.objects.create(photo=photo, engine_version="next", due_at=photo.uploaded_at)
    assert assess.run(again.pk) is None
    again.refresh_from_db()
    assert again.state == Assessment.State.FAILED
    assert "damaged" in again.error


def test_slices_in_any_order_are_one_file(bucket: Any) -> None:
    content = bytes(range(256)) * 40_000
    stored = arrivals.write()
    for offset in (9_000_000, 0, 4_000_000, 4_000_000):  # each machine has only what it was sent
        arrivals.put(stored, offset, io.BytesIO(content[offset : offset + 5_000_000]), 5_000_000)
    assert arrivals.size_of(stored) == len(content)
    with arrivals.opened(stored) as file:
        file.seek(8_999_990)
        assert file.read(20) == content[8_999_990:9_000_010]
    assert arrivals.read(stored) == content
    arrivals.remove(stored)
    assert keys(bucket) == []


@pytest.mark.django_db(transaction=True)
def test_an_erasure_leaves_no_object_and_no_version(
    bucket: Any, photo: Photo, settings: Settings, tmp_path: Path
) -> None:
    settings.ERASED_KEYS_FILE = tmp_path / "erased-keys"
    name = storages["private"].bucket_name  # type: ignore[attr-defined]
    bucket.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    picture(photo)  # cuts a rendition
    damage(bucket, str(photo.master))  # a second version
    storages["private"].save("masters/aa/stays.jpg", ContentFile(b"somebody else's"))
    erase_person(photo.person)
    assert finish()
    found = bucket.list_object_versions(Bucket=name, Prefix="site-1/photos/")
    left = [one["Key"] for one in (*found["Versions"], *found.get("DeleteMarkers", ()))]
    assert left == ["site-1/photos/masters/aa/stays.jpg"]
    call_command("verify_erasure")
    settings.ERASED_KEYS_FILE = tmp_path / "another machine's"
    (key,) = key_file.keys()  # which learns of it by the bucket
    call_command("backup", str(tmp_path / "backups"))
    assert key in (tmp_path / "backups" / "erased-keys").read_text()
    bucket.delete_object(Bucket=name, Key=left[0])  # by somebody else: it lives on
    with pytest.raises(CommandError, match="1 orphan"):
        call_command("verify_erasure")


@pytest.mark.django_db
def test_a_bucket_that_is_away_is_told_in_words_and_costs_no_photo(photo: Photo) -> None:
    key = factories.token("hr").key
    again = Assessment.objects.create(photo=photo, engine_version="next", due_at=photo.uploaded_at)
    hr = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {key}"})
    upload = f"/api/v1/people/{photo.person.employee_id}/photos/"
    with pytest.MonkeyPatch.context() as patched, refusing() as address:
        patched.setattr(storages["private"], "endpoint_url", address)
        assert picture(photo) == (503, 503)
        sent = hr.post(upload, {"photo": io.BytesIO(factories.picture("e1002"))})
        assert sent.status_code == 503
        assert sent["Retry-After"]
        assert "not available for the moment" in sent.json()["errors"][0]["detail"]
        KNOWN.forget()
        assert hr.get("/readyz").json()["checks"]["files"] is False
        assert assess.run(again.pk)  # to be tried again, without the loss of an attempt
        waits = Rerender().step({}, "")
        assert waits == Step("", pause=rerender.PAUSE), "nobody is passed over"
    KNOWN.forget()
    assert hr.get("/readyz").json()["checks"]["files"]
    assert picture(photo) == (200, 200)
    Assessment.objects.filter(pk=again.pk).update(due_at=photo.uploaded_at)
    assert assess.run(again.pk) is None
    again.refresh_from_db()
    assert (again.state, again.attempts) == (Assessment.State.DONE, 1)
    assert Photo.objects.count() == 1


@contextmanager
def refusing() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_an_emptied_bucket_back(
    photo: Photo, bucket: Any, tmp_path: Path, settings: Settings
) -> None:
    settings.ERASED_KEYS_FILE = tmp_path / "erased-keys"
    assert picture(photo) == (200, 200)
    before = keys(bucket)
    call_command("backup", str(tmp_path / "backups"))
    photo.preview.storage.delete(str(photo.preview))
    damage(bucket, str(photo.master))
    storages["private"].save("masters/aa/later.jpg", ContentFile(b"uploaded since"))
    call_command("restore", str(tmp_path / "backups"), "--replace")
    assert keys(bucket) == before
    assert read_file(photo.master)
    assert picture(photo) == (200, 200)


def verify(*arguments: str) -> str:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.stdout", out)
        try:
            call_command("verify_files", *arguments)
        except CommandError as ended:
            return f"{out.getvalue()}ends with {ended.returncode}"
    return out.getvalue()


@pytest.mark.django_db
def test_every_file_is_read_and_what_is_wrong_is_named(photo: Photo, bucket: Any) -> None:
    assert picture(photo) == (200, 200)
    storage, content = storages["private"], read_file(photo.master)
    for field in ("master", "thumbnail"):  # as names were before they held sums
        old = storage.save(f"{field}s/ab/{'ab' * 20}.jpg", ContentFile(content))
        storage.delete(str(getattr(photo, field)))
        Photo.objects.filter(pk=photo.pk).update(**{field: old})
    assert verify().startswith("4 files, 0 missing, 0 damaged, 2 without a sum, 0 renamed")
    assert "0 without a sum, 2 renamed" in verify("--repair-names")
    photo.refresh_from_db()
    assert sum_in(str(photo.master)) == sum_in(str(photo.thumbnail)) != ""
    assert len(keys(bucket)) == 4
    assert picture(photo) == (200, 200)
    damage(bucket, str(photo.master))
    storage.delete(str(photo.preview))
    told = verify()
    assert f"photo {photo.pk}, master: {photo.master} is damaged" in told
    assert f"photo {photo.pk}, preview: {photo.preview} is missing" in told
    assert told.endswith("ends with 1")
    with refusing() as address, pytest.MonkeyPatch.context() as patched:
        patched.setattr(storage, "endpoint_url", address)
        assert verify().endswith("ends with 2")


@pytest.mark.django_db
def test_files_move_to_the_bucket_and_back_while_the_site_reads_them(
    photo: Photo, bucket: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    waiting = arrivals.write(b"still to be confirmed")
    name = storages["private"].bucket_name  # type: ignore[attr-defined]
    told = environment(bucket.meta.endpoint_url, name)
    assert picture(photo) == (200, 200)
    before = keys(bucket)
    with pytest.raises(CommandError, match="First set"):
        call_command("move_files", "--to", "local")
    for came_from, to, here in (("s3", "local", []), ("local", "s3", before)):
        store_in(settings, monkeypatch, **told, SAMEFRAME_FILES_FROM=came_from)
        photo.refresh_from_db()
        assert picture(photo) == (200, 200)  # from where they still are
        factories.photo(factories.person())  # goes to the new place alone
        places = storages["private"]
        damaged = str(photo.preview)
        good = read_file(photo.preview)
        places.old.save(damaged, ContentFile(b"other"))  # type: ignore[attr-defined]
        with pytest.raises(CommandError, match="from a backup"):
            call_command("move_files", "--to", to)
        places.old.save(damaged, ContentFile(good))  # type: ignore[attr-defined]
        call_command("move_files", "--to", to)
        assert picture(photo) == (200, 200)
        assert arrivals.read(waiting) == b"still to be confirmed"
        assert list(stored_names(places.old)) == []  # type: ignore[attr-defined]
        assert set(here) <= set(keys(bucket))
        assert bool(keys(bucket)) == bool(here)
