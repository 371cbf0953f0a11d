"""HR asks, looks at what came of it, and ends it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from audit.models import Event
from directory.models import Person
from photos import cards
from photos.models import Outcome, Photo
from retakes import states, upkeep
from retakes.asking import Wish, ask
from retakes.models import Retake, RetakeSettings
from retakes.rounds import AT_ONCE
from tests import factories
from work import jobs
from work.engines.chosen import engine

pytestmark = pytest.mark.django_db
LIST, RETAKES = "/admin/retakes/retake/", "/admin/retakes/"
State, Cause = Retake.State, Retake.Cause


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def chosen(client: Client, action: str, *rows: Retake, **sent: str) -> str:
    """Carry out the list's action on requests; the page that follows."""
    values = {"action": action, "_selected_action": [one.pk for one in rows], **sent}
    return text_of(client.post(LIST, values, follow=True))


def confirm(client: Client, address: str, **sent: object) -> str:
    """Look at the page of asking and confirm it as it was; the page that follows."""
    shown = client.post(address, sent) if sent else client.get(address)
    context: dict[str, object] = shown.context  # type: ignore[assignment]
    digest = context["round"].digest  # type: ignore[attr-defined]
    day = (localdate() + timedelta(days=9)).isoformat()
    values = {"confirmed": "yes", "digest": digest, "note": "By Friday.", "due_on": day, **sent}
    return text_of(client.post(address, values, follow=True))


def test_all_flagged_are_asked_looked_at_paused_and_ended(
    admin_client: Client, admin_user: User
) -> None:
    amara, james, wei = (factories.person(one) for one in ("e1001", "e1002", "e1003"))
    photo = factories.measured_photo(amara)
    Photo.objects.filter(pk=photo.pk).update(verdict=Outcome.RETAKE, state="in_review")
    factories.judged_photo(james, Outcome.RETAKE, 20)
    factories.judged_photo(wei, Outcome.PASS, 90)
    cards.write([amara.pk])
    Person.objects.filter(pk=james.pk).update(email="")

    page = text_of(admin_client.get(f"{RETAKES}ask/flagged/"))
    assert "2 people will be asked" in page
    assert "1 of them has no e-mail address" in page
    assert "2 people are asked for a new photo." in confirm(admin_client, f"{RETAKES}ask/flagged/")
    of_amara = Retake.objects.get(person=amara)
    assert (of_amara.cause, of_amara.note) == (Cause.FLAGGED, "By Friday.")
    assert of_amara.due_on == localdate() + timedelta(days=9)
    assert of_amara.findings
    assert of_amara.message_due_at
    photo.refresh_from_db()
    assert photo.state == Photo.State.RETAKE_ASKED  # one deed: it is not left in review
    asks = Event.objects.filter(action="retake.ask")
    assert asks.count() == 2  # nobody is asked twice by it
    page = text_of(admin_client.get(f"{RETAKES}ask/flagged/"))
    assert "There is nobody to ask." in page
    assert "2 are left out" in page

    of_james = Retake.objects.get(person=james)
    Retake.objects.filter(pk=of_james.pk).update(due_on=localdate() - timedelta(days=1))
    late = text_of(admin_client.get(f"{LIST}?look=overdue"))
    assert "James" in late
    assert "Amara" not in late
    assert "James" in text_of(admin_client.get(f"{LIST}?look=unanswered"))
    assert "<code" in text_of(admin_client.post(f"{LIST}{of_james.pk}/link/"))
    one = text_of(admin_client.get(f"{LIST}{of_amara.pk}/change/"))
    assert "By Friday." in one

    assert "1 request changed." in chosen(admin_client, "pause_chosen", of_james)
    assert "James" not in text_of(admin_client.get(f"{LIST}?look=overdue"))
    assert "stays as it is" in chosen(admin_client, "pause_chosen", of_james)
    chosen(admin_client, "cancel_chosen", of_james, confirmed="yes")
    of_james.refresh_from_db()
    assert of_james.state == State.CANCELLED
    admin_client.post(f"{LIST}{of_amara.pk}/do/waive/", {"reason": "Good enough."})
    of_amara.refresh_from_db()
    photo.refresh_from_db()
    assert (of_amara.state, photo.state) == (State.WAIVED, Photo.State.WAIVED)


def test_those_chosen_in_a_list_are_asked_also_in_the_background(admin_client: Client) -> None:
    people = [factories.person() for _ in range(AT_ONCE + 2)]
    sent = {"action": "ask_for_new_photo", "_selected_action": [one.pk for one in people]}
    page = confirm(admin_client, "/admin/directory/person/", **sent)
    assert "2 more follow in the background." in page
    assert Retake.objects.filter(cause=Cause.MISSING).count() == AT_ONCE + 2
    assert Retake.objects.unbegun().count() == 2
    with CaptureQueriesContext(connection) as queries:
        admin_client.get(LIST)
    assert len(queries) < 20  # however many rows the page has
    jobs.run_job.func(*engine().messages(jobs.run_job.module_path)[-1].args)
    assert not Retake.objects.unbegun().exists()


def test_late_requests_expire_and_leavers_are_asked_no_more(admin_user: User) -> None:
    due = localdate() - timedelta(days=30)
    late, resting, gone = (
        ask(factories.person(), admin_user, Wish(Cause.MISSING, due_on=due)).retake
        for _ in range(3)
    )
    states.pause(resting)
    Person.objects.filter(pk=gone.person_id).update(status=Person.Status.LEFT)
    upkeep.keep_up()
    told = dict(Retake.objects.values_list("pk", "state"))
    assert told == {
        late.pk: State.EXPIRED,
        resting.pk: State.ASKED,
        gone.pk: State.CANCELLED,
    }


def test_settings_are_kept_and_their_change_is_recorded(admin_client: Client) -> None:
    sent = {
        "due_days": 10,
        "remind_days": 4,
        "most_reminders": 1,
        "expire_days": 20,
        "refusals_before_person": 3,
        "asks_after_review": "on",
    }
    assert admin_client.post(f"{RETAKES}settings/", sent).status_code == 302
    assert RetakeSettings.objects.get().due_days == 10
    event = Event.objects.get(action="retake_settings.change")
    assert "due_days" in event.fields
    wrong = admin_client.post(f"{RETAKES}settings/", sent | {"due_days": 0})
    assert wrong.status_code == 200


def test_freshness_shows_old_missing_and_leaving(admin_client: Client) -> None:
    old, none, gone = (
        factories.person("e1001"),
        factories.person("e1002"),
        factories.person("e1003"),
    )
    six_years_ago = timezone.now() - timedelta(days=6 * 366)
    factories.published_photo(old, captured_at=six_years_ago)
    factories.published_photo(gone)
    left = timezone.now() - timedelta(days=3)
    Person.objects.filter(pk=gone.pk).update(status=Person.Status.LEFT, left_at=left)
    for show, person in (("outdated", old), ("missing", none), ("left", gone)):
        answer = admin_client.get(f"{RETAKES}freshness/?show={show}")
        assert [row.person for row in answer.context["rows"]] == [person]
    (row,) = answer.context["rows"]
    assert row.gone_on == left + timedelta(days=settings.SAMEFRAME_KEEP_DAYS["leavers"])
    confirm(admin_client, f"{RETAKES}ask/outdated/")
    asked = Retake.objects.get()
    assert (asked.person, asked.cause) == (old, Cause.OUTDATED)
    assert asked.photo
    assert asked.photo.is_published  # it stays on the intranet
