"""bulk/people/: a company's people, by the rules and in the sentences of a staff list."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from audit.models import Event
from directory.models import Department, Person
from directory.reach import EVERYBODY
from directory.roster import read_roster
from photos.imports.team import write_people
from photos.models import PersonCard
from tests import factories
from tests.access.roles import hr_of
from tests.api.callers import caller

PATH = "/api/v1/bulk/people/"
AMARA = {
    "employee_id": "e1001",
    "first_name": "Amara",
    "last_name": "Okafor",
    "email": "amara.okafor@example.com",
    "department": "Engineering",
}
JAMES = {"employee_id": "007", "first_name": "James", "location": None, "department": ""}


def states(answer: Any) -> list[str]:
    """What became of each."""
    return [one["state"] for one in answer.json()["results"]]


def test_the_same_people_once_more_change_nothing(hr: APIClient) -> None:
    first = hr.post(PATH, [AMARA, JAMES])
    assert first.status_code == 200
    assert states(first) == ["created", "created"]
    assert states(hr.post(PATH, [AMARA, JAMES])) == ["unchanged", "unchanged"]
    leaving = hr.post(PATH, [JAMES | {"status": "left"}, AMARA])
    assert states(leaving) == ["changed", "unchanged"]
    assert leaving.json()["changed"] == 1
    james = Person.objects.get(employee_id="007")
    assert (james.status, james.left_at is None) == ("left", False)
    assert PersonCard.objects.count() == 2  # what lists show was written with them
    assert [one.count for one in Event.objects.filter(action="people.import")] == [1, 2]


def test_a_rehearsal_writes_nothing(hr: APIClient) -> None:
    told = hr.post(f"{PATH}?dry_run=true", [AMARA]).json()
    assert (told["created"], told["dry_run"]) == (1, True)
    assert not Person.objects.exists()
    assert hr.post(f"{PATH}?dry_run=yes", [AMARA]).status_code == 400


def test_who_breaks_a_rule_is_refused_alone_in_the_words_of_the_list(hr: APIClient) -> None:
    factories.person("e1009", email="taken@example.com")
    people = [
        AMARA,
        {"employee_id": "e/2", "first_name": "=1+1", "email": "nobody"},
        {"employee_id": "e1001", "first_name": "Amara"},
        {"employee_id": "e3", "first_name": "Mei", "email": "taken@example.com"},
        {"first_name": "\x00"},
    ]
    told = hr.post(PATH, people).json()
    assert [one["state"] for one in told["results"]] == ["created", *["refused"] * 4]
    assert told["refused"] == 4
    wrong = [(one["code"], one["attr"]) for item in told["results"] for one in item["errors"]]
    assert wrong == [
        ("invalid", "employee_id"),
        ("invalid", "first_name"),
        ("invalid", "email"),
        ("repeated", "employee_id"),
        ("taken", "email"),
        ("required", "employee_id"),
        ("invalid", "first_name"),
    ]
    names = list(AMARA)
    rows = [",".join((one.get(name) or "") for name in names) for one in people[1:4]]
    listed = read_roster("\n".join([",".join(names), *rows]).encode())
    report = write_people(listed, skip_bad=True, dry_run=True, reach=EVERYBODY)
    in_a_file = {problem.sentence for problem in report.plan.problems}
    said = {one["detail"] for item in told["results"] for one in item["errors"]}
    assert in_a_file - said == set()


def test_hr_of_a_department_brings_its_people_alone(db: None) -> None:
    own = Department.objects.create(name="Engineering", slug="engineering")
    stranger = factories.person("e1011", department="Finance")
    client = caller(factories.token("bulk", user=hr_of(own)).key)
    people = [AMARA, AMARA | {"employee_id": "e1011", "email": ""}, JAMES]
    told = client.post(PATH, people).json()["results"]
    assert [one["state"] for one in told] == ["created", "refused", "refused"]
    assert [error["code"] for one in told for error in one["errors"]] == ["out_of_reach"] * 2
    stranger.refresh_from_db()
    assert stranger.first_name != "Amara"


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"people": []}, None),
        ([], None),
        ([{"employee_id": "e1"}] * 1001, None),
        ([AMARA, "e1002"], "2"),
        ([{"employee_id": 7}], "1.employee_id"),
        ([AMARA | {"photo": "a.jpg"}], "1.photo"),
    ],
)
def test_a_body_of_another_shape_is_refused_as_a_whole(
    hr: APIClient, body: Any, attr: str | None
) -> None:
    refused = hr.post(PATH, body)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["attr"] == attr
    assert not Person.objects.exists()


def test_who_may_not_write_people_brings_none(db: None) -> None:
    looks = caller(factories.token("hr", user=factories.user(may=("view_photo",))).key)
    assert looks.post(PATH, [AMARA]).status_code == 403
