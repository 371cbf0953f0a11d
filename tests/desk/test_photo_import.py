"""Photos are brought in: they arrive, are matched, confirmed, taken in and reported."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from desk.models import ImportedFile, PhotoImport
from desk.photo_import import claims, purging, running, taking, unpacking
from desk.photo_import.arrivals import opened, owner_of
from desk.photo_import.claims import Slice
from photos.models import Photo
from photos.storage import stored_names
from tests import factories
from tests.work import messages
from work.engines.chosen import engine

pytestmark = pytest.mark.django_db
State, Clarity = ImportedFile.State, ImportedFile.Clarity
PAGE = "/admin/desk/bring-in/"
TAKE_IN = running.take_in.module_path
BROKEN = "The picture is damaged or incomplete. Please export it or download it again."


@pytest.fixture(autouse=True)
def arrivals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of waiting files, empty for each test."""
    folder = tmp_path / "arrivals"
    monkeypatch.setitem(vars(storages["arrivals"]), "base_location", folder)
    monkeypatch.setitem(vars(storages["arrivals"]), "location", str(folder))
    return folder


@pytest.fixture
def hr(client: Client, hr_user: User) -> Client:
    client.force_login(hr_user)
    return client


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def bring(client: Client, files: dict[str, bytes]) -> PhotoImport:
    """Send the files by the plain form."""
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    client.post(f"{PAGE}begin/", {"files": sent})
    photo_import = PhotoImport.objects.latest("pk")
    for archive in photo_import.files.unpacking():
        unpacking.unpack.func(archive.pk)
    return photo_import


def act(client: Client, photo_import: PhotoImport, what: str, **posted: Any) -> str:
    """Do something on the import's page; the page that comes of it."""
    response = client.post(f"{PAGE}{photo_import.pk}/{what}/", posted, follow=True)
    photo_import.refresh_from_db()
    return response.content.decode()


def fates(photo_import: PhotoImport) -> dict[str, str]:
    return dict(photo_import.files.pictures().values_list("name", "state"))


def waiting() -> Iterator[str]:
    return stored_names(storages["arrivals"])


def test_photos_of_a_zip_go_to_their_people(hr: Client, hr_user: User) -> None:
    for employee_id in ("e1001", "e1002", "e1003", "e1004"):
        factories.person(employee_id)
    photo_import = bring(
        hr,
        {
            "team.zip": zipped(
                {
                    "e1001-amara-okafor.jpg": factories.picture("e1001"),
                    "james.whitfield@example.com.jpg": factories.picture("e1002"),
                    "Tanaka, Mei.jpg": factories.picture("e1003"),
                    "IMG_0042.jpg": factories.picture("e1004"),
                    "e1004.jpg": b"\xff\xd8\xff broken",
                    "notes.rar": b"",
                }
            )
        },
    )
    act(hr, photo_import, "go-on")
    files = {file.name: file for file in photo_import.files.all()}
    assert {name: file.clarity for name, file in files.items()} == {
        "e1001-amara-okafor.jpg": Clarity.SURE,
        "james.whitfield@example.com.jpg": Clarity.SURE,
        "Tanaka, Mei.jpg": Clarity.UNCLEAR,
        "IMG_0042.jpg": Clarity.NOBODY,
        "e1004.jpg": Clarity.SURE,
        "notes.rar": "",
    }
    unknown = files["IMG_0042.jpg"].pk
    page = act(hr, photo_import, "confirm", do="suggestions", **{f"employee-{unknown}": "nobody"})
    assert "nobody has the employee id “nobody”" in page
    act(hr, photo_import, "confirm", do="start")
    assert photo_import.state == PhotoImport.State.CONFIRMING  # one file is open yet
    act(hr, photo_import, "confirm", do="rest")
    act(hr, photo_import, "confirm", do="start")
    running.run(photo_import.pk)
    photo_import.refresh_from_db()
    assert photo_import.state == PhotoImport.State.DONE
    assert fates(photo_import) == {
        "e1001-amara-okafor.jpg": State.ADDED,
        "james.whitfield@example.com.jpg": State.ADDED,
        "Tanaka, Mei.jpg": State.ADDED,
        "IMG_0042.jpg": State.LEFT_OUT,
        "e1004.jpg": State.REFUSED,
        "notes.rar": State.REFUSED,
    }
    assert set(Photo.objects.values_list("person__employee_id", "uploaded_by", "source")) == {
        (employee_id, hr_user.pk, "import") for employee_id in ("e1001", "e1002", "e1003")
    }
    assert list(waiting()) == []
    check_report(hr, photo_import)


