"""retakes/: HR's own programs ask for new photos and see how it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils.timezone import localdate

from photos.models import Outcome
from retakes.models import Retake
from tests import factories
from tests.api.callers import caller

PATH = "/api/v1/retakes/"

pytestmark = pytest.mark.django_db


def errors_of(response: Any) -> list[tuple[str, str]]:
    return [(one["attr"], one["code"]) for one in response.json()["errors"]]


def test_a_program_asks_pauses_and_ends() -> None:
    user = factories.hr_user()
    api = caller(factories.token("hr", user=user).key)
    nadia = factories.person("e1021", department="Design")
    photo = factories.judged_photo(nadia, Outcome.RETAKE, 24)
    sent = {"employee_id": "e1021", "note": "For the new website, please."}

    made = api.post(PATH, sent, format="json")
    assert made.status_code == 201
    again = api.post(PATH, sent, format="json")
    assert (again.status_code, again.json()) == (200, made.json())
    row = Retake.objects.get()
    assert (row.asked_by, row.photo, row.note) == (user, photo, "For the new website, please.")
    one = made["Location"]
    assert one == f"{PATH}{row.pk}/"
    answer = made.json()
    assert (answer["state"], answer["photo_id"]) == ("asked", photo.pk)
    assert answer["findings"][0]["outcome"] == "fail"

    def done(action: str, **more: str) -> int:
        return int(api.patch(one, {"action": action, **more}, format="json").status_code)

    assert [done("resume"), done("pause"), done("pause"), done("resume")] == [409, 200, 409, 200]
    Retake.objects.update(due_on=localdate() - timedelta(days=1))
    for query, count in {
        "overdue=true": 1,
        "overdue=false": 0,
        "state=open&department=design": 1,
        "state=submitted": 0,
        "employee_id=e1021": 1,
    }.items():
        assert len(api.get(f"{PATH}?{query}").json()["results"]) == count, query
    assert errors_of(api.patch(one, {"action": "waive"}, format="json")) == [
        ("reason", "required")
    ]
    waiver = {"action": "waive", "reason": "Away until spring."}
    assert api.patch(one, waiver, format="json").json()["state"] == "waived"
    assert done("cancel") == 409

    wrong = {"due_on": str(localdate() - timedelta(days=1))}
    assert errors_of(api.post(PATH, sent | wrong, format="json")) == [("due_on", "out_of_range")]
    nobody = api.post(PATH, {"employee_id": "e9999"}, format="json")
    assert errors_of(nobody) == [("employee_id", "does_not_exist")]
    nadia.status = "left"
    nadia.save()
    assert api.post(PATH, sent, format="json").status_code == 409
    user.user_permissions.remove(*Permission.objects.filter(codename="add_retake"))
    user.user_permissions.remove(*Permission.objects.filter(codename="change_retake"))
    assert api.post(PATH, sent, format="json").status_code == 403
    assert done("cancel") == 403
    assert api.get(PATH).status_code == 200
