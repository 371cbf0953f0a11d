"""The privacy pages: the general words, and what one person can do by the link."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from audit.models import Event
from links.models import ErasureRequest
from privacy import consent
from privacy.models import Consent
from tests.links.opening import link_of

pytestmark = pytest.mark.django_db


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_everybody_may_read_what_is_kept_why_and_how_long(
    client: Client, settings: Settings
) -> None:
    settings.SAMEFRAME_PRIVACY_CONTACT = "privacy@example.com"
    page = words(client, "/privacy/")
    for told in (
        "What is kept, why and how long", "Who sees it", "A machine measures, people decide",
        "No description of a face is made", "Your rights", "mailto:privacy@example.com",
    ):  # fmt: skip
        assert told in page
    assert "<form" not in page
    settings.SAMEFRAME_BIOMETRICS = True
    assert "Faces are compared only of those who agree" in words(client, "/privacy/")
    german = client.get("/privacy/", headers={"accept-language": "de"}).content.decode()
    assert 'lang="de"' in german
    assert not client.cookies


def test_consent_is_given_and_taken_back_by_the_link(client: Client, settings: Settings) -> None:
    link = link_of()
    person = link.row.person
    at = link.at("privacy/consent/")
    assert client.post(at, {"choice": "give"}).status_code == 404  # switched off here
    assert "I agree" not in words(client, link.at("privacy/"))
    settings.SAMEFRAME_BIOMETRICS = True
    assert "You have not agreed; nothing is compared." in words(client, link.at("privacy/"))
    client.get(at)
    assert not Consent.objects.exists()
    client.post(at, {"choice": "give"})
    assert consent.may_compare(person.pk)
    assert Consent.objects.get().link_id == link.row.pk
    settings.SAMEFRAME_BIOMETRICS = False  # what was given can always be taken back
    assert "Take my consent back" in words(client, link.at("privacy/"))
    client.post(at, {"choice": "withdraw"})
    assert consent.standing_of(person.pk) is None
    assert person.links.get().takes_photo


def test_a_request_for_erasure_is_one_row_that_can_be_taken_back(
    client: Client, admin_client: Client
) -> None:
    link = link_of()
    person = link.row.person
    for _ in range(2):
        client.post(link.at("privacy/erasure/"), {"choice": "ask"})
    assert ErasureRequest.objects.get().person == person
    assert "You asked for erasure on" in words(client, link.at("privacy/"))
    own = words(admin_client, f"/admin/directory/person/{person.pk}/change/")
    assert "Asked for erasure on" in own
    client.post(link.at("privacy/erasure/"), {"choice": "take_back"})
    assert not ErasureRequest.objects.exists()
    told = Event.objects.filter(action__startswith="erasure.").values_list("action", "who")
    assert sorted(told) == [
        ("erasure.ask", f"link: {link.row.pk}"), ("erasure.take_back", f"link: {link.row.pk}"),
    ]  # fmt: skip


def test_a_copy_of_all_of_it_comes_as_a_zip(client: Client) -> None:
    pytest.importorskip("privacy.exporting")
    link = link_of()
    answer = client.post(link.at("privacy/copy/"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    assert answer.getvalue()[:2] == b"PK"
    assert client.get(link.at("privacy/copy/")).status_code == 405


def test_keys_cannot_be_guessed_nor_photos_sent_without_end(
    client: Client, settings: Settings
) -> None:
    meters = pytest.importorskip("access.meters")
    settings.SAMEFRAME_RATES = {"link": "10/min", "link_upload": "10/h"}
    meters.tally.clear()
    link = link_of()
    answers = [client.get("/me/wrong/") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert client.get(link.at()).status_code == 200  # who has a good one is not held up
    tries = [client.post(link.at("photo/")).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]
    meters.tally.clear()  # other tests have a link of this number as well
