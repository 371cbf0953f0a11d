"""people/{employee_id}/photo/ and photos/{id}/."""

from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from photos.models import Outcome, Photo
from photos.quality.analysis import ENGINE_VERSION
from tests import factories

PHOTO = "/api/v1/people/e1001/photo/"


def test_the_stable_address_leads_to_the_approved_photo(intranet: APIClient) -> None:
    published = factories.publication(factories.person("e1001"))
    response = intranet.get(PHOTO)
    assert response.status_code == 302
    assert response["Location"] == f"/pictures/{published.token}/directory-240"
    assert Client().get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("parameters", "picture"),
    [
        ({"size": "96"}, "directory-96"),
        ({"size": "648"}, "directory-504"),  # the largest that the pixels allow
        ({"use": "badge"}, "badge-300"),
        ({"use": "signature", "format": "avif"}, "signature-240.avif"),
    ],
)
def test_a_use_a_size_and_a_format_can_be_chosen(
    intranet: APIClient, parameters: dict[str, str], picture: str
) -> None:
    factories.published_photo(factories.person("e1001"))
    assert intranet.get(PHOTO, parameters)["Location"].endswith(f"/{picture}")


def test_a_browser_asks_again_after_a_minute_and_runs_nothing(intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"))
    response = intranet.get(PHOTO)
    assert response["Cache-Control"] == "private, max-age=60"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Authorization" in response["Vary"]


def test_another_photo_has_another_address(intranet: APIClient) -> None:
    person = factories.person("e1001")
    factories.published_photo(person)
    first = intranet.get(PHOTO)["Location"]
    person.photos.update(state=Photo.State.SUPERSEDED)
    factories.published_photo(person)
    assert intranet.get(PHOTO)["Location"] != first
    assert Client().get(first).status_code == 404


@pytest.mark.parametrize(
    "state",
    [
        Photo.State.WAITING,
        Photo.State.IN_REVIEW,
        Photo.State.RETAKE_ASKED,
        Photo.State.SUPERSEDED,
        Photo.State.FAILED,
    ],
)
def test_what_nobody_approved_is_not_served_but_initials_drawn(hr: APIClient, state: str) -> None:
    factories.judged_photo(factories.person("e1001"), state=state)
    drawn = hr.get(PHOTO, headers={"Accept": "image/*"})
    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml")
    assert ">AO</text>" in drawn.content.decode()
    nothing = hr.get(PHOTO, {"default": "404"}, headers={"Accept": "image/*"})
    assert nothing.status_code == 404
    assert nothing.json()["errors"][0]["code"] == "not_found"


def test_initials_of_any_name_are_drawn_and_say_whose_they_are(intranet: APIClient) -> None:
    factories.person("e1001", first_name='"<Ömer> & Co"', last_name="")
    drawn = ElementTree.fromstring(intranet.get(PHOTO).content)
    assert drawn.attrib["aria-label"] == '"<Ömer> & Co"'
    assert "".join(drawn.itertext()).strip() == "Ö"


def test_a_waived_photo_is_served(intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"), state=Photo.State.WAIVED)
    assert intranet.get(PHOTO).status_code == 302


def test_approved_photo_is_served_while_a_newer_one_waits(intranet: APIClient) -> None:
    person = factories.person("e1001")
    factories.published_photo(person)
    before = intranet.get(PHOTO)["Location"]
    factories.photo(person)
    assert intranet.get(PHOTO)["Location"] == before
    assert intranet.get("/api/v1/people/e1001/").json()["has_photo"] is True


def test_who_left_is_not_served_to_the_intranet(intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001", status="left"))
    assert intranet.get(PHOTO).status_code == 404


def test_a_photo_made_for_a_use_serves_it_and_nothing_else(intranet: APIClient) -> None:
    person = factories.person("e1001")
    general = factories.publication(person)
    badge = factories.publication(person, purpose="badge")
    assert badge.token in intranet.get(PHOTO, {"use": "badge"})["Location"]
    assert general.token in intranet.get(PHOTO)["Location"]
    uses = intranet.get("/api/v1/people/e1001/").json()["uses"]
    assert badge.token in uses["badge"]["src"]
    assert general.token in uses["website"]["src"]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"use": "poster"}, "use"),
        ({"size": "241"}, "size"),
        ({"size": "1e3"}, "size"),
        ({"use": "badge", "size": "48"}, "size"),
        ({"format": "gif"}, "format"),
        ({"default": "mm"}, "default"),
    ],
)
def test_cuts_that_are_not_made_are_refused(
    intranet: APIClient, parameters: dict[str, str], named: str
) -> None:
    factories.published_photo(factories.person("e1001"))
    response = intranet.get(PHOTO, parameters)
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == named


def test_hr_sees_all_about_a_judged_photo(hr: APIClient) -> None:
    photo = factories.judged_photo(factories.person("e1021"), Outcome.FIX, 55)
    answer = hr.get(f"/api/v1/photos/{photo.pk}/").json()
    assert (answer["id"], answer["employee_id"]) == (photo.pk, "e1021")
    assert (answer["verdict"], answer["score"], answer["shot_type"]) == ("fix", 55, "headshot")
    assert answer["scores"] == {
        "framing": 95,
        "background": 55,
        "lighting": 88,
        "sharpness": None,
    }
    assert list(answer["findings"][0]) == [
        "rule",
        "title",
        "group",
        "outcome",
        "value",
        "unit",
        "allowed",
        "message",
        "mended_by_crop",
    ]
    assert answer["findings"][0]["message"] == answer["main_reason"]
    assert answer["crop"] == {"x": 40, "y": 60, "width": 560, "height": 560, "angle": 0}
    assert answer["measurements"] == {"head_height": 0.52, "sharpness": None}
    assert (answer["engine_version"], answer["standard"]) == (ENGINE_VERSION, "headshot")


def test_a_waiting_photo_has_no_verdict_yet(hr: APIClient) -> None:
    photo = factories.photo(factories.person("e1001"))
    answer = hr.get(f"/api/v1/photos/{photo.pk}/").json()
    assert answer["state"] == "waiting"
    for name in ("verdict", "score", "scores", "crop", "engine_version", "standard"):
        assert answer[name] is None
    assert (answer["findings"], answer["measurements"]) == ([], {})


def test_a_persons_photos_come_newest_first_a_page_at_a_time(hr: APIClient) -> None:
    person = factories.person("e1001")
    photos = [factories.judged_photo(person) for _ in range(3)]
    factories.photo(factories.person("e1002"))
    first = hr.get("/api/v1/people/e1001/photos/", {"page_size": 2}).json()
    second = hr.get(first["next"]).json()
    seen = [photo["id"] for photo in first["results"] + second["results"]]
    assert seen == [photo.pk for photo in reversed(photos)]
    assert [photo["is_current"] for photo in first["results"]] == [True, False]


@override_settings(ALLOWED_HOSTS=["photos.example.com"])
def test_links_name_the_host_that_was_asked(intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"))
    person = intranet.get("/api/v1/people/e1001/", headers={"Host": "photos.example.com"}).json()
    assert person["photo_url"] == "http://photos.example.com/api/v1/people/e1001/photo/"


def test_a_photo_costs_few_queries(
    intranet: APIClient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    factories.published_photo(factories.person("e1001"))
    with django_assert_max_num_queries(3):  # token, person, publication
        intranet.get(PHOTO)
