"""Messages go once, in the person's language, remind and stop, and what fails can be seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation

from config.mail import mailers
from photos.models import Outcome
from privacy.erasing import erase_person
from privacy.finishing import finish
from privacy.mail_files import words_of
from privacy.verifying import orphans
from retakes import states
from retakes.asking import Wish, ask
from retakes.messages.claims import PAUSES, claim, give_up_left, next_reminder
from retakes.messages.hours import next_business
from retakes.messages.kinds import Kind
from retakes.messages.pages.folder import FiledMail, mail_named, names
from retakes.messages.rows import SentMessage
from retakes.messages.sending import send_due
from retakes.messages.upkeep import send_due as hand_over
from retakes.models import Retake, RetakeSettings
from tests import factories
from tests.retakes.messages.mail_server import mail_server
from work.engines.chosen import engine

pytestmark = pytest.mark.django_db(transaction=True)
State = SentMessage.State
AT_WORK = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("UTC"))  # a Wednesday
AT_NIGHT = datetime(2026, 11, 25, 23, tzinfo=ZoneInfo("UTC"))


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILERS = mailers()
    settings.SAMEFRAME_SCHEDULE = {}  # called by name here
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(storages["mail"]), name, str(tmp_path / "mail"))


def asked(employee_id: str, **columns: str) -> Retake:
    person = factories.person(employee_id, **columns)
    photo = factories.judged_photo(person, Outcome.RETAKE, 20)
    return ask(person, None, Wish(Retake.Cause.FLAGGED, "By Friday, <please>."), photo).retake


def due(retake: Retake, moment: datetime) -> None:
    Retake.objects.filter(pk=retake.pk).update(message_due_at=moment)


def worked(now: datetime = AT_WORK) -> list[FiledMail]:
    """The mails that newly lie in the folder once the clock and a worker were at it."""
    before = set(names())
    hand_over(now)
    call_command("work", "--once")
    return [mail_named(name) for name in names() if name not in before]


def test_a_request_goes_in_the_persons_language_reminds_and_stops(client: Client) -> None:
    amara, jonas = asked("e1001"), asked("e1002", language="de")
    asked("e1003", email="")
    due(amara, AT_NIGHT - timedelta(minutes=2))
    due(jonas, AT_NIGHT - timedelta(minutes=1))
    german, english = worked(AT_NIGHT)
    assert english.to == amara.person.email
    assert english.subject == "Please send a new photo for the directory"
    assert german.subject == "Bitte senden Sie ein neues Foto für das Verzeichnis"
    assert "HR writes: By Friday, <please>." in english.text
    assert "By Friday, &lt;please&gt;." in english.html
    link = next(line for line in english.text.splitlines() if "/me/" in line)
    assert f'href="{link}"' in english.html
    assert amara.person.last_name not in english.text + english.html
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert not worked()

    amara.refresh_from_db()
    assert (amara.messages, SentMessage.objects.filter(state=State.SENT).count()) == (1, 2)
    assert amara.message_due_at
    for _ in range(2):
        due(amara, AT_WORK - timedelta(minutes=1))
        assert not worked(AT_NIGHT)
        [reminder] = worked()
        assert reminder.subject.startswith("Reminder")
    assert Retake.objects.get(pk=amara.pk).message_due_at is None

    due(jonas, AT_WORK)
    assert states.pause(jonas)
    assert not worked()
    assert states.resume(jonas)
    due(jonas, AT_WORK)
    states.cancel(jonas)
    assert not worked()  # the decision can still be taken back
    due(jonas, AT_WORK)
    [ended] = worked()
    assert ended.subject == "Es wird kein neues Foto mehr gebraucht"
    assert "/me/" not in ended.text

    erase_person(amara.person)
    assert {words_of(name).splitlines()[0] for name in names()} == {jonas.person.email}
    assert finish()
    assert not orphans()


def test_a_message_is_one_workers_and_no_more_go_than_the_server_takes(
    settings: LazySettings,
) -> None:
    first, second, third = (asked(f"e100{number}") for number in (1, 2, 3))
    now = timezone.now()
    message = claim(first.pk)
    assert message
    assert claim(first.pk) is None
    settings.SAMEFRAME_MAILS_PER_MINUTE = 2
    assert hand_over(now + timedelta(seconds=1)) == 1
    assert hand_over(now + timedelta(seconds=1)) == 0
    assert [one.args for one in engine().messages()] == [(second.pk,)]

    SentMessage.objects.update(begun_at=now - timedelta(hours=1))
    give_up_left()
    message.refresh_from_db()
    assert message.state == State.UNSURE
    first.refresh_from_db()
    assert first.messages == 1  # it may have gone: the next is a reminder
    assert third.message_due_at


def test_what_the_mail_server_refuses_is_tried_again_and_then_seen(settings: LazySettings) -> None:
    retake = asked("e1001")
    with mail_server() as server:
        settings.MAILERS = server.mailers
        server.answer = "450 later"
        for attempt in range(1, len(PAUSES) + 2):
            due(retake, timezone.now())
            send_due(retake.pk)
            message = SentMessage.objects.get()
            assert message.attempts == attempt == len(server.asked)
        assert (message.state, message.error) == (State.FAILED, "SMTPRecipientsRefused 450")
        retake.refresh_from_db()
        assert (retake.message_due_at, retake.messages, server.taken) == (None, 0, [])
        assert not retake.person.links.open().exists()

        due(retake, timezone.now())
        server.answer = "550 nobody"
        again = send_due(retake.pk)
        assert again
        again.refresh_from_db()
        assert (again.state, again.attempts) == (State.FAILED, 1)

        server.answer = "250 ok"
        due(retake, timezone.now())
        send_due(retake.pk)
        assert b"Auto-Submitted: auto-generated" in server.taken[0]
    assert SentMessage.objects.filter(state=State.SENT, kind=Kind.REQUEST).exists()


def test_reminders_fall_on_working_hours_and_count_anew_with_a_new_request() -> None:
    late_on_friday = datetime(2026, 11, 27, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert next_business(late_on_friday).isoformat() == "2026-11-30T08:00:00+01:00"
    retake = asked("e1001")
    RetakeSettings.objects.create(pk=1, most_reminders=1)
    for minute, kind in enumerate((Kind.REQUEST, Kind.REMINDER, Kind.ASKED_AGAIN)):
        SentMessage.objects.create(
            retake=retake,
            kind=kind,
            language="de",
            address="a@example.com",
            state=State.SENT,
            begun_at=AT_WORK + timedelta(minutes=minute),
        )
        is_due = next_reminder(retake.pk, AT_WORK) is not None
        assert is_due == (kind != Kind.REMINDER)
    assert translation.get_language() == "en-gb"
