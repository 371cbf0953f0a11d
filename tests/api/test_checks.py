"""checks/ and standards/: judging without storing."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from rest_framework.test import APIClient

from photos.models import Photo
from photos.quality.record import assess
from photos.quality.standard import load_standard, standard_names
from tests import factories


def check(client: APIClient, content: bytes, standard: str = "") -> Any:
    picture = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    query = f"?standard={standard}" if standard else ""
    return client.post(f"/api/v1/checks/{query}", {"photo": picture}, format="multipart")


def test_the_answer_is_the_record_of_the_assess_command(hr: APIClient) -> None:
    answer = check(hr, factories.picture("e1021")).json()
    record = assess("photo.jpg", factories.picture("e1021"), load_standard("headshot")).as_json()
    assert answer.pop("elapsed_ms") >= 0
    del record["elapsed_ms"]
    assert answer == record
    assert (answer["file"], answer["faces"], answer["error"]) == ("photo.jpg", 1, None)


def test_nothing_is_stored(hr: APIClient, private_photos: Any) -> None:
    assert check(hr, factories.picture("e1001")).status_code == 200
    assert not Photo.objects.exists()
    assert not list(private_photos.rglob("*.jpg"))


def test_another_standard_can_be_asked_for(hr: APIClient) -> None:
    full_body = factories.picture("e1018")
    as_headshot, as_portrait = check(hr, full_body), check(hr, full_body, "creative")
    assert as_headshot.json()["measurements"] == as_portrait.json()["measurements"]
    assert as_headshot.json()["findings"] != as_portrait.json()["findings"]


def test_the_companys_standard_holds_where_none_is_named(hr: APIClient) -> None:
    full_body = factories.picture("e1018")
    with override_settings(SAMEFRAME_STANDARD="creative"):
        unnamed = check(hr, full_body).json()
    assert unnamed["findings"] == check(hr, full_body, "creative").json()["findings"]


def test_an_unknown_standard_is_refused(hr: APIClient) -> None:
    response = check(hr, factories.picture("e1001"), "beauty")
    assert response.status_code == 400
    error = response.json()["errors"][0]
    assert (error["attr"], error["code"]) == ("standard", "invalid_choice")
    assert "headshot" in error["detail"]


def test_a_file_that_is_no_picture_is_refused_as_in_an_upload(hr: APIClient) -> None:
    factories.person("e1001")
    as_check = check(hr, b"not a picture")
    upload = {"photo": SimpleUploadedFile("photo.jpg", b"not a picture")}
    as_upload = hr.post("/api/v1/people/e1001/photos/", upload, format="multipart")
    assert (as_check.status_code, as_check.json()) == (400, as_upload.json())


def test_the_standards_are_listed_with_their_rules(hr: APIClient) -> None:
    standards = hr.get("/api/v1/standards/").json()["results"]
    assert [standard["name"] for standard in standards] == list(standard_names())
    assert [standard["is_default"] for standard in standards].count(True) == 1
    first = load_standard("headshot")
    assert standards[0]["version"] == first.version
    assert [rule["id"] for rule in standards[0]["rules"]] == [rule.id for rule in first.rules]


def test_an_open_end_of_a_range_is_null(hr: APIClient) -> None:
    ends = [
        end
        for standard in hr.get("/api/v1/standards/").json()["results"]
        for rule in standard["rules"]
        for band in ("target", "passes", "warns")
        for end in rule[band].values()
    ]
    assert None in ends
    assert all(end is None or isinstance(end, int | float) for end in ends)