def check_report(hr: Client, photo_import: PhotoImport) -> None:
    """Both forms say the same of every file."""
    told = hr.get(f"{PAGE}{photo_import.pk}/report.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(told)))
    named = {line[0]: line[1:6] for line in lines[1:]}
    assert named["Tanaka, Mei.jpg"] == ["e1003", "Mei Tanaka", "name", "taken in", ""]
    assert named["e1004.jpg"][3:] == ["refused", BROKEN]
    book = load_workbook(io.BytesIO(hr.get(f"{PAGE}{photo_import.pk}/report.xlsx").content))
    rows = [[cell or "" for cell in row] for row in book.worksheets[0].values]
    assert rows == lines


def test_two_files_of_one_person_are_asked_about(hr: Client) -> None:
    person = factories.person("e1001")
    photo_import = bring(
        hr, {"e1001.jpg": factories.picture("e1001"), "e1001 b.jpg": factories.picture("e1002")}
    )
    act(hr, photo_import, "go-on")
    page = f"{PAGE}{photo_import.pk}/"
    assert "Several files here are for this person" in hr.get(page).content.decode()
    one, other = photo_import.files.undecided()
    both = {f"choice-{one.pk}": person.pk, f"choice-{other.pk}": person.pk}
    told = act(hr, photo_import, "confirm", do="suggestions", **both)
    assert "has another photo here" in told
    assert photo_import.files.ready().count() == 1


def test_a_file_arrives_in_slices_and_only_once(hr: Client) -> None:
    content = factories.picture("e1001")
    photo_import = bring(hr, {})
    address = f"{PAGE}{photo_import.pk}/send/?name=e1001.jpg&size={len(content)}"

    def send(offset: int, upto: int) -> dict[str, Any]:
        piece = content[offset:upto]
        sent = hr.post(f"{address}&offset={offset}", piece, "application/octet-stream")
        told: dict[str, Any] = sent.json()
        return told

    hr.post(address)
    whole = ContentFile(content[:3_000])  # as a version before kept what had come
    storages["arrivals"].save(photo_import.files.get().stored, whole)
    assert hr.post(address).json() == {"offset": 3_000}
    assert send(3_000, 5_000) == {"offset": 0}
    assert send(0, 5_000) == {"offset": 5_000}
    assert send(9_000, 10_000) == {"offset": 5_000}  # kept, and the gap before it told
    assert hr.post(address).json() == {"offset": 5_000}  # where to go on after a break
    assert send(5_000, len(content)) == {"offset": len(content)}
    assert photo_import.files.undecided().count() == 1
    send(0, len(content))
    assert photo_import.files.count() == 1
    assert {owner_of(name) for name in waiting()} == {photo_import.files.get().stored}
    with opened(photo_import.files.get().stored) as kept:
        assert kept.read() == content


def test_a_run_that_died_goes_on_and_adds_nothing_twice(hr: Client) -> None:
    for employee_id in ("e1001", "e1002"):
        factories.person(employee_id)
    files = {f"{name}.jpg": factories.picture(name) for name in ("e1001", "e1002")}
    photo_import = bring(hr, files)
    act(hr, photo_import, "go-on")
    act(hr, photo_import, "confirm", do="start")
    # What kill -9 leaves: the photo is in, its file's row doesn't say so, the lease runs out.
    dead = Slice()
    assert dead.claim(photo_import.files.ready(), 1)
    held = ImportedFile.objects.filter(runner=dead.name)
    first = held.get()
    taking.take(photo_import, dead)
    later = timezone.now() + timedelta(minutes=1)
    ImportedFile.objects.filter(pk=first.pk).update(
        state=State.READY, photo=None, runner=dead.name, lease_until=later
    )
    assert running.run(photo_import.pk) is False
    assert photo_import.files.ready().get() == first  # the other's as long as the lease lasts
    past = timezone.now() - timedelta(seconds=1)
    held.update(lease_until=past)
    PhotoImport.objects.update(lease_until=past)
    messages.forget_messages([photo_import.pk])
    hr.get(f"{PAGE}{photo_import.pk}/")  # sends it again
    assert [message.args for message in engine().messages(TAKE_IN)] == [(photo_import.pk,)]
    running.take_in.func(photo_import.pk)
    running.take_in.func(photo_import.pk)
    assert set(fates(photo_import).values()) == {State.ADDED}
    assert Photo.objects.count() == 2
    told = hr.get(f"{PAGE}{photo_import.pk}/progress/").json()
    assert told["state"] == PhotoImport.State.DONE
    assert (told["counts"]["added"], told["counts"]["measured"]) == (2, 0)


def test_several_workers_share_an_import_some_seconds_at_a_time(
    hr: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each turn ends after one step here; ZIP and photos are shared by claims, whoever dies."""
    monkeypatch.setattr(claims, "SLICE_SECONDS", 0)
    monkeypatch.setattr(running, "PHOTOS_AT_ONCE", 1)
    names = ["e1001", "e1002", "e1003"]
    for employee_id in names:
        factories.person(employee_id)
    photo_import = bring(
        hr, {"team.zip": zipped({f"{name}.jpg": factories.picture(name) for name in names})}
    )
    archive = photo_import.files.unpacking().get()
    assert (archive.place, archive.photos_inside) == (1, 3)
    page = hr.get(f"{PAGE}{photo_import.pk}/").content.decode()
    assert "1 of 3 photos are unpacked." in page
    assert "Match to people" not in page
    assert "still being unpacked" in act(hr, photo_import, "go-on")
    # The second photo came out, and its runner died before it could say so.
    unpacking.run(archive.pk)
    ImportedFile.objects.filter(pk=archive.pk).update(place=1)
    while unpacking.run(archive.pk):
        pass
    assert photo_import.files.count() == 3
    assert len(list(waiting())) == 3
    act(hr, photo_import, "go-on")
    act(hr, photo_import, "confirm", do="start")
    slow = Slice()
    assert slow.claim(photo_import.files.ready(), 1)
    assert running.run(photo_import.pk) is True  # one of the two that nobody holds
    assert photo_import.files.ready().count() == 2
    taking.take(photo_import, slow)
    assert running.run(photo_import.pk) is True
    assert running.run(photo_import.pk) is False
    photo_import.refresh_from_db()
    assert photo_import.state == PhotoImport.State.DONE
    assert set(fates(photo_import).values()) == {State.ADDED}
    assert Photo.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("team.zip", b"no archive", "neither a photo nor a ZIP archive"),
        ("photo.exe", b"MZ", "neither a photo (JPEG"),
        ("e1001.jpg", b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(
    hr: Client, name: str, content: bytes, told: str
) -> None:
    photo_import = bring(hr, {name: content})
    assert told in photo_import.files.get(state=State.REFUSED).reason
    assert told in hr.get(f"{PAGE}{photo_import.pk}/").content.decode()
    assert list(waiting()) == []


def test_a_bomb_is_refused(hr: Client) -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("e1001.jpg", b"\0" * 30_000_000)
    photo_import = bring(hr, {"bomb.zip": inside.getvalue()})
    assert photo_import.files.get().reason == "It is larger than 20 MB."


def test_a_people_list_comes_along(hr: Client) -> None:
    roster = b"employee_id,first_name,last_name,photo\ne1001,Amara,Okafor,portrait.jpg\n"
    photo_import = bring(hr, {"team.csv": roster, "portrait.jpg": factories.picture("e1001")})
    assert "People list: 1 new" in hr.get(f"{PAGE}{photo_import.pk}/").content.decode()
    act(hr, photo_import, "go-on")
    ready = photo_import.files.ready().get()
    assert ready.person is not None
    assert (ready.person.employee_id, ready.matched_by) == ("e1001", "list")


def test_who_may_not_change_people_brings_no_list(client: Client) -> None:
    client.force_login(factories.user(may=("add_photo", "view_person"), is_staff=True))
    photo_import = bring(client, {"team.csv": b"employee_id,first_name\ne1,Amara\n"})
    refused = photo_import.files.get()
    assert refused.reason == "You may not change people: the list stays out."


def test_only_who_may_add_photos_gets_in(client: Client, hr_user: User) -> None:
    hr_user.user_permissions.remove(*hr_user.user_permissions.filter(codename="add_photo"))
    client.force_login(hr_user)
    assert client.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    assert client.post(f"{PAGE}begin/").status_code == HTTPStatus.FORBIDDEN


def test_a_waiting_file_is_shown_in_small(hr: Client) -> None:
    photo_import = bring(hr, {"a.jpg": factories.picture(), "b.jpg": b"\xff\xd8\xff broken"})
    good, bad = photo_import.files.all()
    seen = hr.get(f"{PAGE}{photo_import.pk}/files/{good.pk}/picture/")
    assert seen["Content-Type"] == "image/jpeg"
    assert "no-store" in seen["Cache-Control"]
    assert seen["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (seen["X-Content-Type-Options"], seen["Content-Disposition"]) == ("nosniff", "inline")
    broken = hr.get(f"{PAGE}{photo_import.pk}/files/{bad.pk}/picture/")
    assert broken["Location"].endswith("unreadable.svg")


def test_cancelled_and_forgotten_imports_leave_no_file(hr: Client) -> None:
    cancelled = bring(hr, {"a.jpg": factories.picture()})
    forgotten = bring(hr, {"b.jpg": factories.picture()})
    act(hr, cancelled, "cancel")
    assert len(list(waiting())) == 1
    PhotoImport.objects.filter(pk=forgotten.pk).update(
        created_at=timezone.now() - timedelta(days=settings.SAMEFRAME_KEEP_DAYS["imports"] + 1)
    )
    assert purging.forget_old() == 1
    assert list(waiting()) == []
    assert not PhotoImport.objects.filter(pk=forgotten.pk).exists()
