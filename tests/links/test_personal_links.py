"""The personal link: who it opens for, what it takes, what it never tells."""

import logging
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from audit.models import Event
from links.models import LIFE, PersonLink
from photos.models import Photo
from retakes.models import Draft
from tests import factories
from tests.links.opening import Opened, link_of
from tokens.models import digest

pytestmark = pytest.mark.django_db

GERMAN = {"accept-language": "de"}


def sent(client: Client, link: Opened, data: bytes, name: str = "me.jpg") -> int:
    """The status after a file was sent by the link."""
    file = SimpleUploadedFile(name, data, content_type="image/jpeg")
    return client.post(link.at("photo/"), {"photo": file}).status_code


def submitted(client: Client, link: Opened, data: bytes) -> int:
    """The status after a photo was checked and then submitted."""
    sent(client, link, data)
    draft = Draft.objects.get(link=link.row)
    return client.post(link.at("submit/"), {"draft": draft.pk, "how": "plain"}).status_code


def page(client: Client, link: Opened, at: str = "") -> str:
    return client.get(link.at(at)).content.decode()


# --- the key ----------------------------------------------------------------


def test_the_key_has_256_bits_and_only_its_hash_is_kept() -> None:
    link = link_of()
    assert len(link.key) == 43  # 32 bytes in base 64
    stored = [str(value) for row in PersonLink.objects.values() for value in row.values()]
    assert digest(link.key) in stored
    assert not [value for value in stored if link.key in value]
    assert not Event.objects.filter(key__contains=link.key).exists()
    assert link.row.expires_at - timezone.now() <= LIFE


def test_looking_never_uses_a_link_up(client: Client) -> None:
    link = link_of()
    for _ in range(3):  # as mail scanners do
        assert client.head(link.at()).status_code == 200
        assert client.get(link.at()).status_code == 200
        assert client.get(f"/me/{link.key}").status_code == 200  # its last sign was lost
        assert client.get(link.at("photo/")).status_code == 302
    link.row.refresh_from_db()
    assert (link.row.used_at, link.row.uploads) == (None, 0)
    assert sent(client, link, factories.picture()) == 302


def test_only_a_submitted_photo_uses_the_link_up(client: Client) -> None:
    link = link_of()
    assert client.post(link.at("photo/")).status_code == 422
    no_form = client.post(link.at("photo/"), b"\0", content_type="multipart/form-data")
    assert no_form.status_code == 422
    for part in ("consent/", "erasure/"):
        broken = client.post(link.at(f"privacy/{part}"), b"\0", content_type="multipart/form-data")
        assert broken.status_code == 400
    refused = client.post(
        link.at("photo/"), {"photo": SimpleUploadedFile("a.jpg", b"GIF89a nothing")}
    )
    assert refused.status_code == 422
    assert "This photo was not taken" in refused.content.decode()
    assert "Please use JPEG, PNG, WebP, HEIC or AVIF." in refused.content.decode()
    assert not Photo.objects.exists()
    assert sent(client, link, factories.picture()) == 302
    link.row.refresh_from_db()
    assert (link.row.used_at, Photo.objects.count()) == (None, 0)  # checked is not submitted
    assert submitted(client, link, factories.picture()) == 302
    photo = Photo.objects.get()
    assert (photo.source, photo.uploaded_by, photo.person) == ("link", None, link.row.person)
    assert sent(client, link, factories.picture("e1002")) == 404
    gone = link_of(factories.person("e1003", status="left"))
    assert sent(client, gone, factories.picture("e1003")) == 404
    link.row.refresh_from_db()
    assert (link.row.uploads, Photo.objects.count()) == (1, 1)
    assert "Somebody from HR looks at it next." in page(client, link)


def test_a_file_that_is_far_too_large_is_told_so_unread(client: Client) -> None:
    link = link_of()
    answer = client.post(
        link.at("photo/"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="31000000",
    )
    assert answer.status_code == 422
    assert "the limit is 20 MB" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "-1", "many", "0x10", "\u0663"])
def test_no_length_does_harm(client: Client, length: str) -> None:
    form = "multipart/form-data; boundary=x"
    sent = client.post(link_of().at("photo/"), b"", content_type=form, CONTENT_LENGTH=length)
    assert sent.status_code == 422


