"""Departments and their standards."""

import re
from html import unescape

import pytest
from django.test import Client

from photos.models import DepartmentStandard, Outcome
from photos.quality.standard import standard_names
from tests import factories

LIST = "/admin/directory/department/"


def save(client: Client, standard: str) -> str:
    """The page after Engineering was saved with that standard."""
    department = factories.department()
    sent = {"name": "Engineering", "slug": "engineering", "standard": standard}
    address = f"{LIST}{department.pk}/change/"
    return client.post(address, sent, follow=True).content.decode()


def test_people_and_retakes_are_counted_without_those_who_left(admin_client: Client) -> None:
    factories.judged_photo(factories.person(), Outcome.RETAKE, 10)
    factories.judged_photo(factories.person(), Outcome.PASS, 90)
    factories.judged_photo(factories.person(status="left"), Outcome.RETAKE, 10)
    row = admin_client.get(LIST).context["cl"].result_list[0]
    assert (row.counts.people, row.counts.need_a_retake) == (2, 1)


def test_what_passed_and_waits_for_approval_is_counted_and_linked(admin_client: Client) -> None:
    passed = factories.judged_photo(factories.person())
    factories.published_photo(factories.person())
    factories.judged_photo(factories.person(), Outcome.FIX, 60)
    page = admin_client.get(LIST)
    assert page.context["cl"].result_list[0].counts.passed == 1
    link = re.search(r'href="([^"]+verdict=pass)">1</a>', page.content.decode())
    assert link is not None
    found = admin_client.get(unescape(link[1])).context["cl"].result_list
    assert [person.pk for person in found] == [passed.person_id]


def test_a_standard_is_offered_with_what_it_asks_for(admin_client: Client) -> None:
    page = admin_client.get(f"{LIST}{factories.department().pk}/change/").content.decode()
    assert ": A formal headshot on a plain, neutral background." in page


def test_every_shipped_standard_can_be_chosen(admin_client: Client) -> None:
    page = admin_client.get(f"{LIST}{factories.department().pk}/change/").content.decode()
    for name in standard_names():
        assert f'value="{name}"' in page


def test_another_standard_judges_the_department_anew(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person())
    assert "1 photos judged anew" in save(admin_client, "creative")
    photo.refresh_from_db()
    assert photo.judgement is not None
    assert photo.judgement.standard == "creative"


def test_the_companys_standard_takes_the_place_of_an_own_one(admin_client: Client) -> None:
    save(admin_client, "creative")
    save(admin_client, "")
    assert not DepartmentStandard.objects.exists()


@pytest.mark.parametrize("standard", ["unknown", "../headshot"])
def test_another_word_is_no_standard(admin_client: Client, standard: str) -> None:
    save(admin_client, standard)
    assert not DepartmentStandard.objects.exists()


def test_saving_without_a_change_judges_nothing(admin_client: Client) -> None:
    factories.judged_photo(factories.person())
    assert "judged anew" not in save(admin_client, "")
