"""POST photos/{id}/review/: people decide."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from photos.models import Outcome, Photo, Review
from tests import factories


def review(client: APIClient, photo: Photo, **body: Any) -> Any:
    return client.post(f"/api/v1/photos/{photo.pk}/review/", body)


@pytest.mark.parametrize(
    ("decision", "state", "published"),
    [
        ("approve", "approved", True),
        ("waive", "waived", True),
        ("ask_retake", "retake_asked", False),
    ],
)
def test_a_decision_is_recorded_in_the_callers_name(
    hr: APIClient, decision: str, state: str, published: bool
) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    response = review(hr, photo, decision=decision, reason="Agreed with Amara.")
    assert response.status_code == 200
    assert (response.json()["state"], response.json()["is_published"]) == (state, published)
    recorded = Review.objects.get()
    assert (recorded.decision, recorded.reason) == (decision, "Agreed with Amara.")
    assert recorded.reviewer is not None
    assert recorded.reviewer.has_perm("photos.change_photo")


def test_an_approved_photo_is_in_the_directory_at_once(hr: APIClient, intranet: APIClient) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    assert intranet.get("/api/v1/people/e1001/").json()["has_photo"] is False
    review(hr, photo, decision="approve")
    assert intranet.get("/api/v1/people/e1001/").json()["has_photo"] is True


def test_people_overrule_the_machine(hr: APIClient) -> None:
    photo = factories.judged_photo(factories.person("e1021"), Outcome.RETAKE, 24)
    answer = review(hr, photo, decision="waive", reason="Away until spring.").json()
    assert (answer["state"], answer["verdict"]) == ("waived", "retake")
    assert answer["needs_retake"] is False


def test_a_photo_that_still_waits_cannot_be_decided(hr: APIClient) -> None:
    photo = factories.photo(factories.person("e1001"))
    response = review(hr, photo, decision="approve")
    assert response.status_code == 409
    assert response.json()["type"] == "client_error"
    assert response.json()["errors"][0]["code"] == "conflict"
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "decision"),
        ({"decision": "delete"}, "decision"),
        ({"decision": "approve", "reason": "x" * 501}, "reason"),
        ({"decision": "approve", "reason": "\x00"}, "reason"),
        ({"decision": "waive"}, "reason"),
        ({"decision": "waive", "reason": "  "}, "reason"),
        ({"decision": "approve", "reason": 0}, "reason"),
        ({"decision": "approve", "reason": None}, "reason"),
    ],
)
def test_a_decision_that_cannot_be_read_is_refused(
    hr: APIClient, body: dict[str, object], named: str
) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    response = review(hr, photo, **body)
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == named
    assert not Review.objects.exists()


def test_a_photo_that_is_not_there_is_a_404(hr: APIClient) -> None:
    response = hr.post("/api/v1/photos/999999999999999999999/review/", {"decision": "approve"})
    assert response.status_code == 404


def test_a_decision_about_a_photo_seen_before_overwrites_nobody(hr: APIClient) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    seen = hr.get(f"/api/v1/photos/{photo.pk}/")["ETag"]
    path, ask = f"/api/v1/photos/{photo.pk}/review/", {"decision": "ask_retake"}
    decided = hr.post(path, ask, headers={"If-Match": seen})
    assert decided.status_code == 200
    for stale in (seen, f"W/{decided['ETag']}", '"none"', "no version"):
        late = hr.post(path, {"decision": "approve"}, headers={"If-Match": stale})
        assert late.status_code == 412, stale
        assert late.json()["errors"][0]["code"] == "stale"
    photo.refresh_from_db()
    assert photo.state == Photo.State.RETAKE_ASKED
    for now in (decided["ETag"], "*"):
        again = hr.post(path, {"decision": "approve"}, headers={"If-Match": now})
        assert again.status_code == 200, now