def test_links_that_open_nothing_are_all_alike(client: Client) -> None:
    ended, revoked = link_of(), link_of(factories.person("e1002"))
    PersonLink.objects.filter(pk=ended.row.pk).update(expires_at=timezone.now())
    PersonLink.objects.filter(pk=revoked.row.pk).update(revoked_at=timezone.now())
    replaced = link_of(factories.person("e1003"))
    link_of(replaced.row.person)
    used = link_of(factories.person("e1004"))
    submitted(client, used, factories.picture("e1004"))
    wrong = Opened(ended.row, ended.key[:-1] + ("A" if ended.key[-1] != "A" else "B"))
    answers = [
        client.get(link.at(at))
        for link in (ended, revoked, replaced, wrong, Opened(ended.row, "a\0%00"))
        for at in ("", "privacy/", "photo/")
    ]
    answers += [client.post(one.at("photo/")) for one in (ended, revoked, wrong, used)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "This link is not open" in answers[0].content.decode()


def test_every_answer_keeps_the_address_to_itself(client: Client) -> None:
    link = link_of()
    photo = factories.photo(link.row.person)
    for at in ("", "privacy/", "photo/", f"photo/{photo.pk}/preview/", "photo/0/preview/"):
        for key in (link.key, "wrong"):
            answer = client.get(f"/me/{key}/{at}")
            answer.getvalue()  # a picture is read from its file
            headers = answer.headers
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "no-store"
            assert "noindex" in headers["X-Robots-Tag"]
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert "unsafe" not in headers["Content-Security-Policy"]
            runs_our_own = "script-src 'self'" in headers["Content-Security-Policy"]
            assert runs_our_own == (at in {"", "photo/"})
    assert not client.cookies


def test_no_log_and_no_trail_tells_the_key(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    link = link_of()
    for at in ("", "privacy/", "nothing/", "privacy", "photo/1/no/"):
        client.get(link.at(at))
    sent(client, link, b"GIF89a nothing")
    client.put(link.at())
    client.post(link.at("privacy/consent/"), b"\0", content_type="multipart/form-data")
    submitted(client, link, factories.picture())
    sent(client, link, factories.picture("e1002"))  # one too many
    told = [str(value) for row in Event.objects.values() for value in row.values()]
    assert not [one for one in told if link.key in one]
    assert link.key not in caplog.text
    used = Event.objects.get(action="link.use")
    assert (used.door, used.who, used.key) == ("link", f"link: {link.row.pk}", str(link.row.pk))
    assert used.person_key == link.row.person.card.key


def test_the_page_names_the_first_name_alone(client: Client) -> None:
    person = factories.person("e1001")
    link = link_of(person)
    for words in (page(client, link), page(client, link, "privacy/")):
        for secret in (person.last_name, person.email, person.employee_id, person.job_title):
            assert secret not in words
    assert f"Hello {person.first_name}" in page(client, link)


# --- pictures ---------------------------------------------------------------


def test_a_link_shows_its_persons_pictures_and_nobody_elses(client: Client) -> None:
    link = link_of()
    own = factories.photo(link.row.person)
    others = factories.photo(factories.person("e1002"))
    answer = client.get(link.at(f"photo/{own.pk}/preview/"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.content
    for at in (
        f"photo/{others.pk}/preview/",
        f"photo/{own.pk}/verdict/",
        f"photo/{9**17}/master/",
    ):
        assert client.get(link.at(at)).status_code == 404


def test_states_are_said_to_the_person(client: Client) -> None:
    link = link_of()
    person = link.row.person
    factories.published_photo(person)
    assert "Approved. Your colleagues see this photo." in page(client, link)
    newer = factories.judged_photo(person, "retake", 20)
    words = page(client, link)
    assert "Somebody from HR looks at it next." in words
    assert newer.main_reason in words
    assert "What colleagues see" in words
    words = client.get(link.at(), headers=GERMAN).content.decode()
    assert 'lang="de"' in words


# --- making -----------------------------------------------------------------


def test_the_command_prints_the_link_once(settings: Settings) -> None:
    person, told, said = factories.person("e1001"), StringIO(), StringIO()
    settings.SITE_URL = "https://photos.example.com"
    call_command("create_link", person.employee_id, stdout=told, stderr=said)
    address = told.getvalue().strip()
    assert address.startswith("https://photos.example.com/me/")
    assert Client().get(address.removeprefix("https://photos.example.com")).status_code == 200
    with pytest.raises(CommandError, match="nobody"):
        call_command("create_link", "nobody", stdout=told)
