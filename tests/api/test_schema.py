"""The API's description: complete, committed, true, and shown under the strict policy."""

from io import StringIO
from typing import Any

import pytest
import requests
import schemathesis
import yaml
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.wsgi import get_wsgi_application
from django.db import connection
from hypothesis import HealthCheck, settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from rest_framework.test import APIClient
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    positive_data_acceptance,
    response_schema_conformance,
)

from photos.models import Outcome, Photo
from tests import factories
from tests.api.each_role import (
    COMMITTED,
    ask_as_each_role,
    company_of_the_examples,
    request_of_the_examples,
)

# The values at every bound, and a few made up; more of those: make faults.
BOUNDS = SchemathesisConfig.from_dict(
    {"generation": {"deterministic": True, "max-examples": 8, "no-shrink": True}}
)
INTRANETS = ["list_people", "get_person", "get_person_photo", "list_departments"]

description = schemathesis.openapi.from_path(COMMITTED, config=BOUNDS)
description.app = get_wsgi_application()


def test_the_committed_description_is_the_present_one() -> None:
    """If this fails: manage.py spectacular --fail-on-warn --validate --file docs/openapi.yaml."""
    generated = StringIO()
    call_command("spectacular", fail_on_warn=True, validate=True, stdout=generated)
    assert yaml.safe_load(generated.getvalue()) == yaml.safe_load(COMMITTED.read_text())


def test_the_description_is_served_to_everybody(nobody: APIClient) -> None:
    response = nobody.get("/api/schema/")
    assert response.status_code == 200
    assert yaml.safe_load(response.content)["info"]["title"] == "Sameframe"


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_the_page_of_the_description_is_only_read(nobody: APIClient, method: str) -> None:
    assert getattr(nobody, method)("/api/docs/").status_code == 405


def test_every_operation_has_a_summary_and_an_example() -> None:
    for path, operations in yaml.safe_load(COMMITTED.read_text())["paths"].items():
        for method, operation in operations.items():
            done = [answer for code, answer in operation["responses"].items() if code[0] == "2"]
            bodies = [body for answer in done for body in answer.get("content", {}).items()]
            assert operation["summary"], (path, method)
            has_body = set(operation["responses"]) & {"200", "201"}
            assert not has_body or any(body.get("examples") for _, body in bodies), path


@pytest.fixture
def demo_key(transactional_db: None) -> str:
    """HR's key, with the people and the photo that the description's examples name."""
    factories.published_photo(factories.person("e1001"), id=20)
    person = factories.person("e1021")
    request_of_the_examples(person, factories.judged_photo(person, Outcome.RETAKE, 24, id=21))
    with connection.cursor() as cursor:  # PostgreSQL counts no ids that it was given
        for statement in connection.ops.sequence_reset_sql(no_style(), [Photo]):
            cursor.execute(statement)
    return factories.token("hr").key


@pytest.fixture
def intranet_key(demo_key: str) -> str:
    """The intranet's key, with the same people."""
    return factories.token("intranet").key


# All requests of one operation meet the same people, as a running site's do.
@description.parametrize()
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_as_described(case: schemathesis.Case[Any], demo_key: str) -> None:
    validate(case, demo_key)


@description.include(operation_id=INTRANETS).parametrize()
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_to_the_intranet_is_as_described(
    case: schemathesis.Case[Any], intranet_key: str
) -> None:
    validate(case, intranet_key)


def validate(case: schemathesis.Case[Any], key: str) -> None:
    """Ask, and hold the answer against the description."""
    # What a cursor and a picture are made of, no description can say: they may be refused.
    excluded: list[Any] = [positive_data_acceptance]
    if "fields" in (case.query or {}):  # who asks for some fields gets no others
        excluded.append(response_schema_conformance)
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=excluded)


@pytest.mark.django_db(transaction=True)
def test_every_answer_to_everybody_is_as_described() -> None:
    """More of these: make faults."""
    assert ask_as_each_role(company_of_the_examples(), examples=1) > 500


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/checks/", 200), ("/api/v1/people/{employee_id}/photos/", 201)],
)
def test_a_real_picture_is_answered_as_described(
    path: str, status: int, demo_key: str, live_server: LiveServer
) -> None:
    response = requests.post(
        live_server.url + path.format(employee_id="e1001"),
        files={"photo": ("mei.jpg", factories.picture("e1003"), "image/jpeg")},
        headers={"Authorization": f"Bearer {demo_key}"},
        timeout=30,
    )
    assert response.status_code == status
    description[path]["POST"].validate_response(response)


@pytest.mark.browser
def test_the_description_can_be_read_and_tried_under_the_strict_policy(
    page: Page, demo_key: str, live_server: LiveServer
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    response = page.goto(f"{live_server.url}/api/docs/")
    assert response is not None
    assert "unsafe" not in response.headers["content-security-policy"]
    page.get_by_role("button", name="Authorize").first.click()
    page.get_by_label("auth-bearer-value").fill(demo_key)
    page.get_by_label("Apply credentials").last.click()
    page.get_by_role("button", name="Close").last.click()
    page.get_by_text("List the team").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text("amara.okafor@example.com").wait_for()
    assert complaints == []
