"""Backup and restore, proven by wiping: rows, files and what is served."""

import io
import json
import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from audit.models import Event
from config.backup import erased, files, folders
from config.backup.manifest import NAME
from directory.models import Person
from photos import reviews
from photos.models import Outcome, PersonCard, Photo
from photos.storage import stored_names, write_file
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

WHEN_ERASED = "2026-11-27T12:00:00+00:00"


@pytest.fixture(autouse=True)
def own_folders(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private_photos: Path
) -> None:
    """Storages and keys of this test alone, as in a data folder of its own."""
    settings.ERASED_KEYS_FILE = tmp_path / "erased-keys"
    arrivals = storages["arrivals"]
    monkeypatch.setitem(vars(arrivals), "base_location", tmp_path / "arrivals")
    monkeypatch.setitem(vars(arrivals), "location", str(tmp_path / "arrivals"))


def rows() -> dict[str, list[Any]]:
    """Everything in the database but sessions, which a restore ends, and what tells of it."""
    kept = [one for one in apps.get_models() if one._meta.label != "sessions.Session"]
    found = {one._meta.label: one._base_manager.order_by("pk") for one in kept}
    found["audit.Event"] = found["audit.Event"].exclude(action="site.restore")
    return {label: list(some.values_list()) for label, some in found.items()}


def location(alias: str) -> Path:
    return Path(storages[alias].path(""))


def stored() -> dict[str, bytes]:
    return {
        f"{alias}/{name}": (location(alias) / name).read_bytes()
        for alias in ("private", "arrivals")
        for name in stored_names(storages[alias])
    }


def wipe() -> None:
    """Destroy the database and everything stored."""
    for alias in ("private", "arrivals"):
        shutil.rmtree(location(alias), ignore_errors=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
        return
    connection.close()
    for file in Path(connection.settings_dict["NAME"]).parent.glob("test*.sqlite3*"):
        if file.name.startswith(Path(connection.settings_dict["NAME"]).name):
            file.unlink()


def fill() -> Photo:
    """A team with published and waiting photos and decisions; the published photo."""
    hr = factories.hr_user("hr")
    for employee_id in ("e1001", "e1002", "e1003"):
        factories.judged_photo(factories.person(employee_id), Outcome.FIX, 71)
    photo = Photo.objects.get(person__employee_id="e1001")
    reviews.waive(photo, hr, "Zoë's is good enough, 東京")
    storages["arrivals"].save("1/list.zip", ContentFile(b"still to be confirmed"))
    photo.refresh_from_db()
    return photo


def served(photo: Photo) -> bytes:
    """A private and a published picture, as a browser gets them."""
    client = Client()
    client.force_login(User.objects.get(username="hr"))
    private = client.get(f"/photos/{photo.pk}/preview/")
    published = client.get(f"/pictures/{photo.publication.token}/directory-96.jpg")
    assert (private.status_code, published.status_code) == (200, 200)
    return b"".join(private) + bytes(published.content)


def backup(folder: Path, *arguments: str) -> str:
    out = io.StringIO()
    call_command("backup", str(folder), *arguments, stdout=out)
    return out.getvalue()


def restore(folder: Path, *arguments: str) -> str:
    out = io.StringIO()
    call_command("restore", str(folder), *arguments, stdout=out)
    return out.getvalue()


def open_to_others(folder: Path) -> list[Path]:
    return [one for one in (folder, *folder.rglob("*")) if one.stat().st_mode & 0o077]


def test_what_was_wiped_is_back_as_it_was(tmp_path: Path, settings: Settings) -> None:
    place = tmp_path / "backups"
    photo = fill()
    pictures = served(photo)  # cuts a rendition, which is a row and a file too
    rows_before, stored_before = rows(), stored()
    backup(place)
    (made,) = folders.complete(place)
    assert open_to_others(made) == []

    # Saved again: files that are known take no room; what came since is in the newer one alone.
    factories.photo(factories.person("e1004"))
    backup(place, "--keep", "2")
    linked = [one.stat().st_nlink for one in (folders.complete(place)[1] / "files").rglob("*.jpg")]
    assert sorted(linked)[:4] == [1, 1, 1, 2]

    with pytest.raises(CommandError, match="--replace"):
        restore(made)
    tampered = next((made / "files" / "private").rglob("*.jpg"))
    original = tampered.read_bytes()
    for damage in (original[:-1], original[:-1] + b"\0", None):
        tampered.unlink()
        if damage is not None:
            tampered.write_bytes(damage)
        with pytest.raises(CommandError, match=r"damaged; nothing was changed.\n.*jpg"):
            restore(made, "--replace")
    assert Person.objects.filter(employee_id="e1004").exists()  # nothing was changed
    tampered.write_bytes(original)

    wipe()
    told = restore(made)

    assert "is back" in told
    assert "A row names a file" not in told
    assert Event.objects.filter(action="site.restore").count() == 1
    assert rows() == rows_before
    assert stored() == stored_before
    assert served(photo) == pictures
    assert open_to_others(location("private")) == []

    # The newest one, over what is there; who was erased since is erased again, by the list that
    # lies beside the backups.
    line = f"{PersonCard.objects.get(person__employee_id='e1003').key} {WHEN_ERASED}"
    (place / erased.NAME).write_text(f"{line}\n")
    restore(place, "--replace")
    assert line in settings.ERASED_KEYS_FILE.read_text()
    known = set(Person.objects.values_list("employee_id", flat=True))
    assert known == {"e1001", "e1002", "e1004"}
    call_command("verify_erasure")


def test_a_photo_that_comes_during_a_backup_is_no_row_without_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uploads and erasures between the database's moment and the files' reading."""
    fill()
    gone = Photo.objects.get(person__employee_id="e1003")
    save = files.save

    def meanwhile(*arguments: Any) -> Any:
        factories.photo(factories.person("e1005"))
        gone.preview.storage.delete(str(gone.preview))
        return save(*arguments)

    monkeypatch.setattr(files, "save", meanwhile)
    backup(tmp_path / "backups")
    told = restore(tmp_path / "backups", "--replace")
    assert not Person.objects.filter(employee_id="e1005").exists()
    # Named is the one that was erased; of the one uploaded there are files and no row.
    assert [line.rsplit(" ")[-1] for line in told.splitlines()[1:]] == [str(gone.preview)]


def test_half_a_backup_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "backups"
    fill()

    def full(*_: Any) -> Any:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(files, "copy", full)
        with pytest.raises(CommandError, match="No space left"):
            backup(place)
    assert folders.complete(place) == []
    assert list(place.glob("*Z*")) == []
    with pytest.raises(CommandError, match="no complete backup"):
        restore(place, "--replace")

    backup(place)
    (made,) = folders.complete(place)
    manifest = json.loads((made / NAME).read_text())
    manifest["entries"][1]["path"] = "../../../etc/passwd"
    (made / NAME).write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="leads out of the backup"):
        restore(place, "--replace")


def test_what_is_damaged_on_the_site_is_told_and_keeps_older_backups(tmp_path: Path) -> None:
    place = tmp_path / "backups"
    backup(place)
    name = write_file("masters", b"a picture", ExitStack())
    (location("private") / name).write_bytes(b"another")
    with pytest.raises(CommandError, match="1 damaged files; no older backup was removed"):
        backup(place, "--keep", "1")
    assert len(folders.complete(place)) == 2
