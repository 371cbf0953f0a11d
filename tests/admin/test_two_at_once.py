"""Two people at one form: nothing of either is overwritten unseen."""

import re
from typing import Any

import pytest
from django.test import Client

from directory.models import Department, Person
from tests import factories

TOLD = "Somebody else has changed this field since you opened the page"


def opened(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from the page as it is now."""
    form = client.get(address).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: "" if value is None else value for name, value in values.items()}


@pytest.fixture
def page(db: None) -> str:
    return f"/admin/directory/person/{factories.person('e1001').pk}/change/"


def test_the_second_to_save_is_told_what_changed_and_keeps_what_they_typed(
    admin_client: Client, page: str
) -> None:
    first, second = opened(admin_client, page), opened(admin_client, page)
    admin_client.post(page, first | {"location": "Accra"})

    answer = admin_client.post(page, second | {"location": "Dakar", "job_title": "Head"})

    assert f"{TOLD}: Location" in answer.content.decode()
    assert 'value="Dakar"' in answer.content.decode()
    assert Person.objects.get().location == "Accra"


def test_who_was_told_may_save_all_the_same(admin_client: Client, page: str) -> None:
    first, second = opened(admin_client, page), opened(admin_client, page)
    admin_client.post(page, first | {"location": "Accra"})
    told = admin_client.post(page, second | {"location": "Dakar"}).content.decode()
    again = re.search(r'name="seen" value="([^"]+)"', told)
    assert again is not None

    admin_client.post(page, second | {"location": "Dakar", "seen": again[1]})

    assert Person.objects.get().location == "Dakar"


def test_one_after_the_other_is_told_nothing(admin_client: Client, page: str) -> None:
    for place in ("Accra", "Dakar"):
        answer = admin_client.post(page, opened(admin_client, page) | {"location": place})
        assert answer.status_code == 302
    assert Person.objects.get().location == "Dakar"


def test_a_department_renamed_meanwhile_is_not_renamed_back(admin_client: Client) -> None:
    address = f"/admin/directory/department/{factories.department().pk}/change/"
    first, second = opened(admin_client, address), opened(admin_client, address)
    admin_client.post(address, first | {"name": "Research"})

    answer = admin_client.post(address, second | {"standard": "creative"})

    assert f"{TOLD}: Name" in answer.content.decode()
    assert Department.objects.get().name == "Research"
