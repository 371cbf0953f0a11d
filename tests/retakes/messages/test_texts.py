"""HR's own texts: what is refused, what is shown before it is sent, and the folder of mails."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.storage import storages
from django.test import Client

from audit.models import Event
from config.mail import mailers
from directory.languages import LANGUAGES
from retakes.messages.blocks import Values, blocks_of
from retakes.messages.kinds import Kind
from retakes.messages.mails import Mail
from retakes.messages.placeholders import body_faults, subject_faults
from retakes.messages.rows import MessageTemplate
from retakes.messages.sending import deliver
from retakes.messages.texts import shipped, text_for

PAGE = "/admin/retakes/messages/request/en-gb/"
FOLDER = "/admin/retakes/messages/folder/"
VALUES = Values("{due}", "Ours", due="1 May", reasons=("- One", "Two"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Hello {name}\n\n{link}", "{name} cannot stand here. What can: {first_name}, {company}"),
        ("Hello {first_name", "A brace stands alone"),
        ("{first_name.__class__}\n\n{link}", "{first_name.__class__} cannot stand here"),
        ("Press {link}", "{link} must stand in a line of its own."),
        ("Hello", "{link} is missing"),
    ],
)
def test_a_text_that_could_not_be_sent_is_refused_in_words(body: str, words: str) -> None:
    assert words in " ".join(body_faults(Kind.REQUEST, body))


def test_shipped_texts_keep_the_rules_of_own_ones() -> None:
    for language in LANGUAGES:
        for kind in Kind:
            text = shipped(kind, language)
            assert not subject_faults(kind, text.subject) + body_faults(kind, text.body)


def test_a_paragraph_without_its_value_is_left_out_and_values_are_not_read_again() -> None:
    body = "Hi {first_name}\nof {company}\n{reasons}\n- by {due}\nso\n\nNote: {note}\n\n{link}"
    blocks = blocks_of(body, VALUES)
    assert [(block.lines, block.points) for block in blocks] == [
        (("Hi {due}", "of Ours"), ()),
        ((), ("- One", "Two", "by 1 May")),
        (("so",), ()),
    ]


@pytest.mark.django_db
def test_hr_writes_tries_and_gives_up_a_text(admin_client: Client, admin_user: User) -> None:
    own = {"subject": "A photo, {first_name}", "body": "Dear <b>{first_name}</b>,\n\n{link}"}
    bad = admin_client.post(PAGE, own | {"body": "{nobody}", "do": "save"}).content.decode()
    assert "{nobody} cannot stand here" in bad
    shown = admin_client.post(f"{PAGE}preview/", own).content.decode()
    assert "A photo, Amara" in shown
    assert "&amp;lt;b&amp;gt;Amara" in shown  # escaped in the mail, and once more for the frame
    admin_client.post(PAGE, own | {"do": "test"})
    assert mail.outbox[0].to == [admin_user.email]
    assert mail.outbox[0].subject == "A photo, Amara"
    assert not MessageTemplate.objects.exists()

    assert admin_client.post(PAGE, own | {"do": "save"}).status_code == 302
    assert text_for(Kind.REQUEST, "en-gb").body == own["body"]
    late = admin_client.post(PAGE, own | {"do": "save", "seen": ""}).content.decode()
    assert "Somebody changed this text meanwhile" in late
    admin_client.post(PAGE, {"do": "reset"})
    assert text_for(Kind.REQUEST, "en-gb") == shipped(Kind.REQUEST, "en-gb")
    actions = set(Event.objects.values_list("action", flat=True))
    assert {"message.test", "message.change", "message.reset"} <= actions


@pytest.mark.django_db
def test_superusers_read_the_folder_where_no_server_takes_mails(
    admin_client: Client,
    client: Client,
    hr_user: User,
    settings: LazySettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert admin_client.get(FOLDER).status_code == 404  # mails go elsewhere
    settings.MAILERS = mailers()
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(storages["mail"]), name, str(tmp_path))
    deliver(Mail("Grüße", "Read http://127.0.0.1:8000/me/x/", "<p>Read</p>"), "a@example.com")
    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert "Grüße" in admin_client.get(FOLDER).content.decode()
    shown = admin_client.get(f"{FOLDER}{file.name}/").content.decode()
    assert 'srcdoc="&lt;p&gt;Read&lt;/p&gt;' in shown
    assert 'href="http://127.0.0.1:8000/me/x/"' in shown
    assert admin_client.get(f"{FOLDER}other.eml/").status_code == 404
    client.force_login(hr_user)
    assert client.get(FOLDER).status_code == 404
