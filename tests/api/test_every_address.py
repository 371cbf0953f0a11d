"""Every address of the site, asked with an intranet token: nothing opens but the directory."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from photos.models import Outcome, Photo
from tests import factories

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
OPEN_TO_EVERYBODY = {
    *("livez", "readyz", "schema", "docs", "published-picture", "admin:login", "privacy"),
}
OPEN_TO_THE_INTRANET = {"people", "person", "person-photo", "departments", "read-tokens"}
MAY_ANSWER = OPEN_TO_EVERYBODY | OPEN_TO_THE_INTRANET
ARGUMENTS = {"employee_id": "e1021", "department_slug": "engineering", "kind": "master"}
CLOSED = {401, 403, 404, 405}


def addresses(
    resolver: URLResolver, before: str = "/", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Name and address of every path, with arguments that lead somewhere."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", filled_in(route)


def filled_in(route: str) -> str:
    """The route with its arguments, an expression's first choice among them."""
    if "pictures" in route:
        return f"/pictures/{'x' * 22}/directory-96"
    expressions = re.sub(r"\(\?P<\w+>([^()|]+)[^()]*\)", r"\1", route)
    return re.sub(
        r"<(?:\w+:)?(\w+)>",
        lambda found: ARGUMENTS.get(found[1], "1"),
        expressions.replace(".*", "x"),
    )


@pytest.mark.django_db
def test_an_intranet_token_opens_the_directory_and_nothing_else() -> None:
    photo = factories.judged_photo(factories.person("e1021"), Outcome.RETAKE, 24, id=1)
    key = factories.token("intranet").key
    asked = 0
    for name, address in addresses(get_resolver()):
        for method in METHODS:
            client = Client(headers={"Authorization": f"Bearer {key}"})
            response = getattr(client, method)(address)
            asked += 1
            assert response.status_code < 500, (method, address)
            # A redirect opens nothing: the page of login, mostly.
            is_closed = response.status_code in CLOSED or 300 <= response.status_code < 400
            assert is_closed or name in MAY_ANSWER, (method, name, response.status_code)
            if name != "schema":  # its examples are of nobody
                body = b"".join(response) if response.streaming else response.content
                assert photo.main_reason.encode() not in body, (method, address)
    assert asked > 500
    assert Photo.objects.get().state == Photo.State.IN_REVIEW
