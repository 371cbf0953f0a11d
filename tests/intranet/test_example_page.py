"""The example page: there when it is asked for, and nothing but a reader of the API."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from intranet.access import NAME, make_access
from tests import factories
from tests.api.callers import caller
from tokens.models import ApiToken
from tokens.read_tokens import LIFE

pytestmark = pytest.mark.django_db

PATHS = ["/intranet/", "/intranet/token"]


@pytest.fixture
def example(settings: Settings) -> None:
    settings.SAMEFRAME_EXAMPLE_INTRANET = True


@pytest.fixture
def page_token(example: None) -> ApiToken:
    make_access(User.objects.create_superuser("admin"))
    return ApiToken.objects.get(name=NAME)


@pytest.mark.parametrize("path", PATHS)
def test_it_is_not_there_unless_asked_for(path: str, client: Client) -> None:
    make_access(User.objects.create_superuser("admin"))
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_it_is_only_read(path: str, page_token: ApiToken, client: Client) -> None:
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


def test_the_page_keeps_the_strict_policy_and_holds_no_token(
    page_token: ApiToken, client: Client
) -> None:
    answer = client.get("/intranet/")
    assert "unsafe" not in answer["Content-Security-Policy"]
    html = answer.content.decode()
    assert "style=" not in html
    assert "<style" not in html
    assert 'token-src="/intranet/token"' in html
    assert str(page_token.pk) + "." not in html


def test_a_visitor_gets_a_short_token_of_intranet_scope(
    page_token: ApiToken, client: Client
) -> None:
    factories.published_photo(factories.person("e1001"))
    answer = client.get("/intranet/token")
    assert "no-store" in answer["Cache-Control"]
    left = datetime.fromisoformat(answer.json()["expires_at"]) - timezone.now()
    assert timedelta() < left <= LIFE
    people = caller(answer.json()["token"]).get("/api/v1/people/")
    assert people.status_code == 200
    assert "score" not in people.json()["results"][0]


def test_a_page_of_a_department_shows_its_people_alone(
    page_token: ApiToken, client: Client
) -> None:
    amara, _ = factories.person("e1001"), factories.person("e1011")
    page_token.bind_to([factories.department("Engineering")])
    visitor = caller(client.get("/intranet/token").json()["token"])
    people = visitor.get("/api/v1/people/").json()["results"]
    assert [one["employee_id"] for one in people] == [amara.employee_id]
    listed = visitor.get("/api/v1/departments/").json()["results"]
    assert [one["slug"] for one in listed] == ["engineering"]
    assert visitor.get("/api/v1/people/", {"department": "finance"}).status_code == 400


def test_a_revoked_page_hands_out_nothing(page_token: ApiToken, client: Client) -> None:
    page_token.revoked_at = timezone.now()
    page_token.save()
    assert client.get("/intranet/token").status_code == 503


def test_the_dashboard_leads_to_it_only_where_it_is(
    admin_client: Client, settings: Settings
) -> None:
    factories.person("e1001")
    assert "/intranet/" not in admin_client.get("/admin/").content.decode()
    settings.SAMEFRAME_EXAMPLE_INTRANET = True
    assert 'href="/intranet/"' in admin_client.get("/admin/").content.decode()
