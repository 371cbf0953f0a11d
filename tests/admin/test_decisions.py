"""Decisions about many photos at once, from either list."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from photos import bulk_decisions
from photos.jobs.decide import Decide, decide_one
from photos.models import BulkDecision, Outcome, Photo, Review
from tests import factories
from work import jobs
from work.engines.chosen import engine
from work.models import Job

PEOPLE, PHOTOS = "/admin/directory/person/", "/admin/photos/photo/"


def look(client: Client, address: str, action: str, rows: list[Model], **more: str) -> Any:
    """The page that says what an action will do."""
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in rows], **more}
    return client.post(address, chosen)


def confirm(client: Client, address: str, page: Any, reason: str = "") -> str:
    """The sentence that is left once what the page says is confirmed."""
    names = ("digest", "seen", "select_across")
    sent = {name: page.context[name] for name in names} | {
        "action": page.context["deed"].action,
        "_selected_action": page.context["chosen_ids"],
        "confirmed": "yes",
        "reason": reason,
    }
    response = client.post(address, sent)
    return [str(message) for message in get_messages(response.wsgi_request)][-1]


def run(client: Client, address: str, action: str, rows: list[Model], reason: str = "") -> str:
    """Look and confirm."""
    return confirm(client, address, look(client, address, action, rows), reason)


def test_approving_says_how_many_and_why_some_were_skipped(admin_client: Client) -> None:
    photos = [factories.judged_photo(factories.person()) for _ in range(2)]
    photos.append(factories.photo(factories.person()))
    told = run(admin_client, PHOTOS, "approve_chosen", list(photos))
    assert told == "2 approved, 1 skipped: still waiting to be measured."
    assert Photo.objects.filter(state=Photo.State.APPROVED).count() == 2


def test_one_click_publishes_no_photo_that_should_be_taken_again(admin_client: Client) -> None:
    people = [factories.person(), factories.person()]
    factories.judged_photo(people[0])
    advised = factories.judged_photo(people[1], Outcome.RETAKE, 20)
    told = run(admin_client, PEOPLE, "approve_chosen", list(people))
    assert told == (
        "1 approved, 1 skipped: a retake is advised; waive them, with a reason, "
        "if they shall stay."
    )
    advised.refresh_from_db()
    assert advised.state == Photo.State.IN_REVIEW


@pytest.mark.parametrize("address", [PEOPLE, PHOTOS])
def test_deletion_is_the_last_of_the_actions(admin_client: Client, address: str) -> None:
    factories.judged_photo(factories.person())
    form = admin_client.get(address).context["action_form"]
    names = [name for name, _ in form.fields["action"].choices]
    assert names[1] == "approve_chosen"
    assert names[-1] == "delete_selected"


def test_each_list_has_one_way_to_ask(admin_client: Client) -> None:
    factories.judged_photo(factories.person())
    for address, asks in ((PEOPLE, "ask_for_new_photo"), (PHOTOS, "ask_retake_of_chosen")):
        form = admin_client.get(address).context["action_form"]
        names = [name for name, _ in form.fields["action"].choices]
        assert [name for name in names if name.startswith("ask_")] == [asks]


def test_people_are_decided_on_by_their_current_photo(admin_client: Client) -> None:
    person, without = factories.person(), factories.person()
    earlier = factories.judged_photo(person)
    current = factories.judged_photo(person)
    told = run(admin_client, PEOPLE, "approve_chosen", [person, without])
    assert told == "1 approved, 1 skipped: without a photo."
    assert set(Review.objects.values_list("photo", flat=True)) == {current.pk}
    assert earlier.pk != current.pk


def test_an_earlier_photo_is_skipped(admin_client: Client) -> None:
    person = factories.person()
    earlier = factories.judged_photo(person)
    factories.judged_photo(person)
    told = run(admin_client, PHOTOS, "approve_chosen", [earlier])
    assert told == "1 skipped: no longer the current photo."


def test_retakes_are_asked_for_with_one_reason_for_all(admin_client: Client) -> None:
    photos = [factories.judged_photo(factories.person()) for _ in range(2)]
    told = run(
        admin_client, PHOTOS, "ask_retake_of_chosen", list(photos), reason="The wall was painted."
    )
    assert told == "2 asked for a retake."
    assert set(Review.objects.values_list("reason", flat=True)) == {"The wall was painted."}


@pytest.mark.parametrize("answer", [{}, {"reason": "   "}])
def test_without_a_reason_the_page_asks_for_one(
    admin_client: Client, answer: dict[str, str]
) -> None:
    photo = factories.judged_photo(factories.person())
    chosen = {
        "action": "ask_retake_of_chosen",
        "_selected_action": [photo.pk],
        "confirmed": "yes",
        **answer,
    }
    page = admin_client.post(PHOTOS, chosen).content.decode()
    assert "What should be different?" in page
    assert f'name="_selected_action" value="{photo.pk}"' in page
    assert not Review.objects.exists()


def test_assessing_again_tells_judged_from_waiting(admin_client: Client) -> None:
    measured = factories.judged_photo(factories.person(), Outcome.RETAKE, 10)
    unmeasured = factories.photo(factories.person())
    first = run(admin_client, PHOTOS, "assess_chosen_again", [measured, unmeasured])
    assert first == "1 judged anew, 1 queued to be measured."
    second = run(admin_client, PHOTOS, "assess_chosen_again", [unmeasured])
    assert second == "1 skipped: still waiting to be measured."


def test_who_may_only_look_has_no_such_action(client: Client, db: None) -> None:
    photo = factories.judged_photo(factories.person())
    may = ("view_photo", "see_all_departments")
    client.force_login(factories.user("reader", may=may, is_staff=True))
    client.post(PHOTOS, {"action": "approve_chosen", "_selected_action": [photo.pk]})
    photo.refresh_from_db()
    assert photo.state == Photo.State.IN_REVIEW


def test_a_photo_that_changed_since_the_page_was_shown_is_left_out(admin_client: Client) -> None:
    photos = [factories.judged_photo(factories.person()) for _ in range(2)]
    page = look(admin_client, PHOTOS, "approve_chosen", list(photos))
    assert page.context["fitting"].count == 2
    assert not Review.objects.exists()
    Photo.objects.filter(pk=photos[0].pk).update(verdict=Outcome.UNSURE)
    told = confirm(admin_client, PHOTOS, page)
    assert told == "1 approved, 1 skipped: changed since you looked."
    assert Photo.objects.get(state=Photo.State.APPROVED).pk == photos[1].pk


def test_a_whole_list_that_changed_is_shown_anew(admin_client: Client) -> None:
    person = factories.person()
    factories.judged_photo(person)
    address, across = f"{PEOPLE}?verdict=pass", {"select_across": "1"}
    page = look(admin_client, address, "approve_chosen", [person], **across)
    factories.judged_photo(factories.person())
    assert confirm(admin_client, address, page).startswith("The list has changed since you looked")
    assert not Review.objects.exists()
    page = look(admin_client, address, "approve_chosen", [person], **across)
    assert confirm(admin_client, address, page) == "2 approved."


def test_many_are_waived_with_one_reason_and_the_rest_in_the_background(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_decisions, "AT_ONCE", 1)
    rows = [factories.judged_photo(factories.person(), Outcome.RETAKE, 9) for _ in range(2)]
    rows.append(factories.judged_photo(factories.person()))
    told = run(admin_client, PHOTOS, "waive_chosen", list(rows), reason="An award.")
    assert told == (
        "1 waived, 1 skipped: the standard is met; approve them. 1 more follows in the background."
    )
    assert Photo.objects.filter(state=Photo.State.WAIVED).count() == 1
    assert "Your waiving" not in admin_client.get(PEOPLE).content.decode()
    [sent] = engine().messages(jobs.run_job.module_path)
    jobs.run_job.func(*sent.args)
    assert Photo.objects.filter(state=Photo.State.WAIVED).count() == 2
    page = admin_client.get(PEOPLE).content.decode()
    assert (
        "Your waiving of 3 photos: 2 waived, 1 skipped: the standard is met; approve them. "
        f'<a class="sf-link" href="{PHOTOS}?reviewer='
    ) in page
    assert "Your waiving" not in admin_client.get(PEOPLE).content.decode()


def test_what_the_background_skipped_or_never_did_is_told_to_who_asked(
    admin_client: Client, client: Client, hr_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_decisions, "AT_ONCE", 1)
    photos = [factories.judged_photo(factories.person()) for _ in range(3)]
    for _ in range(2):  # the second time, two are still undecided
        run(admin_client, PHOTOS, "approve_chosen", list(photos))
    first = engine().messages(jobs.run_job.module_path)[0]
    Photo.objects.filter(pk=photos[2].pk).update(verdict=Outcome.UNSURE)
    jobs.run_job.func(*first.args)
    BulkDecision.objects.filter(left=1).update(asked_at=timezone.now() - timedelta(days=1))
    client.force_login(hr_user)
    assert "Your approval" not in client.get(PHOTOS).content.decode()
    page = admin_client.get(PHOTOS).content.decode()
    assert "not decided" not in page, "its job still waits"
    assert jobs.cancel(Job.objects.get(state=Job.State.WAITING))
    page += admin_client.get(PHOTOS).content.decode()
    assert "of 3 photos: 1 approved, 2 skipped: changed since you looked." in page
    assert "of 3 photos: 1 approved, 1 skipped: approved already, 1 not decided." in page


def test_a_decision_left_to_the_background_survives_erasures_killed_workers_and_upgrades(
    admin_client: Client, admin_user: User
) -> None:
    photos = [factories.judged_photo(factories.person(), Outcome.RETAKE, 9) for _ in range(5)]
    seen = bulk_decisions.plan("waive", Photo.objects.all()).fitting
    marks = [one.mark for one in seen]
    old = BulkDecision.objects.create(
        reviewer=admin_user, deed="waive", left=5, done={"waived": 2}
    )
    # As a version before this one sent it.
    bulk_decisions.decide_later.func("waive", marks, admin_user.pk, "An award.", old.pk)
    [sent] = engine().messages(jobs.run_job.module_path)
    run = BulkDecision.objects.get(reason="An award.")
    assert "award" not in str(sent.args)
    first = run.awaited.order_by("pk")[0]
    assert decide_one(run.pk, first.pk)  # and then the worker was killed
    photos[4].delete()
    User.objects.update(is_superuser=False)
    assert Decide().step({"decision": run.pk}, "") is None, "who may not decide any more"
    User.objects.update(is_superuser=True)
    jobs.run_job.func(*sent.args)
    run.refresh_from_db()
    assert (run.done, run.skipped) == ({"waived": 4}, {"changed since you looked": 1})
    assert (run.left, run.reason, run.awaited.count()) == (0, "", 0)
    assert Review.objects.count() == 4
    page = admin_client.get(PEOPLE).content.decode()
    assert "of 2 photos: 2 waived." in page
    assert "of 5 photos: 4 waived, 1 skipped: changed since you looked." in page
