"""The trail's list, and the History page of a record."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.context import on_behalf_of
from audit.models import Event
from photos import reviews
from photos.models import Photo
from retakes.models import RetakeSettings
from tests import factories

LIST = "/admin/audit/event/"
MOST_QUERIES = 14  # the frame's own, the page, its count, people, and one for each kind


@pytest.fixture
def photo(hr_user: User) -> Photo:
    """A photo on which somebody of HR has decided."""
    RetakeSettings.objects.create(pk=1, asks_after_review=False)
    photo = factories.judged_photo(factories.person("e1001"))
    with on_behalf_of(hr_user, door="admin"):
        reviews.ask_retake(photo, hr_user, "the tie")
        reviews.approve(photo, hr_user)
    return photo


def actions(client: Client, query: str) -> list[str]:
    page: Any = client.get(f"{LIST}?{query}").context
    return [event.action for event in page["cl"].result_list]


def test_the_list_says_who_did_what_about_whom(admin_client: Client, photo: Photo) -> None:
    for _number in range(20):
        admin_client.get(f"/admin/photos/photo/{photo.pk}/change/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = admin_client.get(LIST).content.decode()
    assert len(asked) <= MOST_QUERIES
    for words in ("approved a photo", "Amara Okafor", f"Photo {photo.pk}", "retake asked", "hr"):
        assert words in page
    photo.person.delete()
    page = admin_client.get(LIST).content.decode()
    assert "Amara" not in page
    assert f"Photo {photo.pk}, no longer there" in page


def test_events_are_found_by_person_actor_action_number_and_day(
    admin_client: Client, photo: Photo
) -> None:
    factories.token("hr", name="payroll")
    both = ["photo.approve", "photo.ask_retake"]
    for query in ("q=okafor", "q=e1001", f"q={photo.person.card.key}", "q=HR", f"q={photo.pk}"):
        assert actions(admin_client, query) == both
    assert actions(admin_client, "q=approved a") == both[:1]
    assert actions(admin_client, "q=payroll") == []
    assert actions(admin_client, "q=okafor&group=looking") == []
    assert actions(admin_client, "group=deciding&door=admin&at_from=2020-01-01") == both
    assert actions(admin_client, "at_to=2020-01-01") == []
    for nonsense in ("at_to=9999-12-31", "at_from=tomorrow", "group=x&door=x", "q=%27%25_"):
        assert admin_client.get(f"{LIST}?{nonsense}").status_code == 200


@pytest.mark.django_db
def test_only_those_who_reach_the_whole_company_read_the_trail(client: Client) -> None:
    may = Permission.objects.get(codename="view_event")
    lead, member = factories.hr_user(), factories.hr_of(factories.department())
    for user, allowed in ((lead, 403), (member, 403)):
        client.force_login(user)
        assert client.get(LIST).status_code == allowed
        user.user_permissions.add(may)
    for user, allowed in ((lead, 200), (member, 403)):
        client.force_login(user)
        assert {client.get(address).status_code for address in (LIST, f"{LIST}export/")} == {
            allowed
        }
        assert (LIST in client.get("/admin/").content.decode()) == (allowed == 200)


def test_nobody_changes_or_removes_events_in_the_admin(admin_client: Client, photo: Photo) -> None:
    event = Event.objects.latest("pk")
    for page in ("add/", f"{event.pk}/change/", f"{event.pk}/delete/"):
        assert admin_client.post(f"{LIST}{page}", {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    admin_client.post(LIST, sent)
    assert Event.objects.filter(pk=event.pk, action="photo.approve").exists()


def test_history_shows_deeds_to_hr_and_who_looked_to_those_who_may_see_all(
    client: Client, admin_client: Client, photo: Photo
) -> None:
    lead = factories.hr_user()
    lead.user_permissions.add(Permission.objects.get(codename="view_person"))
    client.force_login(lead)
    client.get(f"/admin/photos/photo/{photo.pk}/change/")
    of_person = f"/admin/directory/person/{photo.person.pk}/history/"
    of_photo = f"/admin/photos/photo/{photo.pk}/history/"
    for address in (of_person, of_photo):
        page = client.get(address).content.decode()
        assert "approved a photo" in page
        assert "with a reason" in page
        assert "looked at a photo" not in page
        assert "looked at a photo" in admin_client.get(address).content.decode()


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_event(hr_user: User) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    known = Event.objects.count()

    def approved_in_vain() -> None:
        with transaction.atomic():
            reviews.approve(photo, hr_user)
            assert Event.objects.count() == known + 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        approved_in_vain()
    assert Event.objects.count() == known


def test_the_trail_speaks_the_readers_language(admin_client: Client, photo: Photo) -> None:
    admin_client.cookies["django_language"] = "de"
    page = admin_client.get(LIST).content.decode()
    assert "hat ein Foto freigegeben" in page
