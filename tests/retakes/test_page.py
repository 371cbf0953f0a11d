"""The page behind a personal link: checked first, submitted by its person alone."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from directory.models import Person
from photos.models import Assessment, Outcome, Photo
from photos.quality import apart
from photos.quality.analysis import Analysis
from photos.quality.standard import load_standard
from photos.storage import read_file, stored_names
from privacy.erasing import erase_person
from retakes.asking import Wish, ask
from retakes.draft_rows import LIFE
from retakes.models import Draft, Retake
from retakes.page.benchmark import on_its_side
from retakes.page.drafts import finish, remove_old
from retakes.page.examples import EXAMPLES, NUMBERS, examples_for, measured
from tests import factories
from tests.links.opening import Opened, link_of

pytestmark = pytest.mark.django_db
CROPPED = "e1020"  # stands too far away, in enough pixels for a crop


def send(client: Client, link: Opened, data: bytes) -> str:
    """The page after a photo was sent to be checked."""
    file = SimpleUploadedFile("me.jpg", data, content_type="image/jpeg")
    return text(client.post(link.at("photo/"), {"photo": file}, follow=True))


def submit(client: Client, link: Opened, how: str, note: str = "") -> str:
    draft = Draft.objects.filter(link=link.row).first()
    form = {"draft": draft.pk if draft else 0, "how": how, "note": note}
    return text(client.post(link.at("submit/"), form, follow=True))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked(of: str = "e1001") -> tuple[Retake, Opened]:
    """A person whose photo is to be replaced, and their link."""
    person = factories.person(of)
    photo = factories.judged_photo(person, Outcome.RETAKE, 20)
    return ask(person, None, Wish(Retake.Cause.FLAGGED), photo).retake, link_of(person)


def files() -> set[str]:
    return set(stored_names(storages["private"]))


def test_a_good_photo_is_checked_and_then_submitted(client: Client) -> None:
    retake, link = asked()
    assert "Please send a new photo" in text(client.get(link.at()))
    words = send(client, link, factories.picture("e1002"))
    assert "This photo is fine" in words
    assert "Submit this photo" in words
    link.row.refresh_from_db()
    retake.refresh_from_db()
    assert (link.row.used_at, retake.state, Photo.objects.count()) == (None, "tried", 1)
    assert "is not submitted yet" in text(client.get(link.at()))
    draft = Draft.objects.get()
    assert "Thank you" in submit(client, link, "plain")
    photo = Photo.objects.get(source="link")
    assert (photo.state, photo.verdict, photo.sha256) == ("in_review", "pass", draft.sha256)
    assert str(photo.master) == str(draft.master)
    work = Assessment.objects.get(photo=photo)  # done already: nothing is measured again
    assert (work.state, work.analysis) == ("done", draft.analysis)
    assert photo.fingerprint == Analysis.from_json(draft.analysis).fingerprint
    retake.refresh_from_db()
    assert (retake.state, retake.submitted) == ("submitted", photo)
    assert not Draft.objects.exists()
    assert "Thank you" in submit(client, link, "plain")  # once more
    assert Photo.objects.count() == 2
    assert "link is not open" in send(client, link, factories.picture("e1003"))


def test_a_photo_on_its_side_gets_its_master_when_it_is_submitted(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    _, link = asked()
    assert "This photo is fine" in send(client, link, on_its_side(factories.picture("e1002")))
    draft = Draft.objects.get()
    assert draft.master_waits
    with django_capture_on_commit_callbacks(execute=True):
        assert "Thank you" in submit(client, link, "plain")
    photo = Photo.objects.get(source="link")
    with Image.open(BytesIO(read_file(photo.master))) as master:
        assert master.size == (photo.width, photo.height) == (640, 800)
        assert not master.getexif()
    assert photo.sha256 == draft.sha256
    assert finish(draft) is None  # asked by a page of before
    kept = {str(name) for name in (photo.master, photo.preview, photo.thumbnail)}
    assert kept <= files()
    assert str(draft.master) not in files()


def test_the_machine_refuses_three_times_and_then_a_person_decides(client: Client) -> None:
    retake, link = asked()
    for number, bad in enumerate(("e1012", "e1008", "e1016"), start=1):
        words = send(client, link, factories.picture(bad))
        assert "This photo does not pass yet" in words
        assert ("Send this one to HR" in words) == (number == 3)
        if number < 3:
            submit(client, link, "plain")
            submit(client, link, "person", "Please look.")
            assert Draft.objects.exists()
    assert "is enough: " in words or "is fine" in words
    assert "Your note was not sent" in submit(client, link, "person", " . ")
    assert "Thank you" in submit(client, link, "person", "The window is behind  me.")
    retake.refresh_from_db()
    assert (retake.state, retake.refusals, retake.tries) == ("submitted", 3, 3)
    assert (retake.person_note, retake.person_note_kind) == ("The window is behind me.", "refused")
    assert Photo.objects.get(source="link").verdict == "retake"


def test_a_link_that_hr_made_by_hand_counts_and_takes_notes_as_well(client: Client) -> None:
    link = link_of()
    for bad in ("e1012", "e1008"):
        send(client, link, factories.picture(bad))
    assert Draft.objects.get().refusals == 2
    assert "Thank you" in submit(client, link, "not_right", "My light is like that.")
    retake = Retake.objects.get()
    assert (retake.state, retake.person_note_kind) == ("submitted", "not_right")
    assert (retake.person_note, retake.message_due_at) == ("My light is like that.", None)


def test_a_crop_is_offered_and_taken(client: Client) -> None:
    retake, link = asked()
    with Image.open(BytesIO(factories.picture("e1002"))) as small:
        wide = Image.new("RGB", (1700, 1900), small.getpixel((5, 5)))
        wide.paste(small.resize((800, 1000)), (450, 900))
    target = BytesIO()
    wide.save(target, "JPEG", quality=90)
    words = send(client, link, target.getvalue())
    assert "With a crop, this photo is fine" in words
    assert '<path d="M' in words
    assert client.get(link.at("check/square/")).content[:2] == b"\xff\xd8"
    submit(client, link, "crop")
    retake.refresh_from_db()
    assert (retake.state, retake.crop_accepted) == ("submitted", True)


def test_the_same_photo_is_not_a_new_one(client: Client) -> None:
    retake, link = asked()
    photo, data = retake.photo, factories.picture("e1012")
    assert photo
    found = apart.analyse(data)
    Photo.objects.filter(pk=photo.pk).update(fingerprint=found.fingerprint)
    assert "that we have of you already" in send(client, link, data)
    assert not Draft.objects.exists()


def test_a_draft_is_its_persons_alone_and_gone_after_a_day(
    client: Client,
    admin_client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    link, other = link_of(), link_of(factories.person("e1002"))
    before = files()
    send(client, link, factories.picture("e1003"))
    first = files() - before
    with django_capture_on_commit_callbacks(execute=True):
        send(client, link, factories.picture("e1004"))
    kept = files() - before
    assert len(first) == len(kept) == 3
    assert not first & kept
    for at in ("check/preview/", "check/square/"):
        assert client.get(link.at(at)).status_code == 200
        assert client.get(other.at(at)).status_code == 404
    assert client.get(other.at("check/")).status_code == 302
    draft = Draft.objects.get()
    client.post(other.at("submit/"), {"draft": draft.pk, "how": "plain"})
    assert not Photo.objects.exists()
    own = f"/admin/directory/person/{link.row.person_id}/change/"
    assert "e1004" not in text(admin_client.get("/admin/photos/photo/"))
    assert str(draft.preview) not in text(admin_client.get(own))
    call_command("clean_up")
    remove_old()
    assert kept <= files()
    Draft.objects.update(created_at=timezone.now() - LIFE - timedelta(minutes=1))
    remove_old()
    assert not kept & files()
    assert not Draft.objects.exists()


def test_an_objection_goes_to_hr_and_only_moving_on_the_page_opens_it(client: Client) -> None:
    retake, link = asked()
    client.get(link.at())
    client.head(link.at())
    retake.refresh_from_db()
    assert retake.state == "asked"
    assert client.get(link.at("opened/")).status_code == 405
    assert client.post(link.at("opened/")).status_code == 204
    assert "Your note was not sent" in text(client.post(link.at("objection/"), {"note": ""}))
    words = client.post(link.at("objection/"), {"note": "My wall is plain."}, follow=True)
    assert "My wall is plain." in text(words)
    retake.refresh_from_db()
    assert (retake.state, retake.person_note_kind) == ("opened", "not_right")


def test_erasing_somebody_takes_their_draft_along(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    link, before = link_of(), files()
    send(client, link, factories.picture("e1003"))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(Person.objects.get(pk=link.row.person_id))
    assert files() == before


def test_the_standards_pictures_are_what_their_captions_say() -> None:
    folder = NUMBERS.parents[1] / "static"
    for one in EXAMPLES:
        assert apart.analyse((folder / one.file).read_bytes()) == measured()[one.name]
    assert examples_for(load_standard("headshot")) == EXAMPLES
    creative = {one.name for one in examples_for(load_standard("creative"))}
    assert not creative & {"busy", "too-far"}
    assert {"good", "good-too", "blurred"} <= creative
