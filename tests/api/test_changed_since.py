"""people/?changed_since=: for systems that hold a copy of the directory."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.test import APIClient

from directory.models import Person
from photos import cards, reviews
from tests import factories
from tests.api.callers import caller

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/people/"
EVENTS = ["come", "rename", "move", "leave", "go", "look"]
FROM_THE_START = "1970-01-01T00:00:00Z"


class Copy:
    """A system that holds a copy, and follows the changes."""

    def __init__(self, client: APIClient, page_size: int = 200) -> None:
        self.client, self.page_size = client, page_size
        self.people: dict[str, Any] = {}
        self.as_of: str | None = FROM_THE_START

    def follow(self, between: Callable[[], object] = lambda: None) -> int:
        """Take in what changed; how many rows that were. `between` happens between pages."""
        page = self.client.get(
            PEOPLE, {"changed_since": str(self.as_of), "page_size": str(self.page_size)}
        ).json()
        seen = self._take(page)
        while page["next"]:
            assert page["as_of"] is None  # not everything was seen yet
            between()
            page = self.client.get(page["next"]).json()
            seen += self._take(page)
        self.as_of = page["as_of"]
        assert str(self.as_of).endswith("Z")  # a + would have to be escaped in an address
        return seen

    def _take(self, page: dict[str, Any]) -> int:
        self.people |= {person["key"]: person for person in page["results"]}
        for key in page["removed"]:
            self.people.pop(key, None)
        return len(page["results"]) + len(page["removed"])

    def is_right(self) -> bool:
        """Whether the copy is what the list says."""
        listed = self.client.get(PEOPLE, {"page_size": 200}).json()["results"]
        return sorted(self.people.values(), key=lambda one: one["key"]) == sorted(
            listed, key=lambda one: one["key"]
        )


def test_a_copy_follows_arrivals_changes_and_departures(intranet: APIClient) -> None:
    people = [factories.person() for _ in range(5)]
    copy = Copy(intranet, page_size=2)
    assert copy.follow() == 5
    assert copy.is_right()
    assert copy.follow() == 0
    reviews.approve(factories.judged_photo(people[0]), factories.hr_user())
    Person.objects.filter(pk=people[1].pk).update(status="left")
    cards.write([people[1].pk])
    cards.remember_removal([people[2].pk])
    people[2].delete()
    factories.person("e1001")
    assert copy.follow() == 4
    assert copy.is_right()
    assert len(copy.people) == 4


def test_who_is_deleted_between_two_pages_is_told(intranet: APIClient) -> None:
    first, _ = factories.person(), factories.person()

    def delete_first() -> None:
        cards.remember_removal([first.pk])
        first.delete()

    copy = Copy(intranet, page_size=1)
    copy.follow(delete_first)
    copy.follow()
    assert copy.is_right()


def test_a_verdict_is_no_change(intranet: APIClient) -> None:
    person = factories.person("e1001")
    copy = Copy(intranet)
    copy.follow()
    factories.judged_photo(person, "retake", 20)
    assert copy.follow() == 0


def test_who_comes_back_is_told_again(intranet: APIClient) -> None:
    person = factories.person("e1001")
    copy = Copy(intranet)
    copy.follow()
    for status in ("left", "active"):
        Person.objects.filter(pk=person.pk).update(status=status)
        cards.write([person.pk])
        copy.follow()
        assert copy.is_right()


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"changed_since": "yesterday"}, "changed_since"),
        ({"changed_since": "2026-13-01T00:00:00Z"}, "changed_since"),
        ({"changed_since": FROM_THE_START, "department": "sales"}, "department"),
        ({"changed_since": FROM_THE_START, "search": "a"}, "search"),
    ],
)
def test_what_makes_no_sense_is_refused(
    intranet: APIClient, parameters: dict[str, str], named: str
) -> None:
    response = intranet.get(PEOPLE, parameters)
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == named


def test_hr_gets_what_the_intranet_reads(hr: APIClient) -> None:
    factories.judged_photo(factories.person("e1001"), "retake", 20)
    person = hr.get(PEOPLE, {"changed_since": FROM_THE_START}).json()["results"][0]
    assert "score" not in person
    assert "verdict" not in person


def test_a_department_learns_that_somebody_left_it_and_nothing_of_the_others() -> None:
    engineering, finance = factories.department("Engineering"), factories.department("Finance")
    bound = caller(factories.token("intranet", departments=[engineering]).key)
    amara, ingrid = factories.person("e1001"), factories.person("e1011")
    gone = factories.person("e1002")
    copy = Copy(bound)
    copy.follow()
    assert [*copy.people] == [amara.card.key]
    cards.remember_removal([gone.pk])
    gone.delete()
    Person.objects.filter(pk=ingrid.pk).update(first_name="Inga")
    Person.objects.filter(pk=amara.pk).update(department=finance)
    cards.write([amara.pk, ingrid.pk])
    answer = bound.get(PEOPLE, {"changed_since": str(copy.as_of)}).json()
    assert (answer["results"], answer["removed"]) == ([], [amara.card.key])


class TestAnyCourseOfEvents(TestCase):
    """However people come, change, move and go, and whenever the copies look: that of the
    company, and that of one department."""

    @settings(max_examples=15)
    @given(st.lists(st.sampled_from(EVENTS), max_size=12))
    def test_a_copy_is_right_whenever_it_has_looked(self, events: list[str]) -> None:
        bound = factories.token("intranet", departments=[factories.department("Engineering")])
        copies = [
            Copy(caller(issued.key), page_size=2)
            for issued in (factories.token("intranet"), bound)
        ]
        for number, event in enumerate([*events, "look"]):
            happen(event, number)
            if event == "look":
                for copy in copies:
                    copy.follow()
                    assert copy.is_right()
        Person.objects.all().delete()


def happen(event: str, number: int) -> None:
    """One of the things that happen to a directory."""
    oldest = Person.objects.order_by("pk").first()
    if event == "come":
        factories.person()
    elif oldest and event == "rename":
        oldest.first_name = f"Robin {number}"
        oldest.save()
        cards.write([oldest.pk])
    elif oldest and event == "leave":
        oldest.status = "left" if oldest.status == "active" else "active"
        oldest.save()
        cards.write([oldest.pk])
    elif oldest and event == "move":
        there = oldest.department and oldest.department.name
        oldest.department = factories.department(
            "Finance" if there == "Engineering" else "Engineering"
        )
        oldest.save()
        cards.write([oldest.pk])
    elif oldest and event == "go":
        cards.remember_removal([oldest.pk])
        oldest.delete()
