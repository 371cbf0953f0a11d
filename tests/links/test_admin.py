"""Personal links, consents and requests as HR sees and makes them."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from pytest_django.fixtures import Settings

from audit.models import Event
from links.models import ErasureRequest, PersonLink
from privacy import consent
from privacy.models import Consent
from tests import factories

pytestmark = pytest.mark.django_db

MAY = (
    "view_personlink", "add_personlink", "change_personlink", "view_erasurerequest",
    "view_consent", "add_consent", "change_consent", "view_person", "change_person",
)  # fmt: skip


def hr_client(user: User) -> Client:
    """A browser of somebody of HR who may make links."""
    user.user_permissions.add(*Permission.objects.filter(codename__in=MAY))
    client = Client()
    client.force_login(user)
    return client


def test_a_link_is_shown_once_in_the_very_answer() -> None:
    person, user = factories.person("e1001"), factories.hr_user("hr")
    client = hr_client(user)
    own = f"/admin/directory/person/{person.pk}/change/"
    assert "Make a personal link" in client.get(own).content.decode()
    answer = client.post(f"/admin/links/personlink/of/{person.pk}/make/")
    found = re.search(
        r'id="personal-link">http://127.0.0.1:8000(/me/([^/]+)/)<', answer.content.decode()
    )
    assert found
    assert "no-store" in answer.headers["Cache-Control"]
    assert Client().get(found[1]).status_code == 200
    link = PersonLink.objects.get()
    assert (link.created_by, link.person) == (user, person)
    lists = ("/admin/links/personlink/", f"/admin/links/personlink/{link.pk}/change/")
    for address in (own, *lists):
        page = client.get(address).content.decode()
        assert found[2] not in page
        assert link.key_hash not in page
    assert Event.objects.get(action="link.create").key == str(link.pk)
    client.post(f"/admin/links/personlink/of/{person.pk}/revoke/")
    assert Client().get(found[1]).status_code == 404


def test_links_can_be_revoked_in_the_list(admin_client: Client) -> None:
    person = factories.person("e1001")
    admin_client.post(f"/admin/links/personlink/of/{person.pk}/make/")
    link = PersonLink.objects.get()
    sent = {"action": "revoke_chosen", "_selected_action": [link.pk]}
    page = admin_client.post("/admin/links/personlink/", sent, follow=True).content.decode()
    assert "1 revoked." in page
    link.refresh_from_db()
    assert not link.is_open
    assert admin_client.get("/admin/links/personlink/add/").status_code == 403
    assert admin_client.post(f"/admin/links/personlink/{link.pk}/delete/").status_code == 403


def test_hr_makes_and_sees_links_of_its_own_departments_alone(settings: Settings) -> None:
    settings.SAMEFRAME_BIOMETRICS = True
    own = factories.person("e1001", department="Finance")
    other = factories.person("e1002", department="Sales")
    client = hr_client(factories.hr_of(factories.department("Finance")))
    for person in (own, other):
        status = 200 if person == own else 404
        make = f"/admin/links/personlink/of/{person.pk}/make/"
        assert client.post(make).status_code == status
        ErasureRequest.objects.create(person=person)
        for what in ("links/personlink/of/%d/revoke/", "privacy/consent/of/%d/withdraw/"):
            status = 302 if person == own else 404
            assert client.post(f"/admin/{what % person.pk}").status_code == status
        consent.give_by_link(person, 1)
    rows = PersonLink, ErasureRequest, Consent
    for model in rows:
        address = f"/admin/{model._meta.label_lower.replace('.', '/')}/"
        page = client.get(address).content.decode()
        assert own.last_name in page
        assert other.last_name not in page
    assert PersonLink.objects.get().person == own


def test_whoever_lacks_the_permission_makes_nothing() -> None:
    person, client = factories.person("e1001"), Client()
    client.force_login(factories.hr_user())
    for what in ("links/personlink/of/%d/make/", "privacy/consent/of/%d/record/"):
        address = f"/admin/{what % person.pk}"
        assert client.post(address, {"form_note": "x"}).status_code == 403
        assert client.get(address).status_code == 405
    assert not PersonLink.objects.exists()
    assert not Consent.objects.exists()


def test_a_signed_consent_is_recorded_with_its_place(
    admin_client: Client, settings: Settings
) -> None:
    person = factories.person("e1001")
    own = f"/admin/directory/person/{person.pk}/change/"
    assert "comparison of faces" not in admin_client.get(own).content.decode()
    settings.SAMEFRAME_BIOMETRICS = True
    assert "Has not agreed to the comparison of faces" in admin_client.get(own).content.decode()
    record = f"/admin/privacy/consent/of/{person.pk}/record/"
    page = admin_client.post(record, {"form_note": " "}, follow=True).content.decode()
    assert "Please say where the signed form is kept." in page
    page = admin_client.post(record, {"form_note": "Folder 12"}, follow=True).content.decode()
    assert "The consent is recorded." in page
    assert "Folder 12" in page
    admin_client.post(f"/admin/privacy/consent/of/{person.pk}/withdraw/")
    assert not consent.may_compare(person.pk)
