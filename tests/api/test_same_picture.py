"""photos/{id}/ tells HR for whom the same picture is stored."""

from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from photos.models import Photo
from tests import factories


def filed(employee_id: str = "", like: str = "e1001") -> Photo:
    return factories.filed(factories.published_photo(factories.person(employee_id)), like)


def test_hr_reads_who_else_has_the_picture_the_newest_first(hr: APIClient) -> None:
    photo = filed("e1001")
    filed("e1008")
    filed("e1009")
    filed("e1010", like="e1010")
    answer = hr.get(f"/api/v1/photos/{photo.pk}/").json()
    assert answer["same_picture_as"] == ["e1009", "e1008"]
    assert answer["verdict"] == "pass"


def test_somebody_with_two_such_photos_is_named_once(hr: APIClient) -> None:
    photo, other = filed("e1001"), filed("e1008")
    factories.filed(factories.judged_photo(other.person))
    assert hr.get(f"/api/v1/photos/{photo.pk}/").json()["same_picture_as"] == ["e1008"]


def test_nobody_else_has_it(hr: APIClient) -> None:
    photo = filed("e1001")
    assert hr.get(f"/api/v1/photos/{photo.pk}/").json()["same_picture_as"] == []


def test_the_intranet_learns_nothing_of_it(intranet: APIClient) -> None:
    photo = filed("e1001")
    filed("e1008")
    assert intranet.get(f"/api/v1/photos/{photo.pk}/").status_code == 403
    assert "same_picture" not in intranet.get("/api/v1/people/e1001/").content.decode()
    assert "same_picture" not in intranet.get("/api/v1/people/").content.decode()


def test_it_costs_two_queries(
    hr: APIClient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    photo = filed("e1001")
    for _ in range(4):
        filed()
    with django_assert_max_num_queries(8):
        # token, user's permissions (2), photo, cuts, the last decision, these two
        hr.get(f"/api/v1/photos/{photo.pk}/")
