"""ETag, Last-Modified, sparse fields: what a page need not be sent."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from photos import cards, reviews
from photos.changes import newest_change
from photos.models import DirectoryClock, PersonCard
from tests import factories
from tests.api.callers import caller

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/people/"


def test_an_unchanged_page_is_not_sent_again(intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"))
    first = intranet.get(PEOPLE)
    again = intranet.get(PEOPLE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"]


def test_a_page_costs_three_queries_and_no_answer_two(
    intranet: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        factories.published_photo(factories.person())
    etag = intranet.get(PEOPLE)["ETag"]
    caches["pages"].clear()
    with django_assert_num_queries(3):  # token, clock, people
        assert len(intranet.get(PEOPLE).json()["results"]) == 3
    with django_assert_num_queries(2):  # out of memory, as nothing has changed
        assert len(intranet.get(PEOPLE).json()["results"]) == 3
    with django_assert_num_queries(2):
        assert intranet.get(PEOPLE, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("change", ["name", "approval", "withdrawal", "leaving", "deletion"])
def test_every_change_that_can_be_seen_makes_the_page_another(
    intranet: APIClient, change: str
) -> None:
    person = factories.person("e1001")
    photo = factories.judged_photo(person)
    if change == "withdrawal":
        reviews.approve(photo, factories.hr_user())
    before = intranet.get(PEOPLE)
    if change == "name":
        person.first_name = "Amarachi"
        person.save()
        cards.write([person.pk])
    elif change == "approval":
        reviews.approve(photo, factories.hr_user())
    elif change == "withdrawal":
        reviews.ask_retake(photo, factories.hr_user())
    elif change == "leaving":
        person.status = "left"
        person.save()
        cards.write([person.pk])
    else:
        cards.remember_removal([person.pk])
        person.delete()
    after = intranet.get(PEOPLE, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert after.content != before.content


def test_a_verdict_changes_nothing_for_the_intranet(intranet: APIClient) -> None:
    person = factories.person("e1001")
    etag = intranet.get(PEOPLE)["ETag"]
    factories.judged_photo(person, "retake", 20)
    assert intranet.get(PEOPLE, headers={"If-None-Match": etag}).status_code == 304


def test_hr_and_the_intranet_have_answers_of_their_own(hr: APIClient, intranet: APIClient) -> None:
    factories.person("e1001")
    etag = intranet.get(PEOPLE)["ETag"]
    assert hr.get(PEOPLE, headers={"If-None-Match": etag}).status_code == 200
    own = hr.get(PEOPLE)["ETag"]
    assert hr.get(PEOPLE, headers={"If-None-Match": own}).status_code == 304


def test_last_modified_is_told_once_its_second_is_over(intranet: APIClient) -> None:
    factories.person("e1001")
    assert "Last-Modified" not in intranet.get(PEOPLE)
    DirectoryClock.objects.update(at=timezone.now() - timedelta(seconds=30))
    modified = intranet.get(PEOPLE)["Last-Modified"]
    known = {"If-Modified-Since": modified}
    assert intranet.get(PEOPLE, headers=known).status_code == 304
    factories.person("e1002")
    assert intranet.get(PEOPLE, headers=known).status_code == 200


def test_one_person_is_not_sent_again_either(intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"))
    etag = intranet.get(f"{PEOPLE}e1001/")["ETag"]
    known = {"If-None-Match": etag}
    assert intranet.get(f"{PEOPLE}e1001/", headers=known).status_code == 304


def test_only_the_fields_asked_for_are_sent(hr: APIClient, intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"))
    asked = {"fields": "employee_id,photo_url"}
    for client in (hr, intranet):
        assert client.get(PEOPLE, asked).json()["results"] == [
            {
                "employee_id": "e1001",
                "photo_url": "http://testserver/api/v1/people/e1001/photo/",
            }
        ]
    assert list(intranet.get(f"{PEOPLE}e1001/", {"fields": "uses"}).json()) == ["uses"]


@pytest.mark.parametrize("fields", ["verdict", "employee_id,score", "names", ",", "photo,"])
def test_fields_that_are_not_there_are_refused(intranet: APIClient, fields: str) -> None:
    response = intranet.get(PEOPLE, {"fields": fields})
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "fields"


def test_a_card_from_before_is_made_ready_when_it_is_read(intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"))
    whole = intranet.get(PEOPLE).content
    PersonCard.objects.update(ready="")
    caches["pages"].clear()
    assert intranet.get(PEOPLE).content == whole


def test_a_department_has_etags_of_its_own_and_no_last_modified() -> None:
    engineering = factories.department("Engineering")
    factories.person("e1001")
    factories.person("e1011")
    keys = [
        factories.token("intranet").key,
        factories.token("intranet", departments=[engineering]).key,
        factories.token("intranet", departments=[]).key,
    ]
    newest_change()
    DirectoryClock.objects.update(at=timezone.now() - timedelta(seconds=5))
    whole, of_one, of_none = (caller(key).get(PEOPLE) for key in keys)
    assert len({whole["ETag"], of_one["ETag"], of_none["ETag"]}) == 3
    assert "Last-Modified" in whole
    assert "Last-Modified" not in of_one
    again = caller(keys[1]).get(PEOPLE, headers={"If-Modified-Since": whole["Last-Modified"]})
    assert again.status_code == 200
    assert [len(one.json()["results"]) for one in (whole, of_one, of_none)] == [2, 1, 0]
