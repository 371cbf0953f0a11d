"""consistency/, departments/{slug}/consistency/ and people/{employee_id}/consistency/."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from photos import consistency
from photos.models import TeamScore
from tests import factories
from tests.photos.teams import finance, looking

pytestmark = pytest.mark.django_db
COMPANY = "/api/v1/consistency/"
FINANCE = "/api/v1/departments/finance/consistency/"


def answer(client: APIClient, path: str, **parameters: Any) -> dict[str, Any]:
    response = client.get(path, parameters)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def test_a_department_is_told_with_its_misfit_first(hr: APIClient) -> None:
    finance(8)
    misfit = looking("Finance", head_height=0.3)
    consistency.refresh()
    told = answer(hr, FINANCE)
    assert (told["team"], told["photos"], told["misfits"]) == ("Finance", 9, 1)
    assert told["sentences"] == ["8 of 9 photos fit in, 1 stands out."]
    worst = told["people"][0]
    assert (worst["employee_id"], worst["photo_id"]) == (misfit.person.employee_id, misfit.pk)
    assert worst["score"] < 50 < told["score"] < 100
    assert worst["sentences"] == [
        "The head is 50\N{NO-BREAK SPACE}% smaller than Finance's median "
        "(30\N{NO-BREAK SPACE}% of the picture's height; Finance: 60\N{NO-BREAK SPACE}%)."
    ]
    assert [person["score"] for person in told["people"][1:]] == [100] * 8


def test_the_baseline_is_told_in_numbers_and_words(hr: APIClient) -> None:
    finance(5)
    consistency.refresh()
    lines = {line["feature"]: line for line in answer(hr, FINANCE)["baseline"]}
    assert lines["background_lightness"]["value"] == 80.0
    assert lines["background_lightness"]["words"] == "80 of 100"
    assert (lines["background_class"]["value"], lines["background_class"]["share"]) == ("plain", 1)


def test_the_spread_is_told_as_taken_and_as_published(hr: APIClient) -> None:
    for place in range(5):
        looking("Finance", taken_head_height=0.4 + 0.05 * place)
    consistency.refresh()
    head = answer(hr, FINANCE)["spread"][0]
    assert (head["feature"], head["as_published"]) == ("head_height", 0.0)
    assert head["as_taken"] == pytest.approx(0.05 * 1.4826)


def test_too_few_photos_are_said_to_be_too_few(hr: APIClient) -> None:
    finance(3)
    consistency.refresh()
    told = answer(hr, FINANCE)
    assert (told["score"], told["people"], told["baseline"]) == (None, [], [])
    assert told["sentences"] == ["Too few to compare: 3 approved photos, 5 are needed."]


def test_a_department_that_was_not_computed_yet_says_so(hr: APIClient) -> None:
    finance(5)
    told = answer(hr, FINANCE)
    assert (told["as_of"], told["sentences"]) == (
        None,
        ["Not computed yet; look again in a minute."],
    )


def test_the_company_is_everybody(hr: APIClient) -> None:
    finance(5)
    looking("Sales")
    consistency.refresh()
    told = answer(hr, COMPANY)
    assert (told["team"], told["department"], told["photos"]) == ("the company", None, 6)


def test_no_more_people_than_asked_for(hr: APIClient) -> None:
    finance(6)
    consistency.refresh()
    assert len(answer(hr, COMPANY, limit=2)["people"]) == 2
    assert answer(hr, COMPANY, limit=0)["people"] == []


@pytest.mark.parametrize(
    ("parameters", "attr"),
    [({"limit": "201"}, "limit"), ({"limit": "-1"}, "limit"), ({"page": "2"}, "page")],
)
def test_what_is_not_understood_is_refused(
    hr: APIClient, parameters: dict[str, str], attr: str
) -> None:
    response = hr.get(COMPANY, parameters)
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == attr


def test_ninety_days_of_history_are_told(hr: APIClient) -> None:
    today = timezone.localdate()
    for days in (100, 30, 2):
        TeamScore.objects.create(day=today - timedelta(days), score=days, photos=5)
    assert [day["score"] for day in answer(hr, COMPANY)["history"]] == [30, 2]


def test_a_person_is_compared_with_department_and_company(hr: APIClient) -> None:
    finance(5)
    misfit = looking("Finance", head_height=0.3)
    looking("Sales")
    consistency.refresh()
    path = f"/api/v1/people/{misfit.person.employee_id}/consistency/"
    told = answer(hr, path)
    assert (told["photo_id"], [one["team"] for one in told["comparisons"]]) == (
        misfit.pk,
        ["Finance", "the company"],
    )
    features = {line["feature"]: line for line in told["comparisons"][0]["features"]}
    assert features["head_height"]["outcome"] == "fail"
    assert (features["head_height"]["value"], features["head_height"]["usual"]) == (0.3, 0.6)
    assert told["comparisons"][0]["score"] == answer(hr, FINANCE)["people"][0]["score"]


def test_a_person_without_a_published_photo_is_compared_with_nobody(hr: APIClient) -> None:
    person = factories.judged_photo(factories.person("e1001")).person
    told = answer(hr, f"/api/v1/people/{person.employee_id}/consistency/")
    assert told == {"employee_id": "e1001", "photo_id": None, "comparisons": []}


def test_there_is_nothing_about_departments_and_people_that_are_not_there(hr: APIClient) -> None:
    assert hr.get("/api/v1/departments/no-such/consistency/").status_code == 404
    assert hr.get("/api/v1/people/nobody/consistency/").status_code == 404


@pytest.mark.parametrize("people", [5, 20])
def test_many_people_cost_no_more_queries(
    people: int, hr: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    finance(people)
    consistency.refresh()
    with django_assert_num_queries(11):  # two of them to know the caller, two for permissions
        assert len(answer(hr, FINANCE)["people"]) == people
