"""Odd words in the addresses of pages: an answer, whatever is asked."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.admin_company import world
from tests.access.roles import Role

ODD = ("a\0b", "abc", "-1", "é" * 300, b"\xed\xa0\x80")
HUGE = "9" * 30
NUMBERS = ("p", "page", "o", "photo", "after", "department", "id__in")
ASKED = {
    "admin:directory_person_changelist": (
        *("q", "o", "p", "department__id__exact", "location", "status", "photo", "age", "verdict"),
        *("reason", "reviewer", "retake", "all", "e", "_facets", "id__in", "_to_field", "_popup"),
    ),
    "admin:photos_photo_changelist": (
        *("q", "o", "p", "person__department__id__exact", "is_current__exact", "state"),
    ),
    "admin:directory_department_changelist": ("q", "o", "p"),
    "admin:auth_user_changelist": ("q", "o", "p", "is_staff__exact"),
    "admin:tokens_apitoken_changelist": ("q", "o", "p", "scope__exact"),
    "admin:search": ("s", "page"),
    "admin:autocomplete": ("term", "page", "app_label", "model_name", "field_name"),
    "admin:desk-review": ("photo", "after", "department", "verdict"),
    "admin:desk-sheet": ("department", "mode", "sort", "marks", "page"),
    "admin:desk-exports": ("target", "use", "size", "format", "pattern", "department", "location"),
    "admin:desk-exports-zip": ("target", "use", "size", "format", "department", "location"),
    "admin:desk-standard-choose": ("department", "standard"),
    "admin:retakes_retake_changelist": ("q", "o", "p", "state", "look", "cause", "note"),
    "admin:retakes-freshness": ("show", "page"),
    "admin:directory_person_add": ("department", "first_name", "_changelist_filters"),
    "admin:login": ("next",),
}
BESIDE = {
    "admin:search": "s=people",
    "admin:autocomplete": "app_label=directory&model_name=person&field_name=department",
}


@pytest.mark.django_db
def test_odd_words_in_addresses_are_answered() -> None:
    made = world()
    client = Client(raise_request_exception=False)
    client.force_login(made.users[Role.SUPERUSER])
    wrong = []
    for name, parameters in ASKED.items():
        queries = [urlencode(dict.fromkeys(parameters, odd)) for odd in ODD]
        queries += [f"{one}={HUGE}" for one in parameters if one.split("__")[0] in NUMBERS]
        for query in queries:
            address = f"{reverse(name)}?{query}&{BESIDE.get(name, '')}"
            if client.get(address).status_code >= 500:
                wrong.append(address[:120])
    assert not wrong, "\n".join(wrong)
